#include "search_field.h"

#include <QAction>
#include <QKeyEvent>

#include "../theme/icon.h"

namespace genserve::ui {
namespace {

constexpr int PauseMs = 200;

} // namespace

SearchField::SearchField(QWidget* parent) : QLineEdit(parent)
{
    setProperty("lead", true);
    addAction(icon(QStringLiteral("search")), LeadingPosition);
    setClearButtonEnabled(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT searched(text().trimmed()); });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        m_pause.stop();
        Q_EMIT searched(text().trimmed());
    });
}

void SearchField::setMeaning(const QString& meaning)
{
    setPlaceholderText(meaning);
    setAccessibleName(meaning);
}

bool SearchField::isEmptied(const QEvent& event) const
{
    return static_cast<const QKeyEvent&>(event).key() == Qt::Key_Escape && !text().isEmpty();
}

bool SearchField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isEmptied(*event)) {
        event->accept(); // before the window's own Esc
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (isEmptied(*event)) {
        clear();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace genserve::ui
