#include "justified_rows.h"

#include <algorithm>
#include <cmath>

namespace genserve::ui {
namespace {

// Panoramas and strips are cropped beyond these, so that one picture never fills a row.
constexpr double LeastAspect = 0.45, MostAspect = 2.6;

} // namespace

void JustifiedRows::setMetrics(const Metrics& metrics)
{
    if (metrics != m_metrics) {
        m_metrics = metrics;
        m_rows.clear();
        m_groups.clear();
        layout(0);
    }
}

void JustifiedRows::clear()
{
    m_items.clear();
    m_rows.clear();
    m_groups.clear();
}

void JustifiedRows::add(double aspect, int key)
{
    m_items.push_back({static_cast<float>(std::clamp(aspect, LeastAspect, MostAspect)), key, 0, 0, 0});
    layout(count() - 1);
}

void JustifiedRows::layout(int firstItem)
{
    for (int i = firstItem; i < count(); ++i) {
        const int key = m_items[static_cast<std::size_t>(i)].key;
        const bool isNewGroup = m_groups.empty() || m_groups.back().key != key;
        if (isNewGroup) {
            const int y = height();
            m_groups.push_back({key, y, i, 0});
            m_rows.push_back({y + m_metrics.heading, m_metrics.rowHeight, i, 0});
        } else if (isLastRowFull(i - 1)) {
            const Row& last = m_rows.back();
            m_rows.push_back({last.y + last.height + m_metrics.gap, m_metrics.rowHeight, i, 0});
        }
        ++m_groups.back().count;
        Row& row = m_rows.back();
        ++row.count;
        m_items[static_cast<std::size_t>(i)].row = static_cast<int>(m_rows.size()) - 1;
        double aspects = 0;
        for (int k = row.first; k <= i; ++k) {
            aspects += m_items[static_cast<std::size_t>(k)].aspect;
        }
        place(row, aspects * m_metrics.rowHeight + m_metrics.gap * (row.count - 1) >= m_metrics.width);
    }
}

bool JustifiedRows::isLastRowFull(int lastItem) const
{
    const Item& end = m_items[static_cast<std::size_t>(lastItem)];
    return end.x + end.width >= m_metrics.width;
}

void JustifiedRows::place(Row& row, bool isFull)
{
    double aspects = 0;
    for (int k = 0; k < row.count; ++k) {
        aspects += m_items[static_cast<std::size_t>(row.first + k)].aspect;
    }
    const double room = m_metrics.width - m_metrics.gap * (row.count - 1.0);
    const double height = isFull ? room / aspects : m_metrics.rowHeight;
    row.height = std::max(1, static_cast<int>(std::lround(height)));
    double x = 0;
    for (int k = 0; k < row.count; ++k) {
        Item& item = m_items[static_cast<std::size_t>(row.first + k)];
        const double right = x + item.aspect * height;
        item.x = static_cast<int>(std::lround(x));
        item.width =
            isFull && k + 1 == row.count ? m_metrics.width - item.x : static_cast<int>(std::lround(right)) - item.x;
        x = right + m_metrics.gap;
    }
}

int JustifiedRows::height() const
{
    return m_rows.empty() ? 0 : m_rows.back().y + m_rows.back().height + m_metrics.gap;
}

QRect JustifiedRows::rect(int item) const
{
    const Item& one = m_items.at(static_cast<std::size_t>(item));
    const Row& row = m_rows.at(static_cast<std::size_t>(one.row));
    return {one.x, row.y, one.width, row.height};
}

std::size_t JustifiedRows::rowAt(int y) const
{
    const auto it = std::ranges::upper_bound(m_rows, y, {}, &Row::y);
    return it == m_rows.begin() ? 0 : static_cast<std::size_t>(it - m_rows.begin()) - 1;
}

int JustifiedRows::itemAt(const QPoint& point) const
{
    if (m_rows.empty()) {
        return -1;
    }
    const Row& row = m_rows[rowAt(point.y())];
    for (int i = row.first; i < row.first + row.count; ++i) {
        if (rect(i).contains(point)) {
            return i;
        }
    }
    return -1;
}

std::pair<int, int> JustifiedRows::itemsBetween(int top, int bottom) const
{
    if (m_rows.empty()) {
        return {0, 0};
    }
    const Row& last = m_rows[rowAt(bottom)];
    return {m_rows[rowAt(top)].first, last.first + last.count};
}

int JustifiedRows::neighbour(int item, int rows) const
{
    const int wanted = m_items.at(static_cast<std::size_t>(item)).row + rows;
    if (wanted < 0 || wanted >= static_cast<int>(m_rows.size())) {
        return item;
    }
    const Row& row = m_rows[static_cast<std::size_t>(wanted)];
    const int middle = rect(item).center().x();
    int best = row.first;
    for (int i = row.first; i < row.first + row.count; ++i) {
        if (std::abs(rect(i).center().x() - middle) < std::abs(rect(best).center().x() - middle)) {
            best = i;
        }
    }
    return best;
}

} // namespace genserve::ui
