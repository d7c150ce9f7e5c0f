#include "model_section.h"

#include <array>

#include <QComboBox>
#include <QHBoxLayout>

#include "../controls/segmented_choice.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr std::array<Mode, 4> Modes{Mode::TextToImage, Mode::ImageToImage, Mode::Fill, Mode::ControlNet};

} // namespace

ModeChoice::ModeChoice(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_choice(new SegmentedChoice(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choice);
    for (std::size_t i = 0; i < Modes.size(); ++i) {
        m_choice->addChoice({});
    }
    connect(m_choice, &SegmentedChoice::chosen, this,
            [this](int id) { m_model.setMode(Modes.at(static_cast<std::size_t>(id))); });
    connect(&model, &StudioModel::changed, this, &ModeChoice::refresh);
    keepTranslated(this, [this] {
        m_choice->setChoiceText(0, tr("Text"));
        m_choice->setChoiceText(1, tr("Image"));
        m_choice->setChoiceText(2, tr("Fill"));
        m_choice->setChoiceText(3, tr("Control"));
        m_choice->setAccessibleName(tr("Mode"));
    });
    refresh();
}

void ModeChoice::refresh()
{
    for (std::size_t i = 0; i < Modes.size(); ++i) {
        const auto id = static_cast<int>(i);
        m_choice->setChoiceEnabled(id, m_model.isPossible(Modes[i]));
        if (Modes[i] == m_model.state().request.mode) {
            m_choice->setCurrent(id);
        }
    }
}

ModelBox::ModelBox(StudioModel& model, QWidget* parent) : QWidget(parent), m_model(model), m_box(new QComboBox(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(8);
    connect(m_box, &QComboBox::activated, this, [this] { m_model.setModel(m_box->currentData().toString()); });
    connect(&model, &StudioModel::changed, this, &ModelBox::refresh);
    keepTranslated(this, [this] {
        m_box->setAccessibleName(tr("Model"));
        refresh();
    });
}

void ModelBox::refresh()
{
    m_box->clear();
    const ModelInfo* chosen = m_model.model();
    for (const ModelInfo* one : m_model.modelsFor(m_model.state().request.mode)) {
        const QString name = QString::fromStdString(one->name);
        const QString precision = QString::fromStdString(one->precision);
        m_box->addItem(icon(QStringLiteral("box")),
                       precision.isEmpty() ? name : QString(name % QStringLiteral("  ·  ") % precision),
                       QString::fromStdString(one->id));
        m_box->setItemData(m_box->count() - 1, engineSentence(one->description), Qt::ToolTipRole);
        if (one == chosen) {
            m_box->setCurrentIndex(m_box->count() - 1);
        }
    }
    m_box->setEnabled(m_box->count() > 0);
    if (m_box->count() == 0) {
        m_box->addItem(tr("No model for this"));
    }
}

} // namespace genserve::ui
