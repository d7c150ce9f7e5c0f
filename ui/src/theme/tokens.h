// The numbers of the look: colours, lengths and timings, read from resources/looks/tokens.json and written nowhere
// else.
#pragma once

#include <vector>

#include <QColor>
#include <QJsonObject>
#include <QObject>
#include <QString>

namespace genserve::ui {
Q_NAMESPACE

enum class Scheme { Light, Dark };

// Colour roles; a role's name in tokens.json and in the style sheet is the enumerator with a small first letter.
enum class Role {
    Window,
    Rail,
    Panel,
    Card,
    Input,
    Popup,
    Hover,
    Pressed,
    Selected,
    Border,
    BorderStrong,
    Divider,
    Text,
    TextSecondary,
    TextDisabled,
    Accent,
    AccentHover,
    AccentPressed,
    OnAccent,
    AccentText,
    AccentSubtle,
    Focus,
    FocusOnAccent,
    Success,
    SuccessSubtle,
    Warning,
    WarningSubtle,
    Danger,
    DangerSubtle,
    DangerFill,
    Info,
    Canvas,
    CheckerA,
    CheckerB,
    PictureEdge,
    ChartWeights,
    ChartActivations,
    ChartOther,
    ChartFree,
    ChartLine,
    ChartLine2,
    ChartLine3,
    ChartGrid,
    Track,
    SliderFill,
    Scroll,
    ScrollHover,
    Tooltip,
    OnTooltip,
    Hud,
    Scrim,
    Shadow
};
Q_ENUM_NS(Role)

QString roleName(Role role); // "textSecondary"

class Tokens {
public:
    // From the program's own resources; a defect there ends the program, since nothing could be drawn.
    static Tokens load();

    [[nodiscard]] QColor colour(Scheme scheme, Role role) const;
    // By its dotted path: "control.medium", "type.body.px", "motion.hover". Logical pixels or ms.
    [[nodiscard]] double number(QStringView path) const;
    // A list of colours that belong to no role: "mask.alternatives".
    [[nodiscard]] std::vector<QColor> colours(QStringView path) const;
    // What a style sheet's @{word} stands for: a role's colour, or the number at a path. Null for neither.
    [[nodiscard]] QString substitution(Scheme scheme, const QString& word) const;

private:
    [[nodiscard]] QJsonValue at(QStringView path) const;

    QJsonObject m_root;
};

} // namespace genserve::ui
