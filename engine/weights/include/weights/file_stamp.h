// What tells one state of a file from another without reading it.
#pragma once

#include <cstdint>

namespace genserve::weights {

struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t bytes = 0;
    std::int64_t modifiedNs = 0; // since the epoch

    bool operator==(const FileStamp&) const = default;
};

} // namespace genserve::weights
