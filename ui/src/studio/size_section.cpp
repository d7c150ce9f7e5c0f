#include "size_section.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "picture_size.h"
#include "shape_button.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr double Scale = 0.01;
constexpr int LeastHundredths = 6, MostHundredths = 420;
constexpr int SizeInset = 24; // of the field, both sides

} // namespace

SizeSection::SizeSection(StudioModel& model, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_size(new QLineEdit(this)),
      m_turn(new IconButton(QStringLiteral("arrow-left-right"), IconButtonSize::Small, this)),
      m_megapixels(new ValueSlider({}, this))
{
    m_size->setProperty("metric", QStringLiteral("small"));
    m_size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_size->ensurePolished(); // the sheet's font
    m_size->setFixedWidth(m_size->fontMetrics().horizontalAdvance(QStringLiteral("4096 × 4096")) + SizeInset);
    connect(m_size, &QLineEdit::editingFinished, this, &SizeSection::takeTyped);
    head()->addWidget(m_size);
    head()->addWidget(m_turn);
    QHBoxLayout* row = addRow();
    row->setSpacing(Theme::current().px(u"space.s") - 2);
    QWidget* before = m_turn;
    for (std::size_t i = 0; i < Shapes.size(); ++i) {
        m_shapes[i] = new ShapeButton(Shapes[i], this);
        row->addWidget(m_shapes[i]);
        setTabOrder(std::exchange(before, m_shapes[i]), m_shapes[i]);
        connect(m_shapes[i], &QAbstractButton::clicked, this, [this, i] {
            m_model.change([this, i](StudioState& state) { state.form.shape = m_shapes[i]->shape(); });
        });
    }
    m_megapixels->setRange(LeastHundredths, MostHundredths);
    m_megapixels->setScale(Scale, 2);
    column()->addWidget(m_megapixels);
    connect(m_megapixels, &ValueSlider::valueChanged, this,
            [this] { m_model.change([this](StudioState& state) { state.form.megapixels = megapixels(); }); });
    connect(m_turn, &QAbstractButton::clicked, this, &SizeSection::turn);
    connect(&model, &StudioModel::changed, this, &SizeSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("Size"));
        m_megapixels->setName(tr("Megapixels"));
        m_turn->setMeaning(tr("Swap width and height"));
        m_size->setAccessibleName(tr("Width and height"));
        m_size->setToolTip(tr("Width × height, in steps of 16 px"));
    });
    refresh();
}

// What the slider stands for: on its tick the model's own size to the pixel, which two digits do not tell.
double SizeSection::megapixels() const
{
    const ModelInfo* model = m_model.model();
    const double own = model == nullptr ? 0 : megapixelsOf(QSize(model->nativeSize, model->nativeSize));
    return m_megapixels->value() == qRound(own / Scale) ? own : m_megapixels->realValue();
}

// What is no size goes back to the one that holds.
void SizeSection::takeTyped()
{
    const auto typed = sizeFrom(m_size->text());
    m_size->setModified(false);
    if (typed && *typed != m_model.size()) {
        m_model.change([&](StudioState& state) {
            state.form.shape = shapeOf(*typed);
            state.form.megapixels = megapixelsOf(*typed);
        });
    }
    refresh();
}

void SizeSection::turn()
{
    m_model.change([](StudioState& state) { state.form.shape.transpose(); });
}

void SizeSection::refresh()
{
    const QSize size = m_model.size();
    setVisible(m_model.state().request.mode != Mode::Fill);
    if (!m_size->hasFocus() || !m_size->isModified()) { // not while it is typed
        m_size->setText(sizeWords(size));
    }
    const QSize shape = m_model.state().form.shape;
    for (std::size_t i = 0; i < Shapes.size(); ++i) {
        // A turned shape shows on the button that it came from.
        const bool isThis = Shapes[i] == shape || Shapes[i].transposed() == shape;
        const bool isTaken = isThis && Shapes[i] != shape && std::ranges::find(Shapes, shape) != Shapes.end();
        const bool isShown = isThis && !isTaken;
        m_shapes[i]->setShape(isShown ? shape : Shapes[i]);
        // None is checked where a recalled picture's shape is none of them, which exclusive buttons would refuse.
        m_shapes[i]->setAutoExclusive(false);
        m_shapes[i]->setChecked(isShown);
        m_shapes[i]->setAutoExclusive(true);
    }
    const QSignalBlocker quiet(m_megapixels);
    m_megapixels->setRealValue(m_model.state().form.megapixels);
    if (const ModelInfo* model = m_model.model()) {
        m_megapixels->setDefaultValue(qRound(megapixelsOf(QSize(model->nativeSize, model->nativeSize)) / Scale));
    }
}

} // namespace genserve::ui
