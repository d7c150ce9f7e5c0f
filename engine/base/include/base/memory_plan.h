// What a model takes of a device's memory, and the ways to run it in less: plain data that crosses borders.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace genserve {

// Numbers of parameters by part, and the widths that say how large everything between them is. A transformer's blocks
// count without their modulations, which are multiplied with once a picture only.
struct ModelSize {
    std::int64_t clip = 0, t5 = 0, vae = 0;
    std::int64_t t5Layer = 0; // the largest part of T5 that is needed at once
    std::int64_t transformerEnds = 0;
    std::int64_t doubleBlock = 0, singleBlock = 0;           // one of them
    std::int64_t doubleModulation = 0, singleModulation = 0; // of one of them
    std::int64_t doubleBlocks = 0, singleBlocks = 0;         // how many there are
    std::int64_t width = 0;                                  // of a token inside
    std::int64_t textWidth = 0;                              // of a token of T5
    std::int64_t grid = 0;                                   // px a token on each axis
    std::int64_t latentChannels = 0;
    std::vector<std::int64_t> vaeChannels; // of each level, from the pixels to the latents
    std::int64_t vaeLayers = 0;            // resnets a level of the encoder; the decoder has one more
    bool operator==(const ModelSize&) const = default;
};

// How a model is run. The default is the fastest: everything stays on the device.
struct MemoryPlan {
    bool keepsTextEncoders = true; // else read layer by layer for each new prompt
    bool keepsModulations = true;  // else they come from host memory once a picture
    int streamedBlocks = 0;        // of the transformer: they come from host memory in every step
    int tiledLevels = 0;           // of the autoencoder: these, the largest ones, see the picture in tiles
    bool operator==(const MemoryPlan&) const = default;
};

// "resident", or e.g. "text encoders on demand, 12 blocks streamed, decoding in tiles". The words are part of a
// picture's text.
std::string describe(const MemoryPlan& plan);

} // namespace genserve
