// SHA-256 by the SHA extensions of x86 (Intel 64 and IA-32 Architectures Software Developer's Manual, SHA256RNDS2).
#include "sha256_blocks.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

namespace genserve {
namespace {

// The state as the instructions want it: words A B E F and C D G H, the first one on top.
struct Halves {
    __m128i abef, cdgh;
};

__attribute__((target("sha,sse4.1"))) inline __m128i load(const std::uint32_t* words)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(words));
}

__attribute__((target("sha,sse4.1"))) Halves halvesOf(const Sha256State& state)
{
    const __m128i cdab = _mm_shuffle_epi32(load(state.data()), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(load(state.data() + 4), 0x1B);
    return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xF0)};
}

__attribute__((target("sha,sse4.1"))) void store(const Halves& halves, Sha256State& state)
{
    const __m128i feba = _mm_shuffle_epi32(halves.abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(halves.cdgh, 0xB1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

// Sixteen groups of four rounds. `w` holds the last sixteen words of the message schedule, four in each.
__attribute__((target("sha,sse4.1"))) Halves rounds(Halves halves, const std::uint8_t* block)
{
    const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i w[4];
    for (int i = 0; i < 4; ++i) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i), bigEndian);
    }
#pragma GCC unroll 16
    for (int group = 0; group < 16; ++group) {
        const __m128i words = w[group % 4];
        const __m128i added = _mm_add_epi32(words, load(Sha256Constants.data() + 4 * group));
        halves.cdgh = _mm_sha256rnds2_epu32(halves.cdgh, halves.abef, added);
        halves.abef = _mm_sha256rnds2_epu32(halves.abef, halves.cdgh, _mm_shuffle_epi32(added, 0x0E));
        if (group < 12) {
            const __m128i last = w[(group + 3) % 4];
            const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(words, w[(group + 1) % 4]),
                                              _mm_alignr_epi8(last, w[(group + 2) % 4], 4));
            w[group % 4] = _mm_sha256msg2_epu32(sum, last);
        }
    }
    return halves;
}

} // namespace

bool hasShaInstructions()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned Ssse3 = 1U << 9, Sse41 = 1U << 19, Sha = 1U << 29;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & Ssse3) == 0 || (c & Sse41) == 0) {
        return false;
    }
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & Sha) != 0;
}

__attribute__((target("sha,sse4.1"))) void compressBlocksByInstructions(Sha256State& state, const std::uint8_t* blocks,
                                                                        std::size_t count)
{
    Halves halves = halvesOf(state);
    for (; count > 0; --count, blocks += 64) {
        const Halves before = halves;
        halves = rounds(halves, blocks);
        halves.abef = _mm_add_epi32(halves.abef, before.abef);
        halves.cdgh = _mm_add_epi32(halves.cdgh, before.cdgh);
    }
    store(halves, state);
}

} // namespace genserve

#endif
