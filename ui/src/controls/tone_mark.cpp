#include "tone_mark.h"

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

struct Look {
    const char* icon;
    Role role;
};

Look lookOf(Tone tone)
{
    switch (tone) {
    case Tone::Success: return {"circle-check", Role::Success};
    case Tone::Warning: return {"triangle-alert", Role::Warning};
    case Tone::Danger: return {"circle-alert", Role::Danger};
    case Tone::Accent:
    case Tone::None: break;
    }
    return {"info", Role::AccentText};
}

} // namespace

Role toneInk(Tone tone) { return lookOf(tone).role; }

QPixmap toneMark(Tone tone, const QWidget& widget)
{
    const Look look = lookOf(tone);
    const int side = Theme::current().px(u"control.iconSmall");
    return icon(QLatin1String(look.icon), look.role).pixmap(QSize(side, side), widget.devicePixelRatioF());
}

} // namespace genserve::ui
