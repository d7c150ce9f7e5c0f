#include "lora_row.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../controls/value_slider.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"

namespace genserve::ui {
namespace {

constexpr double Hundredth = 0.01;
constexpr int UsualHundredths = 200;  // to both sides
constexpr std::size_t MostNamed = 20; // layers in a tool tip

QString namesOf(const std::vector<std::string>& layers)
{
    QStringList names;
    for (std::size_t i = 0; i < layers.size() && i < MostNamed; ++i) {
        names << QString::fromStdString(layers[i]);
    }
    if (layers.size() > MostNamed) {
        names << QStringLiteral("…");
    }
    return names.join(u'\n');
}

} // namespace

LoraRow::LoraRow(const QString& name, double weight, QWidget* parent)
    : QWidget(parent), m_weight(new ValueSlider(name, this)), m_problem(new TextLabel(TextStep::Caption, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(u"space.xxs"));
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.xs"));
    m_weight->setScale(Hundredth, 2);
    m_weight->setDefaultValue(qRound(1 / Hundredth));
    m_weight->setToolTip(name);
    auto* remove = new IconButton(QStringLiteral("x"), IconButtonSize::Small, this);
    remove->setMeaning(tr("Remove %1").arg(name));
    row->addWidget(m_weight, 1);
    row->addWidget(remove);
    column->addLayout(row);
    column->addWidget(m_problem);
    m_problem->setWordWrap(true);
    m_problem->setTone(Tone::Danger);
    m_problem->hide();
    setWeight(weight);
    connect(m_weight, &ValueSlider::valueChanged, this, [this] { Q_EMIT weightChanged(m_weight->realValue()); });
    connect(remove, &QAbstractButton::clicked, this, &LoraRow::removeWanted);
}

void LoraRow::setWeight(double weight)
{
    const QSignalBlocker quiet(m_weight);
    const int hundredths = qRound(weight / Hundredth);
    m_weight->setRange(qMin(-UsualHundredths, hundredths), qMax(UsualHundredths, hundredths)); // a recalled one
    m_weight->setValue(hundredths);
}

void LoraRow::clearReport()
{
    m_report.clear();
    m_problem->hide();
    m_weight->setIcon({});
    m_weight->setNote({});
}

void LoraRow::showReport(const Expected<LoraReport>& report)
{
    m_problem->setVisible(!report);
    QStringList hint{m_weight->name()};
    if (!report) {
        m_report = engineSentence(report.error().message);
        m_problem->setText(m_report);
        m_weight->setIcon(QStringLiteral("circle-x"), Tone::Danger);
        m_weight->setNote({});
    } else {
        const bool fitsWhole = report->missing.empty();
        m_report = fitsWhole ? tr("All %n layer(s) fit this model", nullptr, report->layers)
                             : tr("%1 of %n layer(s) fit this model", nullptr, report->layers).arg(report->matched);
        m_weight->setIcon(fitsWhole ? QStringLiteral("check") : QStringLiteral("triangle-alert"),
                          fitsWhole ? Tone::Success : Tone::Warning);
        m_weight->setNote(tr("%1 of %2").arg(report->matched).arg(report->layers));
        hint << m_report;
        if (!fitsWhole) {
            hint << tr("Layers that this model does not have:") << namesOf(report->missing);
        }
    }
    m_weight->setToolTip(hint.join(u'\n'));
    m_weight->setAccessibleDescription(m_report);
}

} // namespace genserve::ui
