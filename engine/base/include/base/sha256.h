// SHA-256 (FIPS 180-4), to name contents; the engine needs no other cryptography.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace genserve {

class Sha256 {
public:
    void add(std::span<const std::uint8_t> bytes);
    void add(std::string_view text);
    // 64 lower-case hex digits over all that was added. Ends the computation: call once.
    [[nodiscard]] std::string hexDigest();

private:
    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> m_block{};
    std::size_t m_filled = 0;   // bytes of m_block
    std::uint64_t m_length = 0; // bytes added
};

} // namespace genserve
