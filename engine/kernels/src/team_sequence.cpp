#include "kernels/attention.h"
#include "kernels/qk_norm_rope.h"
#include "kernels/team.h"
#include "on_cuda.h"
#include "team_on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace {

std::size_t indexOf(int rank) { return static_cast<std::size_t>(rank); }

} // namespace

TeamSequence::TeamSequence(TeamMember& member, const SequenceShape& shape)
    : m_member(member),
      m_shape(shape),
      m_text(shareOf(shape.text, member.rank(), member.size())),
      m_image(shareOf(shape.image, member.rank(), member.size())),
      m_heads(shareOf(shape.heads, member.rank(), member.size()))
{
    m_qkv = member.roomOfAll({shape.text + shape.image, 3, m_heads.count, shape.headDim}, shape.dtype);
    m_attended = member.roomOfAll({m_text.count + m_image.count, shape.heads * shape.headDim}, shape.dtype);
    m_gathered = member.roomOfAll({shape.image, shape.channels}, shape.dtype);
}

Share TeamSequence::rowsOf(int rank) const
{
    const Share text = shareOf(m_shape.text, rank, m_member.size());
    const Share image = shareOf(m_shape.image, rank, m_member.size());
    return {text.first + image.first, text.count + image.count};
}

at::Tensor TeamSequence::own(const at::Tensor& rows) const
{
    return at::cat({m_text.of(rows), rows.narrow(0, m_shape.text + m_image.first, m_image.count)});
}

void TeamSequence::give(const at::Tensor& qkv, std::int64_t first, const at::Tensor& normQ, const at::Tensor& normK,
                        const at::Tensor& cos, const at::Tensor& sin, double eps, Gift gift)
{
    const Share rows{rowsOf(m_member.rank()).first + first, qkv.size(0)};
    std::vector<at::Tensor> places, targets; // aside, what others get is first put down here
    for (const auto& buffer : m_qkv) {
        const bool isOther = &buffer != &m_qkv[indexOf(m_member.rank())];
        places.push_back(rows.of(buffer));
        targets.push_back(gift == Gift::Aside && isOther ? at::empty(places.back().sizes(), qkv.options())
                                                         : places.back());
    }
    if (!on_cuda::giveHeads(qkv, normQ, normK, cos, sin, eps, targets)) {
        qkNormRope_(qkv, normQ, normK, cos, sin, eps);
        for (int rank = 0; rank < m_member.size(); ++rank) {
            const Share heads = shareOf(m_shape.heads, rank, m_member.size());
            targets[indexOf(rank)].copy_(qkv.narrow(2, heads.first, heads.count));
        }
    }
    m_given += qkv.size(0);
    const bool isLast = m_given == rowsOf(m_member.rank()).count;
    if (gift == Gift::Now) {
        if (isLast) {
            m_member.m_aside->join();
            m_member.signal();
        }
        return;
    }
    m_member.m_aside->run([&] {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (!targets[i].is_same(places[i])) {
                on_cuda::carry(places[i], targets[i]);
            }
        }
        if (isLast) {
            m_member.signal();
        }
    });
    m_underway.insert(m_underway.end(), targets.begin(), targets.end());
}

at::Tensor TeamSequence::attend()
{
    TORCH_CHECK(m_given == rowsOf(m_member.rank()).count, "TeamSequence: ", m_given, " tokens were given");
    m_given = 0;
    m_member.pass();
    m_underway.clear();
    if (m_heads.count > 0) {
        const at::Tensor attended = attention(m_qkv[indexOf(m_member.rank())]); // [T + I, own heads * D]
        std::vector<at::Tensor> rows, targets;
        for (int rank = 0; rank < m_member.size(); ++rank) {
            rows.push_back(rowsOf(rank).of(attended));
            targets.push_back(m_attended[indexOf(rank)].narrow(1, m_heads.first * m_shape.headDim, attended.size(1)));
        }
        TeamMember::give(rows, targets);
    }
    m_member.pass();
    m_member.m_pace->step();
    return m_attended[indexOf(m_member.rank())];
}

void TeamSequence::attend(const at::Tensor& out)
{
    const at::Tensor attended = attend();
    if (!on_cuda::copyRows(out, attended)) {
        out.copy_(attended);
    }
}

at::Tensor TeamSequence::gather(const at::Tensor& rows)
{
    std::vector<at::Tensor> sources, targets;
    for (const auto& gathered : m_gathered) {
        sources.push_back(rows);
        targets.push_back(m_image.of(gathered));
    }
    TeamMember::give(sources, targets);
    m_member.pass();
    return m_gathered[indexOf(m_member.rank())].clone();
}

} // namespace genserve::kernels
