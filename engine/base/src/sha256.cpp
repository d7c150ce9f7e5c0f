#include "base/sha256.h"

#include "sha256_blocks.h"

#include <algorithm>

namespace genserve {

void Sha256::add(std::span<const std::uint8_t> bytes)
{
    m_length += bytes.size();
    while (!bytes.empty()) {
        if (m_filled == 0 && bytes.size() >= m_block.size()) {
            const std::size_t blocks = bytes.size() / m_block.size();
            compressBlocks(m_state, bytes.data(), blocks);
            bytes = bytes.subspan(blocks * m_block.size());
            continue;
        }
        const std::size_t taken = std::min(bytes.size(), m_block.size() - m_filled);
        std::copy_n(bytes.begin(), taken, m_block.begin() + static_cast<std::ptrdiff_t>(m_filled));
        m_filled += taken;
        bytes = bytes.subspan(taken);
        if (m_filled == m_block.size()) {
            compressBlocks(m_state, m_block.data(), 1);
            m_filled = 0;
        }
    }
}

void Sha256::add(std::string_view text)
{
    add(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::string Sha256::hexDigest()
{
    const std::uint64_t bits = m_length * 8;
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
    }
    std::uint8_t padding = 0x80;
    do {
        add(std::span(&padding, 1));
        padding = 0;
    } while (m_filled != m_block.size() - length.size());
    add(length);

    constexpr std::string_view Digits = "0123456789abcdef";
    std::string hex;
    for (const std::uint32_t word : m_state) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            hex += Digits[(word >> shift) & 0xFU];
        }
    }
    return hex;
}

} // namespace genserve
