#include "pipeline/latents.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace genserve::pipeline {

at::Generator cpuGenerator(std::int64_t seed)
{
    return at::make_generator<at::CPUGeneratorImpl>(static_cast<std::uint64_t>(seed));
}

at::Tensor drawNoise(at::Generator& generator, std::int64_t channels, std::int64_t height, std::int64_t width,
                     at::ScalarType dtype, at::Device device)
{
    return at::randn({1, channels, height, width}, generator, at::TensorOptions().dtype(dtype)).to(device);
}

at::Tensor packLatents(const at::Tensor& latents)
{
    const std::int64_t channels = latents.size(1);
    const std::int64_t rows = latents.size(2) / 2;
    const std::int64_t columns = latents.size(3) / 2;
    return latents.reshape({channels, rows, 2, columns, 2})
        .permute({1, 3, 0, 2, 4})
        .reshape({rows * columns, channels * 4});
}

at::Tensor unpackLatents(const at::Tensor& tokens, std::int64_t height, std::int64_t width)
{
    const std::int64_t channels = tokens.size(1) / 4;
    return tokens.reshape({height / 2, width / 2, channels, 2, 2})
        .permute({2, 0, 3, 1, 4})
        .reshape({1, channels, height, width});
}

at::Tensor latentImageIds(std::int64_t height, std::int64_t width, at::Device device)
{
    const auto options = at::TensorOptions().dtype(at::kFloat);
    at::Tensor ids = at::zeros({height / 2, width / 2, 3}, options);
    ids.select(2, 1).copy_(at::arange(height / 2, options).unsqueeze(1).expand({height / 2, width / 2}));
    ids.select(2, 2).copy_(at::arange(width / 2, options).unsqueeze(0).expand({height / 2, width / 2}));
    return ids.reshape({-1, 3}).to(device);
}

at::Tensor imageToTensor(const Image& image, at::ScalarType dtype, at::Device device)
{
    TORCH_CHECK(image.channels == 3, "imageToTensor: RGB, got ", image.channels, " channels");
    at::Tensor bytes = at::empty({image.height, image.width, 3}, at::kByte);
    std::copy(image.pixels.begin(), image.pixels.end(), bytes.mutable_data_ptr<std::uint8_t>());
    const at::Tensor sample = bytes.to(at::kFloat).div_(255.0f).mul_(2.0f).sub_(1.0f);
    return sample.permute({2, 0, 1}).unsqueeze(0).contiguous().to(dtype).to(device);
}

Image tensorToImage(const at::Tensor& sample)
{
    const at::Tensor scaled = (sample * 0.5 + 0.5).clamp(0, 1).to(at::kCPU, at::kFloat);
    const at::Tensor bytes =
        scaled.squeeze(0).permute({1, 2, 0}).mul(255.0f).round_().to(at::kByte).contiguous(); // [H, W, 3]
    Image image{static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)), 3, {}};
    const auto* data = bytes.const_data_ptr<std::uint8_t>();
    image.pixels.assign(data, data + bytes.numel());
    return image;
}

at::Tensor binaryMask(const Image& mask)
{
    constexpr std::uint8_t Threshold = 128; // < 0.5 of 255 stays, the rest is repainted
    TORCH_CHECK(mask.channels == 1, "binaryMask: grey, got ", mask.channels, " channels");
    at::Tensor bytes = at::empty({1, 1, mask.height, mask.width}, at::kByte);
    std::copy(mask.pixels.begin(), mask.pixels.end(), bytes.mutable_data_ptr<std::uint8_t>());
    return bytes.ge(Threshold).to(at::kFloat);
}

at::Tensor maskToChannels(const Image& mask, std::int64_t scale, at::ScalarType dtype, at::Device device)
{
    const std::int64_t height = mask.height / scale;
    const std::int64_t width = mask.width / scale;
    const at::Tensor cells = binaryMask(mask)
                                 .reshape({height, scale, width, scale})
                                 .permute({1, 3, 0, 2})
                                 .reshape({1, scale * scale, height, width});
    return packLatents(cells).to(dtype).to(device);
}

at::Tensor maskToTokens(const Image& mask, std::int64_t channels, std::int64_t height, std::int64_t width,
                        at::ScalarType dtype, at::Device device)
{
    const at::Tensor cells =
        binaryMask(mask).slice(2, 0, mask.height, mask.height / height).slice(3, 0, mask.width, mask.width / width);
    return packLatents(cells.expand({1, channels, height, width})).to(dtype).to(device);
}

} // namespace genserve::pipeline
