#include "byte_pair_encoder.h"

#include <queue>

#include "code_points.h"

namespace genserve::text {

namespace {

constexpr std::string_view EndOfWord = "</w>";
constexpr std::size_t None = SIZE_MAX;

// GPT-2's alphabet: a printable byte stands for itself, the others for the code points from 256 on, in order.
std::array<std::string, 256> byteAlphabet()
{
    std::array<std::string, 256> alphabet;
    char32_t next = 256;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool isPrintable = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
        appendUtf8(alphabet[byte], isPrintable ? byte : next++);
    }
    return alphabet;
}

} // namespace

std::size_t BytePairEncoder::PairHash::operator()(const Pair& pair) const
{
    const auto mixed = static_cast<std::uint64_t>(pair.left) * 0x9E3779B97F4A7C15u
                       + static_cast<std::uint64_t>(pair.right) * 0xC2B2AE3D27D4EB4Fu;
    return mixed ^ (mixed >> 29);
}

Expected<BytePairEncoder> BytePairEncoder::create(const Vocabulary& vocabulary, const Merges& merges,
                                                  std::int64_t unknownId, const std::string& file)
{
    BytePairEncoder encoder;
    const auto idOr = [&](const std::string& token, std::int64_t otherwise) {
        const auto entry = vocabulary.find(token);
        return entry != vocabulary.end() ? entry->second : otherwise;
    };
    const auto alphabet = byteAlphabet();
    for (std::size_t byte = 0; byte < alphabet.size(); ++byte) {
        encoder.m_byteIds[byte] = idOr(alphabet[byte], unknownId);
        encoder.m_lastByteIds[byte] = idOr(alphabet[byte] + std::string(EndOfWord), unknownId);
    }
    encoder.m_merges.reserve(merges.size());
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const auto& [left, right] = merges[i];
        const Pair pair{idOr(left, -1), idOr(right, -1)};
        const std::int64_t merged = idOr(left + right, -1);
        if (pair.left < 0 || pair.right < 0 || merged < 0) {
            return failure(ErrorCode::CorruptFile,
                           "merge " + std::to_string(i + 1) + " (\"" + left.substr(0, 40) + ' ' + right.substr(0, 40)
                               + "\") names a token that is not in the vocabulary",
                           file);
        }
        encoder.m_merges.insert_or_assign(pair, Merge{static_cast<std::uint32_t>(i), merged});
    }
    return encoder;
}

struct BytePairEncoder::Candidate {
    std::uint32_t rank = 0;
    std::size_t position = 0; // of the left symbol
    std::int64_t id = 0;      // of the merged symbol

    // The queue's top is the lowest rank, among equals the leftmost.
    bool operator<(const Candidate& other) const
    {
        return rank != other.rank ? rank > other.rank : position > other.position;
    }
};

// A word's symbols as a linked list, so that merging is cheap also in a word of thousands of characters.
class BytePairEncoder::Word {
public:
    Word(const BytePairEncoder& encoder, std::string_view bytes) : m_encoder(encoder)
    {
        m_links.reserve(bytes.size());
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const bool isLast = i + 1 == bytes.size();
            const auto byte = static_cast<unsigned char>(bytes[i]);
            const auto id = isLast ? encoder.m_lastByteIds[byte] : encoder.m_byteIds[byte];
            m_links.push_back({{id, 1}, i == 0 ? None : i - 1, isLast ? None : i + 1});
        }
        for (std::size_t i = 0; i + 1 < m_links.size(); ++i) {
            propose(i);
        }
    }

    std::vector<Symbol> mergeAll()
    {
        while (!m_candidates.empty()) {
            const Candidate candidate = m_candidates.top();
            m_candidates.pop();
            const Merge* const merge = mergeAt(candidate.position);
            if (merge && merge->id == candidate.id) {
                mergeWithNext(candidate.position, candidate.id);
            }
        }
        std::vector<Symbol> symbols;
        for (std::size_t i = 0; i < m_links.size(); i = m_links[i].next) {
            symbols.push_back(m_links[i].symbol);
        }
        return symbols;
    }

private:
    struct Link {
        Symbol symbol; // length 0: merged into the one before
        std::size_t previous = None, next = None;
    };

    [[nodiscard]] const Merge* mergeAt(std::size_t left) const
    {
        const Link& link = m_links[left];
        if (link.symbol.length == 0 || link.next == None) {
            return nullptr;
        }
        const auto merge = m_encoder.m_merges.find({link.symbol.id, m_links[link.next].symbol.id});
        return merge != m_encoder.m_merges.end() ? &merge->second : nullptr;
    }

    void propose(std::size_t left)
    {
        if (const Merge* const merge = mergeAt(left)) {
            m_candidates.push({merge->rank, left, merge->id});
        }
    }

    void mergeWithNext(std::size_t left, std::int64_t id)
    {
        Link& link = m_links[left];
        Link& absorbed = m_links[link.next];
        link.symbol = {id, link.symbol.length + absorbed.symbol.length};
        link.next = absorbed.next;
        absorbed.symbol.length = 0;
        if (link.next != None) {
            m_links[link.next].previous = left;
            propose(left);
        }
        if (link.previous != None) {
            propose(link.previous);
        }
    }

    const BytePairEncoder& m_encoder;
    std::vector<Link> m_links;
    std::priority_queue<Candidate> m_candidates;
};

std::vector<Symbol> BytePairEncoder::encode(std::string_view word) const { return Word(*this, word).mergeAll(); }

} // namespace genserve::text
