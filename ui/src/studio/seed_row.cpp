#include "seed_row.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include "../controls/icon_button.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "studio_model.h"
#include "variation.h"

namespace genserve::ui {

SeedRow::SeedRow(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_field(new QLineEdit(this)),
      m_lock(new IconButton(QStringLiteral("lock-open"), IconButtonSize::Bar, this)),
      m_dice(new IconButton(QStringLiteral("dices"), IconButtonSize::Bar, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::current().px(u"space.xs"));
    m_field->setProperty("lead", true);
    m_field->addAction(icon(QStringLiteral("hash")), QLineEdit::LeadingPosition);
    m_lock->setCheckable(true);
    row->addWidget(m_field, 1);
    row->addWidget(m_lock);
    row->addWidget(m_dice);
    // At once: Ctrl+Enter while the field has the focus ends no editing.
    connect(m_field, &QLineEdit::textEdited, this, &SeedRow::take);
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        m_field->setModified(false);
        refresh();
    });
    connect(m_lock, &QAbstractButton::toggled, this, [this](bool isOn) {
        if (isOn != m_model.state().isSeedKept) {
            m_model.change([isOn](StudioState& state) { state.isSeedKept = isOn; });
        }
    });
    connect(m_dice, &QAbstractButton::clicked, this,
            [this] { m_model.change([](StudioState& state) { state.request.seed = drawnSeed(); }); });
    connect(&model, &StudioModel::changed, this, &SeedRow::refresh);
    keepTranslated(this, [this] {
        m_field->setAccessibleName(tr("Seed"));
        m_field->setToolTip(tr("Seed: the same seed and settings give the same picture"));
        m_lock->setMeaning(tr("Keep the seed"));
        m_dice->setMeaning(tr("Draw another seed"));
    });
    refresh();
}

void SeedRow::addSource(QAction& action)
{
    auto* button = new IconButton(QStringLiteral("pipette"), IconButtonSize::Bar, this);
    layout()->addWidget(button);
    button->setEnabled(action.isEnabled());
    connect(button, &QAbstractButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    keepTranslated(button, [button, &action] { button->setMeaning(action.text()); });
}

void SeedRow::take(const QString& text)
{
    QString digits;
    for (const QChar letter : text) {
        if (letter.isDigit()) {
            digits += letter;
        }
    }
    bool isNumber = false;
    const qint64 seed = digits.toLongLong(&isNumber);
    if (isNumber && seed != m_model.state().request.seed) {
        m_model.change([seed](StudioState& state) {
            state.request.seed = seed;
            state.isSeedKept = true; // typed on purpose
        });
    }
}

void SeedRow::refresh()
{
    const StudioState& state = m_model.state();
    if (!m_field->hasFocus() || !m_field->isModified()) {
        m_field->setText(groupedNumber(state.request.seed));
    }
    m_lock->setChecked(state.isSeedKept);
    m_lock->setIconName(state.isSeedKept ? QStringLiteral("lock") : QStringLiteral("lock-open"));
}

} // namespace genserve::ui
