#include "value_slider.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "../theme/icon.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "tone_mark.h"

namespace genserve::ui {
namespace {

constexpr QChar ThinSpace(0x2009);
constexpr double FineDrag = 0.1;
constexpr int TrackHeight = 3;
constexpr int TrackHeightActive = 5;

} // namespace

ValueSlider::ValueSlider(const QString& name, QWidget* parent) : QAbstractSlider(parent), m_name(name)
{
    setFocusPolicy(Qt::StrongFocus);
    setOrientation(Qt::Horizontal);
    setCursor(Qt::SizeHorCursor);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ValueSlider::setName(const QString& name)
{
    m_name = name;
    setAccessibleName(name);
    update();
}

void ValueSlider::setScale(double scale, int decimals)
{
    m_scale = scale;
    m_decimals = decimals;
    update();
}

void ValueSlider::setUnit(const QString& unit)
{
    m_unit = unit;
    update();
}

void ValueSlider::setIcon(const QString& iconName, Tone tone)
{
    m_icon = iconName;
    m_iconTone = tone;
    update();
}

void ValueSlider::setNote(const QString& note)
{
    m_note = note;
    update();
}

void ValueSlider::setRealValue(double real) { setValue(static_cast<int>(std::lround(real / m_scale))); }

void ValueSlider::setDefaultValue(std::optional<int> value)
{
    m_default = value;
    update();
}

QString ValueSlider::valueText() const
{
    const QString number = QLocale::c().toString(realValue(), 'f', m_decimals);
    return m_unit.isEmpty() ? number : number % ThinSpace % m_unit;
}

QSize ValueSlider::sizeHint() const
{
    const int padding = Theme::current().px(u"space.s");
    return {fontMetrics().horizontalAdvance(m_name) + fontMetrics().horizontalAdvance(valueText()) + 4 * padding,
            Theme::current().px(u"control.medium")};
}

QSize ValueSlider::minimumSizeHint() const { return sizeHint(); }

double ValueSlider::fraction(int value) const
{
    const int span = maximum() - minimum();
    return span <= 0 ? 0 : std::clamp(double(value - minimum()) / span, 0.0, 1.0);
}

void ValueSlider::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme.px(u"radius.control");
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, radius, radius);
    painter.fillPath(outline, theme.colour(isEnabled() ? Role::Input : Role::Panel));
    painter.save();
    painter.setClipPath(outline); // the bar at the foot is cut by the frame's round corners
    paintTrack(painter, frame);
    painter.restore();
    const Role edge = hasFocus() || m_isDragged ? Role::Focus
                      : !isEnabled()            ? Role::Divider
                      : underMouse()            ? Role::BorderStrong
                                                : Role::Border;
    painter.setPen(theme.colour(edge));
    painter.drawPath(outline);
    paintTexts(painter);
}

void ValueSlider::paintTrack(QPainter& painter, const QRectF& frame) const
{
    const Theme& theme = Theme::current();
    const bool isActive = isEnabled() && (underMouse() || m_isDragged);
    const double height = isActive ? TrackHeightActive : TrackHeight;
    const QRectF track(frame.left(), frame.bottom() - height, frame.width(), height);
    painter.fillRect(track, theme.colour(Role::Track));
    const auto xOf = [&](int number) { return track.left() + track.width() * fraction(number); };
    const double from = xOf(std::clamp(0, minimum(), maximum())), to = xOf(value());
    painter.fillRect(QRectF(QPointF(std::min(from, to), track.top()), QPointF(std::max(from, to), track.bottom())),
                     theme.colour(isEnabled() ? Role::Accent : Role::BorderStrong));
    if (m_default && isEnabled()) {
        const double x = std::clamp(xOf(*m_default), 1.0, width() - 2.0);
        painter.fillRect(QRectF(x - 0.5, track.top() - 3, 1.5, height + 3), theme.colour(Role::TextSecondary));
    }
}

void ValueSlider::paintTexts(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const int padding = theme.px(u"space.s");
    QRect text = rect().adjusted(padding, 0, -padding, -2);
    if (!m_icon.isEmpty()) {
        const int side = theme.px(u"control.iconSmall");
        const Role ink = m_iconTone == Tone::None ? Role::TextSecondary : toneInk(m_iconTone);
        icon(m_icon, ink).paint(&painter, QRect(text.left(), text.center().y() - side / 2, side, side));
        text.setLeft(text.left() + side + padding - 2);
    }
    int room = text.width() - tabularWidth(fontMetrics(), valueText()) - padding;
    const bool isTyped = m_editor != nullptr && m_editor->isVisible();
    if (!m_note.isEmpty() && !isTyped) {
        QFont small = font();
        small.setPixelSize(theme.px(u"type.caption.px"));
        painter.setFont(small);
        painter.setPen(theme.colour(m_iconTone == Tone::Warning ? Role::Warning : Role::TextSecondary));
        painter.drawText(QRect(text.left(), text.top(), room, text.height()), Qt::AlignRight | Qt::AlignVCenter,
                         m_note);
        room -= QFontMetrics(small).horizontalAdvance(m_note) + padding;
    }
    painter.setFont(font());
    painter.setPen(theme.colour(isEnabled() ? Role::TextSecondary : Role::TextDisabled));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_name, Qt::ElideRight, room));
    if (!isTyped) {
        QFont strong = font();
        strong.setWeight(QFont::DemiBold);
        painter.setFont(strong);
        painter.setPen(theme.colour(isEnabled() ? Role::Text : Role::TextDisabled));
        paintTabular(painter, text, Qt::AlignRight, valueText());
    }
}

void ValueSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressedAt = event->position();
        m_dragValue = value();
        event->accept();
    }
}

void ValueSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton)) {
        return;
    }
    if (!m_isDragged && std::abs(event->position().x() - m_pressedAt.x()) < QApplication::startDragDistance() / 2.0) {
        return;
    }
    m_isDragged = true;
    const double speed = (event->modifiers() & Qt::ShiftModifier) ? FineDrag : 1.0;
    const double moved = event->position().x() - m_pressedAt.x();
    m_pressedAt = event->position();
    m_dragValue += speed * moved * (maximum() - minimum()) / std::max(1, width());
    m_dragValue = std::clamp<double>(m_dragValue, minimum(), maximum());
    setValue(static_cast<int>(std::lround(m_dragValue)));
}

void ValueSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        if (!std::exchange(m_isDragged, false)) {
            startTyping();
        }
        update();
    }
}

void ValueSlider::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    finishTyping(false);
    if (m_default) {
        setValue(*m_default);
    }
    m_isDragged = true; // the release that follows is no click
}

void ValueSlider::wheelEvent(QWheelEvent* event)
{
    // Over an unfocused field the wheel scrolls the panel.
    if (hasFocus()) {
        QAbstractSlider::wheelEvent(event);
    } else {
        event->ignore();
    }
}

void ValueSlider::keyPressEvent(QKeyEvent* event)
{
    const bool isTyped = !event->text().isEmpty() && event->text().front().isDigit();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || isTyped) {
        startTyping();
        if (isTyped) {
            m_editor->setText(event->text());
        }
        return;
    }
    QAbstractSlider::keyPressEvent(event);
}

void ValueSlider::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractSlider::enterEvent(event);
}

void ValueSlider::leaveEvent(QEvent* event)
{
    update();
    QAbstractSlider::leaveEvent(event);
}

void ValueSlider::resizeEvent(QResizeEvent* event)
{
    finishTyping(true);
    QAbstractSlider::resizeEvent(event);
}

void ValueSlider::startTyping()
{
    if (m_editor == nullptr) {
        m_editor = new QLineEdit(this);
        m_editor->setAlignment(Qt::AlignRight);
        m_editor->setFrame(false);
        m_editor->setProperty("metric", QStringLiteral("small"));
        m_editor->installEventFilter(this);
        setTabOrder(this, m_editor); // or it would be the window's last one, and Tab go on with the first
        connect(m_editor, &QLineEdit::editingFinished, this, [this] { finishTyping(true); });
    }
    m_editor->setAccessibleName(m_name);
    m_editor->setText(QLocale::c().toString(realValue(), 'f', m_decimals));
    m_editor->setGeometry(rect().adjusted(width() / 2, 2, -4, -TrackHeightActive));
    m_editor->show();
    m_editor->setFocus();
    m_editor->selectAll();
    update();
}

void ValueSlider::finishTyping(bool isKept)
{
    if (m_editor == nullptr || !m_editor->isVisible()) {
        return;
    }
    bool isNumber = false;
    const QString text = m_editor->text().trimmed().replace(u',', u'.');
    const double real = QLocale::c().toDouble(text, &isNumber);
    const bool wasTyping = m_editor->hasFocus(); // not where the user went on to something else
    m_editor->hide();
    if (isKept && isNumber) {
        setRealValue(std::clamp(real, minimum() * m_scale, maximum() * m_scale));
    }
    if (wasTyping) {
        setFocus();
    }
    update();
}

bool ValueSlider::eventFilter(QObject* watched, QEvent* event)
{
    const bool isClaimed = event->type() == QEvent::ShortcutOverride; // before the window's own Esc
    if (watched == m_editor && (isClaimed || event->type() == QEvent::KeyPress)) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
        const auto modifiers = static_cast<QKeyEvent*>(event)->modifiers() & ~Qt::KeypadModifier;
        if (isReturn && modifiers != Qt::NoModifier) {
            finishTyping(true); // a command that is to use the number, such as Generate
            return false;
        }
        const bool isKept = isReturn;
        if (isKept || key == Qt::Key_Escape) {
            event->accept();
            if (!isClaimed) {
                finishTyping(isKept); // and the slider does not hear of the key, which would open the editor again
            }
            return true;
        }
    }
    return QAbstractSlider::eventFilter(watched, event);
}

} // namespace genserve::ui
