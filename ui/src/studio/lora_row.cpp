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
constexpr int MostHundredths = 200;
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
    : QWidget(parent), m_weight(new ValueSlider(name, this)), m_report(new TextLabel(TextStep::Caption, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(u"space.xxs"));
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.xs"));
    m_weight->setRange(0, MostHundredths);
    m_weight->setScale(Hundredth, 2);
    m_weight->setDefaultValue(qRound(1 / Hundredth));
    m_weight->setRealValue(weight);
    auto* remove = new IconButton(QStringLiteral("x"), IconButtonSize::Small, this);
    remove->setMeaning(tr("Remove %1").arg(name));
    row->addWidget(m_weight, 1);
    row->addWidget(remove);
    column->addLayout(row);
    column->addWidget(m_report);
    m_report->setWordWrap(true);
    m_report->hide();
    connect(m_weight, &ValueSlider::valueChanged, this, [this] { Q_EMIT weightChanged(m_weight->realValue()); });
    connect(remove, &QAbstractButton::clicked, this, &LoraRow::removeWanted);
}

void LoraRow::setWeight(double weight)
{
    const QSignalBlocker quiet(m_weight);
    m_weight->setRealValue(weight);
}

void LoraRow::clearReport() { m_report->hide(); }

QString LoraRow::report() const { return m_report->isHidden() ? QString() : m_report->text(); }

void LoraRow::showReport(const Expected<LoraReport>& report)
{
    m_report->show();
    m_report->setToolTip({});
    if (!report) {
        m_report->setTone(Tone::Danger);
        m_report->setText(engineSentence(report.error().message));
    } else if (report->missing.empty()) {
        m_report->setTone(Tone::None);
        m_report->setText(tr("All %n layer(s) fit this model", nullptr, report->layers));
    } else {
        m_report->setTone(Tone::Warning);
        m_report->setText(tr("%1 of %n layer(s) fit this model; not %2", nullptr, report->layers)
                              .arg(report->matched)
                              .arg(QString::fromStdString(report->missing.front())
                                   % (report->missing.size() > 1 ? QStringLiteral(", …") : QString())));
        m_report->setToolTip(tr("Layers that this model does not have:") % u'\n' % namesOf(report->missing));
    }
}

} // namespace genserve::ui
