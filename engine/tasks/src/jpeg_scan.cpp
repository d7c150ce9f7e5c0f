#include "jpeg_scan.h"

#include "exif_orientation.h"
#include "picture_size.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace genserve::tasks {
namespace {

constexpr int MaxScans = 64; // a decoder's time grows with scans times pixels; encoders write about 10

enum Marker : std::uint8_t {
    Sof0 = 0xC0,
    Sof2 = 0xC2,
    Dht = 0xC4,
    Jpg = 0xC8,
    Dac = 0xCC,
    Sof15 = 0xCF,
    Rst0 = 0xD0,
    Rst7 = 0xD7,
    Soi = 0xD8,
    Eoi = 0xD9,
    Sos = 0xDA,
    Dqt = 0xDB,
    Dri = 0xDD,
    App0 = 0xE0,
    App1 = 0xE1,
    App2 = 0xE2,
    App14 = 0xEE,
    Tem = 0x01,
};

bool isRestart(std::uint8_t marker) { return marker >= Rst0 && marker <= Rst7; }

bool isFrame(std::uint8_t marker)
{
    return marker >= Sof0 && marker <= Sof15 && marker != Dht && marker != Jpg && marker != Dac;
}

bool startsWith(std::span<const std::uint8_t> data, std::string_view word)
{
    return data.size() >= word.size() && std::equal(word.begin(), word.end(), data.begin());
}

tl::unexpected<Error> endsEarly() { return failure(ErrorCode::CorruptFile, "the file ends before the picture does"); }

class JpegScanner {
public:
    JpegScanner(std::span<const std::uint8_t> file, const PictureBounds& bounds) : m_file(file), m_bounds(bounds) {}

    Expected<ScannedJpeg> scan()
    {
        m_position = 2;
        m_jpeg.rebuilt = {0xFF, Soi};
        while (true) {
            const auto marker = nextMarker();
            if (!marker) {
                return tl::unexpected(marker.error());
            }
            if (*marker == Eoi) {
                break;
            }
            if (auto taken = takeMarker(*marker); !taken) {
                return tl::unexpected(taken.error());
            }
        }
        if (m_scans == 0) {
            return failure(ErrorCode::CorruptFile, "it has no image data");
        }
        m_jpeg.rebuilt.insert(m_jpeg.rebuilt.end(), {0xFF, Eoi});
        return std::move(m_jpeg);
    }

private:
    // The position is behind the marker then. Bytes that belong to no segment are skipped, as decoders do.
    Expected<std::uint8_t> nextMarker()
    {
        while (m_position + 1 < m_file.size()) {
            const std::uint8_t code = m_file[m_position + 1];
            if (m_file[m_position] == 0xFF && code != 0x00 && code != 0xFF) {
                m_position += 2;
                return code;
            }
            ++m_position;
        }
        return endsEarly();
    }

    Expected<void> takeMarker(std::uint8_t marker)
    {
        if (marker == Tem || isRestart(marker)) {
            return {};
        }
        if (marker == Soi) {
            return failure(ErrorCode::CorruptFile, "a second picture begins inside the first");
        }
        if (m_file.size() - m_position < 2) {
            return endsEarly();
        }
        const std::size_t length = static_cast<std::size_t>(m_file[m_position]) << 8 | m_file[m_position + 1];
        if (length < 2) {
            return failure(ErrorCode::CorruptFile, "a segment has an impossible length");
        }
        if (m_file.size() - m_position < length) {
            return endsEarly();
        }
        const auto data = m_file.subspan(m_position + 2, length - 2);
        m_position += length;
        return takeSegment(marker, data);
    }

    Expected<void> takeSegment(std::uint8_t marker, std::span<const std::uint8_t> data)
    {
        if (isFrame(marker)) {
            return takeFrame(marker, data);
        }
        switch (marker) {
        case Dht:
        case Dqt:
        case Dri: keep(marker, data); break;
        case App0:
            if (startsWith(data, std::string_view("JFIF\0", 5))) {
                keep(marker, data);
            }
            break;
        case App14:
            if (startsWith(data, "Adobe")) {
                keep(marker, data);
            }
            break;
        case App1:
            if (startsWith(data, std::string_view("Exif\0\0", 6)) && !m_hasExif) {
                m_hasExif = true;
                m_jpeg.orientation = exifOrientation(data.subspan(6)).value_or(1);
            }
            break;
        case App2: m_jpeg.hasProfile |= startsWith(data, std::string_view("ICC_PROFILE\0", 12)); break;
        case Sos: return takeScan(data);
        default: break;
        }
        return {};
    }

    Expected<void> takeFrame(std::uint8_t marker, std::span<const std::uint8_t> data)
    {
        if (marker > Sof2) {
            return failure(ErrorCode::UnsupportedFormat, "lossless, hierarchical and arithmetic JPEG are not read");
        }
        if (data.size() < 6 || m_jpeg.components != 0) {
            return failure(ErrorCode::CorruptFile, "its header is damaged");
        }
        const std::uint32_t height = static_cast<std::uint32_t>(data[1]) << 8 | data[2];
        const std::uint32_t width = static_cast<std::uint32_t>(data[3]) << 8 | data[4];
        const int components = data[5];
        if (auto size = checkPictureSize(width, height, m_bounds); !size) {
            return size;
        }
        if (data[0] != 8 || (components != 1 && components != 3 && components != 4)) {
            return failure(ErrorCode::UnsupportedFormat, "JPEG with " + std::to_string(components) + " components of "
                                                             + std::to_string(data[0]) + " bits is not read");
        }
        if (data.size() != 6 + 3 * static_cast<std::size_t>(components)) {
            return failure(ErrorCode::CorruptFile, "its header is damaged");
        }
        m_jpeg.width = static_cast<int>(width);
        m_jpeg.height = static_cast<int>(height);
        m_jpeg.components = components;
        keep(marker, data);
        return {};
    }

    // The segment and the entropy-coded bytes behind it, up to the next marker that is no restart.
    Expected<void> takeScan(std::span<const std::uint8_t> data)
    {
        if (m_jpeg.components == 0) {
            return failure(ErrorCode::CorruptFile, "its image data stands before its header");
        }
        if (++m_scans > MaxScans) {
            return failure(ErrorCode::UnsupportedFormat, "it has more than " + std::to_string(MaxScans) + " scans");
        }
        keep(Sos, data);
        std::size_t end = m_position;
        while (true) {
            end = static_cast<std::size_t>(
                std::find(m_file.begin() + static_cast<std::ptrdiff_t>(end), m_file.end(), std::uint8_t{0xFF})
                - m_file.begin());
            if (m_file.size() - end < 2) {
                return endsEarly();
            }
            const std::uint8_t code = m_file[end + 1];
            if (code != 0x00 && code != 0xFF && !isRestart(code)) {
                break;
            }
            end += code == 0xFF ? 1 : 2;
        }
        const auto coded = m_file.subspan(m_position, end - m_position);
        m_jpeg.rebuilt.insert(m_jpeg.rebuilt.end(), coded.begin(), coded.end());
        m_position = end;
        return {};
    }

    void keep(std::uint8_t marker, std::span<const std::uint8_t> data)
    {
        const std::size_t length = data.size() + 2;
        m_jpeg.rebuilt.insert(m_jpeg.rebuilt.end(), {0xFF, marker, static_cast<std::uint8_t>(length >> 8),
                                                     static_cast<std::uint8_t>(length & 0xFF)});
        m_jpeg.rebuilt.insert(m_jpeg.rebuilt.end(), data.begin(), data.end());
    }

    std::span<const std::uint8_t> m_file;
    PictureBounds m_bounds;
    std::size_t m_position = 0;
    int m_scans = 0;
    bool m_hasExif = false;
    ScannedJpeg m_jpeg;
};

} // namespace

Expected<ScannedJpeg> scanJpeg(std::span<const std::uint8_t> file, const PictureBounds& bounds)
{
    return JpegScanner(file, bounds).scan();
}

} // namespace genserve::tasks
