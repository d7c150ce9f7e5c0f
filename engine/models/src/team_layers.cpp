#include "team_layers.h"

#include <utility>

#include <ATen/ATen.h>

#include "kernels/group_norm.h"
#include "kernels/team_map.h"

namespace genserve::models {
namespace {

class OwnRows {
public:
    OwnRows(const at::Tensor& own, std::int64_t height, kernels::TeamMember& member)
        : m_shared(member, height), m_maps{own, {}}
    {
    }

    at::Tensor run(const std::vector<TileStep>& steps)
    {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!steps[i].run) {
                norm(steps[i].norm);
                continue;
            }
            if (steps[i].reach > 0 && !m_hasEdges) {
                addEdges(m_shared.tell(m_maps.x, {}));
            }
            steps[i].run(m_maps);
            cutEdges(static_cast<std::int64_t>(steps[i].scale));
        }
        cutEdges(1);
        return m_shared.collect(m_maps.x);
    }

private:
    // Edges and moments in one go, as a convolution mostly follows.
    void norm(const TileNorm& norm)
    {
        cutEdges(1);
        const at::Tensor x = std::exchange(m_maps.x, {});
        const auto told = m_shared.tell(x, kernels::groupMoments(x, norm.groups));
        const auto apply = [&](const at::Tensor& out, const at::Tensor& rows) {
            kernels::groupNormSiluTo(out, rows, told.moments, m_shared.shares(), norm.weight, norm.bias, norm.eps);
        };
        place(x, told, apply);
    }
    void addEdges(const kernels::TeamMap::Told& told)
    {
        const at::Tensor x = std::exchange(m_maps.x, {});
        place(x, told, [](const at::Tensor& out, const at::Tensor& rows) { out.copy_(rows); });
    }
    // x between its neighbours' rows, each written by write(place, rows).
    template <class Write>
    void place(const at::Tensor& x, const kernels::TeamMap::Told& told, const Write& write)
    {
        m_above = told.above.defined() ? 1 : 0;
        m_below = told.below.defined() ? 1 : 0;
        m_hasEdges = true;
        m_maps.x =
            at::empty({1, x.size(1), m_above + x.size(2) + m_below, x.size(3)}, x.options(), x.suggest_memory_format());
        write(m_maps.x.narrow(2, m_above, x.size(2)), x);
        if (m_above > 0) {
            write(m_maps.x.narrow(2, 0, 1), told.above);
        }
        if (m_below > 0) {
            write(m_maps.x.narrow(2, m_above + x.size(2), 1), told.below);
        }
    }
    void cutEdges(std::int64_t scale)
    {
        if (std::exchange(m_hasEdges, false)) {
            at::Tensor& x = m_maps.x;
            x = x.narrow(2, m_above * scale, x.size(2) - (m_above + m_below) * scale);
        }
    }

    kernels::TeamMap m_shared;
    TileMaps m_maps;
    bool m_hasEdges = false; // the map has m_above and m_below rows more
    std::int64_t m_above = 0, m_below = 0;
};

} // namespace

at::Tensor runInTeam(const at::Tensor& own, std::int64_t height, const std::vector<TileStep>& steps,
                     kernels::TeamMember& member)
{
    return OwnRows(own, height, member).run(steps);
}

} // namespace genserve::models
