#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/sha256.h"

using genserve::Sha256;

namespace {

std::string digest(std::string_view text)
{
    Sha256 hash;
    hash.add(text);
    return hash.hexDigest();
}

} // namespace

TEST_SUITE("sha256")
{
    TEST_CASE("the examples of FIPS 180-4 and NIST's test vectors come out")
    {
        CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
              == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        CHECK(digest("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
                     "mnopqrstnopqrstu")
              == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
        CHECK(digest(std::string(1'000'000, 'a'))
              == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        CHECK(digest("\xbd") == "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
    }

    TEST_CASE("lengths around a block are padded as the standard says")
    {
        CHECK(digest(std::string(55, '\0')) == "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
        CHECK(digest(std::string(56, '\0')) == "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
        CHECK(digest(std::string(57, '\0')) == "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
        CHECK(digest(std::string(64, '\0')) == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    }

    TEST_CASE("pieces of any length give the digest of the whole")
    {
        const std::string text(1000, 'x');
        for (const std::size_t piece : {1UL, 7UL, 63UL, 64UL, 65UL, 999UL}) {
            Sha256 hash;
            for (std::size_t i = 0; i < text.size(); i += piece) {
                hash.add(std::string_view(text).substr(i, piece));
            }
            CHECK(hash.hexDigest() == digest(text));
        }
    }
}
