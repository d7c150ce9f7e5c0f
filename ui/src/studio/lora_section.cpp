#include "lora_section.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "lora_row.h"
#include "studio_model.h"

namespace genserve::ui {

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
    connect(&model, &StudioModel::modelsChanged, this, [this] { m_askedFor.clear(); });
    keepTranslated(this, [this] {
        setTitle(tr("LoRA"));
        m_add->setMeaning(tr("Add a LoRA"));
        rebuild();
        askForReports();
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
    for (const LoraChoice& choice : m_model.state().request.loras) {
        rowOf(QString::fromStdString(choice.name))->setWeight(choice.weight);
    }
    askForReports();
}

void LoraSection::rebuild()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_shown.clear();
    m_askedFor.clear();
    for (const LoraChoice& choice : m_model.state().request.loras) {
        m_shown << QString::fromStdString(choice.name);
        auto* row = new LoraRow(m_shown.last(), choice.weight, this);
        m_rows->addWidget(row);
        const std::string name = choice.name;
        connect(row, &LoraRow::weightChanged, this, [this, name](double weight) {
            m_model.change([&](StudioState& state) {
                const auto it = std::ranges::find(state.request.loras, name, &LoraChoice::name);
                if (it != state.request.loras.end()) {
                    it->weight = weight;
                }
            });
        });
        connect(row, &LoraRow::removeWanted, this, [this, name] {
            m_model.change([&](StudioState& state) {
                std::erase_if(state.request.loras, [&](const LoraChoice& one) { return one.name == name; });
            });
        });
    }
}

LoraRow* LoraSection::rowOf(const QString& lora) const
{
    const auto place = static_cast<int>(m_shown.indexOf(lora));
    return place < 0 ? nullptr : qobject_cast<LoraRow*>(m_rows->itemAt(place)->widget());
}

void LoraSection::askForReports()
{
    const QString model = m_model.model() == nullptr ? QString() : QString::fromStdString(m_model.model()->id);
    if (model == m_askedFor || model.isEmpty()) {
        return;
    }
    m_askedFor = model;
    for (const QString& lora : m_shown) {
        rowOf(lora)->clearReport();
        m_model.models().loraReport(lora.toStdString(), model.toStdString(),
                                    [section = QPointer<LoraSection>(this), lora, model](const auto& report) {
                                        LoraRow* row = section ? section->rowOf(lora) : nullptr;
                                        if (row != nullptr && section->m_askedFor == model) {
                                            row->showReport(report);
                                        }
                                    });
    }
}

void LoraSection::add(const std::string& lora)
{
    m_model.change([&](StudioState& state) { state.request.loras.push_back({lora, 1.0}); });
    if (LoraRow* row = rowOf(QString::fromStdString(lora))) {
        QTimer::singleShot(0, row, [this, row] { Q_EMIT added(row); });
    }
}

void LoraSection::choose()
{
    QMenu menu(this);
    const auto& taken = m_model.state().request.loras;
    for (const AdapterInfo* one : m_model.fittingLoras()) {
        if (std::ranges::find(taken, one->id, &LoraChoice::name) == taken.end()) {
            menu.addAction(QString::fromStdString(one->name), this, [this, id = one->id] { add(id); });
        }
    }
    menu.exec(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

} // namespace genserve::ui
