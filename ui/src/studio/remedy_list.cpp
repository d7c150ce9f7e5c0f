#include "remedy_list.h"

#include <utility>

#include <QPointer>
#include <QVBoxLayout>

#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "generate_bar.h"
#include "picture_size.h"
#include "remedy_card.h"
#include "studio_model.h"

namespace genserve::ui {

RemedyList::RemedyList(StudioModel& model, TaskDoor& tasks, Program* program, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_tasks(tasks),
      m_program(program),
      m_masked(new RemedyCard(QStringLiteral("crop"), this)),
      m_smaller(new RemedyCard(QStringLiteral("shrink"), this)),
      m_float8(new RemedyCard(QStringLiteral("zap"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(u"space.xs"));
    for (RemedyCard* card : all()) {
        column->addWidget(card);
    }
    connect(m_masked, &QAbstractButton::clicked, this,
            [this] { m_model.change([](StudioState& state) { state.request.onlyMasked = true; }); });
    connect(m_smaller, &QAbstractButton::clicked, this, [this] { m_model.setSize(m_size); });
    connect(m_float8, &QAbstractButton::clicked, this, [this] {
        m_program->setPrefersFloat8(true);
        m_program->restart(); // the models of the devices are read once, in one precision
    });
    keepTranslated(this, [this] { retranslate(); });
    hide();
}

void RemedyList::retranslate()
{
    m_masked->setWords(tr("Only the masked part"), tr("same size · less memory and time"),
                       tr("Works on the mask and its surroundings and puts them back into the picture"));
    m_smaller->setWords(tr("Make it %1 × %2").arg(m_size.width()).arg(m_size.height()), smallerCost(),
                        tr("The largest size that fits the memory"));
    m_float8->setWords(
        tr("Use fp8 and start anew"), tr("half the memory · other details"),
        tr("Models that do not fit are computed with 8-bit numbers: half the memory, slightly other pictures"));
}

// "36.0 GB · about 31 s on cuda:1"
QString RemedyList::smallerCost() const
{
    QStringList words;
    if (m_smallerFit.bytes > 0) {
        words << tr("%1 GB").arg(static_cast<double>(m_smallerFit.bytes) / 1e9, 0, 'f', 1);
    }
    const QString device = QString::fromStdString(m_smallerFit.device);
    if (m_smallerFit.seconds) {
        words << tr("%1 on %2").arg(aboutDuration(*m_smallerFit.seconds * m_model.state().count), device);
    } else if (!device.isEmpty()) {
        words << device;
    }
    return words.isEmpty() ? tr("the largest size that fits") : words.join(QStringLiteral(" · "));
}

void RemedyList::learnCosts()
{
    if (m_smaller->isHidden()) {
        return;
    }
    GenerationRequest request = m_model.question();
    request.width = m_size.width();
    request.height = m_size.height();
    m_smallerFit = {};
    m_tasks.fit(std::move(request), [self = QPointer(this), question = ++m_question](const RequestFit& fit) {
        if (self != nullptr && self->m_question == question && fit.fits) {
            self->m_smallerFit = fit;
            self->retranslate();
        }
    });
}

void RemedyList::show(const RequestFit& fit)
{
    m_size = fit.smallerSize;
    // Fill works on its input picture as large as that is.
    m_smaller->setVisible(!fit.fits && !m_size.isEmpty() && m_model.state().request.mode != Mode::Fill);
    m_float8->setVisible(!fit.fits && fit.fitsInFloat8 && m_program != nullptr && !m_program->prefersFloat8());
    m_masked->setVisible(m_model.state().request.mode == Mode::Fill && !m_model.state().request.onlyMasked
                         && isTooLargeWhole(m_model.size()));
    bool hasBest = false;
    for (RemedyCard* card : all()) {
        card->setBest(!card->isHidden() && !hasBest);
        hasBest = hasBest || !card->isHidden();
    }
    setVisible(hasBest);
    retranslate();
}

} // namespace genserve::ui
