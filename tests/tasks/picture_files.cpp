#include "picture_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <zlib.h>

namespace {

void appendNumber(Bytes& bytes, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0}) {
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

} // namespace

std::filesystem::path storedPicture(const std::string& name)
{
    return std::filesystem::path(GENSERVE_TEST_DATA) / "pictures" / name;
}

std::vector<std::string> storedPictures()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(storedPicture(""))) {
        if (entry.path().extension() == ".png" || entry.path().extension() == ".jpg") {
            names.push_back(entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

Bytes readBytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool contains(const Bytes& bytes, std::string_view part)
{
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(part) != part.npos;
}

void writeBytes(const std::filesystem::path& path, const Bytes& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

genserve::Image readPortableMap(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string kind;
    int width = 0;
    int height = 0;
    int maximum = 0;
    if (!(file >> kind >> width >> height >> maximum)) {
        return {};
    }
    file.get();
    auto image = genserve::Image::filled(width, height, kind == "P6" ? 3 : 1, 0);
    file.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
    return image;
}

void appendChunk(Bytes& file, std::string_view type, const Bytes& data)
{
    appendNumber(file, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = file.size();
    file.insert(file.end(), type.begin(), type.end());
    file.insert(file.end(), data.begin(), data.end());
    appendNumber(file, static_cast<std::uint32_t>(crc32_z(0, file.data() + start, file.size() - start)));
}

Bytes packed(const Bytes& data)
{
    uLongf length = compressBound(data.size());
    Bytes result(length);
    compress2(result.data(), &length, data.data(), data.size(), 9);
    result.resize(length);
    return result;
}

Bytes pngHeader(std::uint32_t width, std::uint32_t height, std::uint8_t depth, std::uint8_t color)
{
    Bytes header;
    appendNumber(header, width);
    appendNumber(header, height);
    header.insert(header.end(), {depth, color, 0, 0, 0});
    return header;
}

Bytes pngFile(const Bytes& header, const Bytes& extra, const Bytes& rows)
{
    Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    appendChunk(file, "IHDR", header);
    file.insert(file.end(), extra.begin(), extra.end());
    appendChunk(file, "IDAT", packed(rows));
    appendChunk(file, "IEND", {});
    return file;
}

genserve::Image noisePicture(int width, int height, int channels)
{
    auto image = genserve::Image::filled(width, height, channels, 0);
    std::uint32_t state = 1;
    for (std::uint8_t& value : image.pixels) {
        state = state * 1664525u + 1013904223u;
        value = static_cast<std::uint8_t>(state >> 24);
    }
    return image;
}
