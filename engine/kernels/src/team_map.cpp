#include "kernels/team_map.h"

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace {

enum Side : std::int64_t { Above, Below };

std::size_t indexOf(int rank) { return static_cast<std::size_t>(rank); }

// One row of cells as [1, W * C].
at::Tensor asVector(const at::Tensor& x, std::int64_t row)
{
    return x.narrow(2, row, 1).permute({0, 2, 3, 1}).reshape({1, -1});
}

// The other way round, for a map like x.
at::Tensor asRow(const at::Tensor& vector, const at::Tensor& x)
{
    return vector.view({1, 1, x.size(3), x.size(1)}).permute({0, 3, 1, 2});
}

} // namespace

TeamMap::TeamMap(TeamMember& member, std::int64_t height)
    : m_member(member), m_height(height), m_rows(shareOf(height, member.rank(), member.size()))
{
    TORCH_CHECK(height >= member.size(), "TeamMap: ", height, " rows for ", member.size(), " members");
    std::vector<float> shares;
    for (int rank = 0; rank < member.size(); ++rank) {
        shares.push_back(static_cast<float>(shareOf(height, rank, member.size()).count) / static_cast<float>(height));
    }
    m_shares = at::tensor(shares).to(member.m_team->device(member.rank()));
}

void TeamMap::makeRoom(std::int64_t rowElements, std::int64_t momentElements, at::ScalarType dtype)
{
    if (rowElements > m_rowRoom) {
        m_edges = m_member.roomOfAll({2, 2, rowElements}, dtype);
        m_rowRoom = rowElements;
    }
    if (momentElements > m_momentRoom) {
        m_moments = m_member.roomOfAll({2, m_member.size(), momentElements}, at::kFloat);
        m_momentRoom = momentElements;
    }
}

TeamMap::Told TeamMap::tell(const at::Tensor& x, const at::Tensor& moments)
{
    const std::int64_t elements = x.size(1) * x.size(3), numbers = moments.defined() ? moments.numel() : 0;
    makeRoom(elements, numbers, x.scalar_type());
    const std::int64_t turn = m_turn++ % 2;
    const int rank = m_member.rank(), last = m_member.size() - 1;
    const auto edge = [&](int member, Side side) {
        return m_edges[indexOf(member)][turn][side].narrow(0, 0, elements).unsqueeze(0);
    };
    const auto numbersOf = [&](int member) { return m_moments[indexOf(member)][turn].narrow(1, 0, numbers); };

    std::vector<at::Tensor> rows, targets;
    if (rank > 0) {
        rows.push_back(asVector(x, 0));
        targets.push_back(edge(rank - 1, Below));
    }
    if (rank < last) {
        rows.push_back(asVector(x, x.size(2) - 1));
        targets.push_back(edge(rank + 1, Above));
    }
    TeamMember::give(rows, targets);
    Told told;
    if (moments.defined()) {
        targets.clear();
        for (int member = 0; member <= last; ++member) {
            targets.push_back(numbersOf(member).narrow(0, rank, 1));
        }
        TeamMember::give(std::vector<at::Tensor>(targets.size(), moments.view({1, numbers})), targets);
    }
    m_member.pass();
    told.above = rank > 0 ? asRow(edge(rank, Above), x) : at::Tensor();
    told.below = rank < last ? asRow(edge(rank, Below), x) : at::Tensor();
    if (moments.defined()) {
        told.moments = numbersOf(rank).contiguous().view({last + 1, moments.size(0), moments.size(1)});
    }
    return told;
}

at::Tensor TeamMap::collect(const at::Tensor& x)
{
    const int rank = m_member.rank();
    const std::int64_t scale = x.size(2) / m_rows.count;
    at::Tensor whole;
    if (rank == 0) {
        whole = at::empty({1, x.size(1), m_height * scale, x.size(3)}, x.options(), at::MemoryFormat::ChannelsLast);
        m_member.waitForDevice();
    }
    const auto all = m_member.m_team->exchange(rank, whole);
    all.front().narrow(2, m_rows.first * scale, x.size(2)).copy_(x);
    m_member.pass();
    return whole;
}

} // namespace genserve::kernels
