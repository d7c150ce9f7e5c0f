#include "preset_menu.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWidgetAction>

#include "../theme/icon.h"

namespace genserve::ui {
namespace {

constexpr int MostLength = 64, FieldWidth = 220;

} // namespace

PresetMenu::PresetMenu(Presets& presets, Kind kind, bool isKeepable, QWidget* parent)
    : QMenu(parent), m_field(new QLineEdit(this))
{
    const bool isPresets = kind == Kind::Presets;
    m_field->setMaxLength(MostLength);
    m_field->setMinimumWidth(FieldWidth);
    m_field->setEnabled(isKeepable);
    m_field->setPlaceholderText(isPresets ? tr("Keep these settings as…") : tr("Keep the chosen words as…"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setToolTip(isPresets ? tr("Everything but the prompt and the seed")
                                  : tr("Choose words in the prompt first; without a choice it is the whole prompt"));
    auto* first = new QWidgetAction(this);
    first->setDefaultWidget(m_field);
    addAction(first);
    const QStringList names = isPresets ? presets.presets() : presets.styles();
    if (!names.isEmpty()) {
        addSeparator();
    }
    for (const QString& name : names) {
        QAction* one =
            addAction(QString(name).replace(u'&', QStringLiteral("&&")), this, [this, name] { Q_EMIT chosen(name); });
        one->setToolTip(isPresets ? QString() : presets.style(name));
    }
    if (!names.isEmpty()) {
        addSeparator();
        QMenu* remove = addMenu(ui::icon(QStringLiteral("trash-2")), tr("Remove"));
        for (const QString& name : names) {
            remove->addAction(QString(name).replace(u'&', QStringLiteral("&&")), this, [&presets, isPresets, name] {
                isPresets ? presets.removePreset(name) : presets.removeStyle(name);
            });
        }
    }
    setToolTipsVisible(true);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        const QString name = m_field->text().simplified();
        close();
        if (!name.isEmpty()) {
            Q_EMIT keepWanted(name);
        }
    });
}

// The field has the keyboard: from it the arrows go on to the names.
bool PresetMenu::eventFilter(QObject* watched, QEvent* event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (watched == m_field && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        QList<QAction*> names = actions().mid(1);
        names.removeIf([](const QAction* one) { return one->isSeparator(); });
        if (!names.isEmpty()) {
            setFocus();
            setActiveAction(key == Qt::Key_Down ? names.front() : names.back());
        }
        return true;
    }
    return QMenu::eventFilter(watched, event);
}

void PresetMenu::showEvent(QShowEvent* event)
{
    QMenu::showEvent(event);
    m_field->setFocus();
}

} // namespace genserve::ui
