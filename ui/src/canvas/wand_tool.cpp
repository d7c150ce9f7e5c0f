#include "wand_tool.h"

#include <cmath>
#include <utility>

#include "area_shapes.h"
#include "mask_shaper.h"

namespace genserve::ui {

WandTool::WandTool(MaskShaper& shaper, const QImage& picture, const int& tolerance, Reach reach, QString label)
    : m_shaper(shaper), m_picture(picture), m_tolerance(tolerance), m_reach(reach), m_label(std::move(label))
{
}

void WandTool::press(const ToolEvent& event)
{
    const QPoint start(static_cast<int>(std::floor(event.picture.x())),
                       static_cast<int>(std::floor(event.picture.y())));
    if (m_picture.rect().contains(start)) {
        const bool isTurned = event.modifiers & Qt::ShiftModifier;
        const bool isConnected = (m_reach == Reach::Connected) != isTurned;
        m_shaper.cover(event.editFor(MaskEdit::Add), m_label,
                       [picture = m_picture, start, tolerance = m_tolerance, isConnected] {
                           return similarCoverage(picture, start, tolerance, isConnected);
                       });
    }
}

} // namespace genserve::ui
