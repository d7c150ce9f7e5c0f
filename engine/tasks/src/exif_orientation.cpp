#include "exif_orientation.h"

#include <cstddef>

namespace genserve::tasks {
namespace {

constexpr unsigned OrientationTag = 0x0112;
constexpr unsigned ShortType = 3;
constexpr std::size_t EntryBytes = 12;

// Numbers at an offset in the byte order of the file; 0 outside of it, which no field that is looked for has.
class TiffNumbers {
public:
    TiffNumbers(std::span<const std::uint8_t> bytes, bool isLittleEndian)
        : m_bytes(bytes), m_isLittleEndian(isLittleEndian)
    {
    }

    [[nodiscard]] unsigned read(std::size_t offset, std::size_t count) const
    {
        if (offset > m_bytes.size() || m_bytes.size() - offset < count) {
            return 0;
        }
        unsigned value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value << 8 | m_bytes[offset + (m_isLittleEndian ? count - 1 - i : i)];
        }
        return value;
    }

private:
    std::span<const std::uint8_t> m_bytes;
    bool m_isLittleEndian;
};

} // namespace

std::optional<int> exifOrientation(std::span<const std::uint8_t> tiff)
{
    const bool isLittleEndian = tiff.size() >= 2 && tiff[0] == 'I' && tiff[1] == 'I';
    const TiffNumbers numbers(tiff, isLittleEndian);
    if (numbers.read(2, 2) != 42) {
        return std::nullopt;
    }
    const std::size_t directory = numbers.read(4, 4);
    const unsigned entries = numbers.read(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * EntryBytes;
        if (numbers.read(entry, 2) == OrientationTag && numbers.read(entry + 2, 2) == ShortType) {
            const unsigned value = numbers.read(entry + 8, 2);
            return value >= 1 && value <= 8 ? std::optional(static_cast<int>(value)) : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace genserve::tasks
