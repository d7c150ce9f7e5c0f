#include "lora_section.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr double Hundredth = 0.01;
constexpr int MostHundredths = 200;

} // namespace

LoraSection::LoraSection(StudioModel& model, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_add(new IconButton(QStringLiteral("plus"), IconButtonSize::Small, this)),
      m_rows(new QVBoxLayout)
{
    head()->addWidget(m_add);
    m_rows->setSpacing(Theme::current().px(u"space.s") - 2);
    column()->addLayout(m_rows);
    connect(m_add, &QAbstractButton::clicked, this, &LoraSection::choose);
    connect(&model, &StudioModel::changed, this, &LoraSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("LoRA"));
        m_add->setMeaning(tr("Add a LoRA"));
        m_shown.clear();
        rebuild();
    });
    refresh();
}

void LoraSection::refresh()
{
    const auto fitting = m_model.fittingLoras();
    setVisible(!fitting.empty());
    m_add->setEnabled(m_model.state().request.loras.size() < fitting.size());
    QStringList wanted;
    for (const LoraChoice& choice : m_model.state().request.loras) {
        wanted << QString::fromStdString(choice.name);
    }
    if (wanted != m_shown) {
        rebuild();
    }
}

void LoraSection::rebuild()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_shown.clear();
    for (const LoraChoice& choice : m_model.state().request.loras) {
        m_shown << QString::fromStdString(choice.name);
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::current().px(u"space.xs"));
        auto* weight = new ValueSlider(m_shown.last(), line);
        weight->setRange(0, MostHundredths);
        weight->setScale(Hundredth, 2);
        weight->setDefaultValue(100);
        weight->setRealValue(choice.weight);
        auto* remove = new IconButton(QStringLiteral("x"), IconButtonSize::Small, line);
        remove->setMeaning(tr("Remove %1").arg(m_shown.last()));
        row->addWidget(weight, 1);
        row->addWidget(remove);
        m_rows->addWidget(line);
        const std::string name = choice.name;
        connect(weight, &ValueSlider::valueChanged, this, [this, weight, name] {
            m_model.change([&](StudioState& state) {
                const auto it = std::ranges::find(state.request.loras, name, &LoraChoice::name);
                if (it != state.request.loras.end()) {
                    it->weight = weight->realValue();
                }
            });
        });
        connect(remove, &QAbstractButton::clicked, this, [this, name] {
            m_model.change([&](StudioState& state) {
                std::erase_if(state.request.loras, [&](const LoraChoice& one) { return one.name == name; });
            });
        });
    }
}

void LoraSection::choose()
{
    QMenu menu(this);
    const auto& taken = m_model.state().request.loras;
    for (const AdapterInfo* one : m_model.fittingLoras()) {
        if (std::ranges::find(taken, one->id, &LoraChoice::name) == taken.end()) {
            menu.addAction(QString::fromStdString(one->name), this, [this, id = one->id] {
                m_model.change([&](StudioState& state) { state.request.loras.push_back({id, 1.0}); });
            });
        }
    }
    menu.exec(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

} // namespace genserve::ui
