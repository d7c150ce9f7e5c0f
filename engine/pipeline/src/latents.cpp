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

at::Tensor maskToTokens(const Image& mask, std::int64_t channels, std::int64_t height, std::int64_t width,
                        at::ScalarType dtype, at::Device device)
{
    constexpr std::uint8_t Threshold = 128; // < 0.5 of 255 stays, the rest is repainted
    const std::int64_t scaleY = mask.height / height;
    const std::int64_t scaleX = mask.width / width;
    at::Tensor cells = at::zeros({1, 1, height, width}, at::kFloat);
    auto cell = cells.accessor<float, 4>();
    for (std::int64_t y = 0; y < height; ++y) {
        const auto row = mask.row(static_cast<int>(y * scaleY));
        for (std::int64_t x = 0; x < width; ++x) {
            cell[0][0][y][x] = row[static_cast<std::size_t>(x * scaleX)] >= Threshold ? 1.0f : 0.0f;
        }
    }
    return packLatents(cells.expand({1, channels, height, width})).to(dtype).to(device);
}

} // namespace genserve::pipeline
