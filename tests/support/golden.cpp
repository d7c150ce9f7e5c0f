#include "golden.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "weights/safetensors.h"

namespace genserve::test {
namespace {

at::ScalarType scalarType(weights::Dtype dtype)
{
    switch (dtype) {
    case weights::Dtype::F32: return at::kFloat;
    case weights::Dtype::F64: return at::kDouble;
    case weights::Dtype::BF16: return at::kBFloat16;
    case weights::Dtype::I64: return at::kLong;
    case weights::Dtype::U8: return at::kByte;
    default: throw std::runtime_error("golden: unexpected dtype " + std::string(weights::toString(dtype)));
    }
}

at::Tensor asTensor(const Image& image)
{
    return at::tensor(image.pixels, at::kByte).reshape({image.height, image.width, image.channels});
}

} // namespace

const at::Tensor& Golden::operator[](const std::string& name) const
{
    const auto found = tensors.find(name);
    if (found == tensors.end()) {
        throw std::runtime_error("golden: no tensor " + name);
    }
    return found->second;
}

Golden loadGolden(const std::string& name)
{
    const std::string path = std::string(GENSERVE_TEST_DATA) + "/golden/" + name + ".safetensors";
    const auto header = weights::readSafetensorsHeader(path);
    if (!header) {
        throw std::runtime_error(describe(header.error()));
    }
    Golden golden;
    const auto settings = header->metadata.find("settings");
    if (settings != header->metadata.end()) {
        golden.settings = nlohmann::json::parse(settings->second);
    }
    std::ifstream file(path, std::ios::binary);
    for (const auto& [tensorName, record] : header->tensors) {
        at::Tensor tensor = at::empty(record.shape, scalarType(record.dtype));
        file.seekg(static_cast<std::streamoff>(record.offset));
        if (!file.read(static_cast<char*>(tensor.data_ptr()), static_cast<std::streamsize>(record.bytes))) {
            throw std::runtime_error("golden: " + path + " ends in " + tensorName);
        }
        golden.tensors[tensorName] = tensor;
    }
    return golden;
}

double relativeError(const at::Tensor& actual, const at::Tensor& expected)
{
    if (actual.sizes() != expected.sizes()) {
        throw std::runtime_error("relativeError: different shapes");
    }
    const at::Tensor reference = expected.to(at::kDouble);
    return ((actual.to(at::kCPU, at::kDouble) - reference).norm() / reference.norm()).item<double>();
}

int largestDifference(const Image& actual, const at::Tensor& expected)
{
    return (asTensor(actual).to(at::kInt) - expected.to(at::kInt)).abs().max().item<int>();
}

double psnr(const Image& actual, const at::Tensor& expected)
{
    const double mse = (asTensor(actual).to(at::kDouble) - expected.to(at::kDouble)).pow(2).mean().item<double>();
    return mse == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(255.0 * 255.0 / mse);
}

} // namespace genserve::test
