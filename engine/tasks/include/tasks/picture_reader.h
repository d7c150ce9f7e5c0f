// Input pictures and masks from untrusted PNG and JPEG files (docs/api.md, "Pictures").
//
// Every file is scanned before a decoder sees it: sizes are checked first, and the decoder gets a rebuilt file with
// nothing in it but the picture. So neither compressed texts nor profiles nor empty scans can cost memory or time,
// and the same file gives the same bytes with every version of Qt.
#pragma once

#include "base/error.h"
#include "base/image.h"
#include "tasks/picture_format.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace genserve::tasks {

constexpr std::size_t MaxEncodedPictureBytes = std::size_t{50} * 1024 * 1024;
constexpr int MaxPictureSide = 8192;               // px
constexpr std::int64_t MaxPicturePixels = 1 << 24; // 16 777 216
// Of what readPhoto() scales down. A PNG is decoded whole before, a JPEG is not.
constexpr std::size_t MaxEncodedPhotoBytes = 4 * MaxEncodedPictureBytes;
constexpr int MaxPhotoSide = 32'768;
constexpr std::int64_t MaxJpegPhotoPixels = 1 << 27, MaxPngPhotoPixels = 1 << 25;

struct ReadPicture {
    Image image;
    PictureFormat format = PictureFormat::Png; // of the file
    int fileWidth = 0, fileHeight = 0;         // px, before readPhoto() has scaled it down
    std::vector<std::string> warnings;         // sentences without a final full stop, e.g. of an ignored profile
};

// RGB, sRGB assumed: EXIF orientation applied (JPEG), profile and gamma ignored, 16 bits cut to the high byte, grey,
// palette and CMYK turned into RGB, alpha composited on white. Errors name the file; a picture that ends early is one.
// Blocks on the disk. Any thread.
Expected<ReadPicture> readPicture(const std::filesystem::path& path);

// The same for a picture that the user opens, which may be a camera's: what is larger than `most` px a side, and so
// more than most x most in all, is scaled down, keeping its shape.
Expected<ReadPicture> readPhoto(const std::filesystem::path& path, int most);
Expected<ReadPicture> decodePhoto(std::span<const std::uint8_t> bytes, const std::string& name, int most);

// The same for a mask: 1 channel, the luminance; alpha is ignored.
Expected<ReadPicture> readMask(const std::filesystem::path& path);

// A file that passes the scan may still be made to cost time, e.g. by many scans of many pixels.
constexpr std::chrono::milliseconds DecodeDeadline{10'000};

// The same from the bytes of a file; name stands in errors in place of the path. UnsupportedFormat where decoding takes
// longer than the deadline.
Expected<ReadPicture> decodePicture(std::span<const std::uint8_t> bytes, const std::string& name,
                                    std::chrono::milliseconds deadline = DecodeDeadline);
Expected<ReadPicture> decodeMask(std::span<const std::uint8_t> bytes, const std::string& name,
                                 std::chrono::milliseconds deadline = DecodeDeadline);

} // namespace genserve::tasks
