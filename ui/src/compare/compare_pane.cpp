#include "compare_pane.h"

#include <algorithm>

#include <QGridLayout>
#include <QKeyEvent>
#include <QPointer>

#include "../controls/fact_rows.h"
#include "../controls/icon_button.h"
#include "../controls/segmented_choice.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../gallery/picture_words.h"
#include "../models/model_words.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "compare_view.h"

namespace genserve::ui {
namespace {

constexpr int PanelWidth = 336, ZoomWidth = 56, RowHeight = 28;
constexpr double ZoomStep = 1.25;

// From the word on in which a text begins to differ from the other one, with some words before it.
QString differingPart(const QString& text, const QString& other)
{
    constexpr qsizetype Before = 30, Most = 220;
    const auto differs = std::ranges::mismatch(text, other).in1;
    const qsizetype from = text.lastIndexOf(u' ', qMax<qsizetype>(0, differs - text.begin() - Before)) + 1;
    const QString part = from > 1 ? QString(u'…' % text.mid(from)) : text;
    return part.size() > Most ? QString(part.left(Most) % u'…') : part;
}

} // namespace

ComparePane::ComparePane(TaskDoor& tasks, const ModelsSource& models, QWidget* parent)
    : QWidget(parent), m_tasks(tasks), m_models(models), m_view(new CompareView)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(buildBar());
    left->addWidget(m_view, 1);
    row->addLayout(left, 1);
    auto* line = new QFrame(this);
    line->setProperty("role", QStringLiteral("vrule"));
    row->addWidget(line);
    row->addWidget(buildFacts());
    connect(m_view, &CompareView::zoomChanged, this,
            [this] { m_zoom->setText(QStringLiteral("%1\u2009%").arg(qRound(m_view->zoom() * 100))); });
    connect(m_view, &CompareView::measured, this, [this](const PictureDifference& difference) {
        m_difference->setText(difference.changed == 0 ? tr("Not one pixel differs")
                                                      : tr("%1 pixels differ, by %2 of 255 at most")
                                                            .arg(groupedNumber(difference.changed))
                                                            .arg(difference.largest));
    });
    keepTranslated(this, [this] { showWords(); });
}

QWidget* ComparePane::buildBar()
{
    auto* bar = new QWidget(this);
    auto* row = makeBar(*bar, u"control.row", u"space.s", u"space.s", u"space.xs");
    const auto button = [&](const char* icon, const char* meaning, auto run) {
        auto* one = new IconButton(QLatin1String(icon), IconButtonSize::Bar, bar);
        keepTranslated(one, [one, meaning] { one->setMeaning(tr(meaning)); });
        connect(one, &QAbstractButton::clicked, this, run);
        row->addWidget(one);
    };
    button("chevron-left", QT_TR_NOOP("Back to the gallery"), [this] { Q_EMIT closed(); });
    auto* title = new TextLabel(TextStep::Strong, bar);
    keepTranslated(title, [title] { title->setText(tr("Compare")); });
    row->addWidget(title);
    row->addStretch();
    m_mode = new SegmentedChoice(bar);
    for (int i = 0; i < 3; ++i) {
        m_mode->addChoice({});
    }
    m_mode->setFixedWidth(PanelWidth - PanelWidth / 6);
    row->addWidget(m_mode);
    row->addStretch();
    connect(m_mode, &SegmentedChoice::chosen, this,
            [this](int mode) { m_view->setMode(static_cast<CompareView::Mode>(mode)); });
    button("zoom-out", QT_TR_NOOP("Zoom out"), [this] { m_view->zoomTo(m_view->zoom() / ZoomStep); });
    m_zoom = new TextLabel(TextStep::Strong, bar);
    m_zoom->setFixedWidth(ZoomWidth);
    m_zoom->setAlignment(Qt::AlignCenter);
    row->addWidget(m_zoom);
    button("zoom-in", QT_TR_NOOP("Zoom in"), [this] { m_view->zoomTo(m_view->zoom() * ZoomStep); });
    button("maximize", QT_TR_NOOP("Show the whole picture"), [this] { m_view->fit(); });
    button("arrow-left-right", QT_TR_NOOP("Swap A and B"), [this] { swap(); });
    button("x", QT_TR_NOOP("Close"), [this] { Q_EMIT closed(); });
    return bar;
}

QWidget* ComparePane::buildFacts()
{
    const Theme& theme = Theme::current();
    auto* panel = new QWidget(this);
    panel->setProperty("role", QStringLiteral("panel"));
    panel->setAttribute(Qt::WA_StyledBackground);
    panel->setFixedWidth(PanelWidth);
    auto* column = new QVBoxLayout(panel);
    const int inset = theme.px(u"space.l");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.xs"));
    auto* title = new TextLabel(TextStep::Title, panel);
    keepTranslated(title, [title] { title->setText(tr("What differs")); });
    m_summary = new TextLabel(TextStep::Small, panel);
    m_difference = new TextLabel(TextStep::Small, panel);
    m_difference->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(m_summary);
    column->addWidget(m_difference);
    m_prompts = new TextLabel(TextStep::Body, panel);
    m_prompts->setWordWrap(true);
    m_prompts->setTextFormat(Qt::RichText);
    column->addWidget(m_prompts);
    m_grid = new QGridLayout;
    m_grid->setSpacing(0);
    column->addLayout(m_grid);
    column->addStretch();
    m_keep = new TextButton(ButtonKind::Normal, ButtonSize::Medium, panel);
    m_keep->setIconName(QStringLiteral("circle-check"));
    m_recall = new TextButton(ButtonKind::Primary, ButtonSize::Medium, panel);
    m_recall->setIconName(QStringLiteral("undo-2"));
    column->addWidget(m_keep);
    column->addWidget(m_recall);
    connect(m_keep, &QAbstractButton::clicked, this, [this] { Q_EMIT trashWanted(m_b); });
    connect(m_recall, &QAbstractButton::clicked, this, [this] { Q_EMIT recallWanted(m_a); });
    return panel;
}

void ComparePane::showWords()
{
    m_mode->setChoiceText(0, tr("Side by side"));
    m_mode->setChoiceText(1, tr("Slider"));
    m_mode->setChoiceText(2, tr("Difference"));
    m_keep->setLabel(tr("Keep A, trash B"));
    m_recall->setLabel(tr("Recall A"));
    m_view->setWords(QStringLiteral("A"), QStringLiteral("B"));
    m_view->setAccessibleName(tr("Two pictures"));
    showFacts();
}

void ComparePane::compare(const tasks::Task& a, const tasks::Task& b)
{
    m_a = a;
    m_b = b;
    m_pictureA = m_pictureB = {};
    m_difference->clear();
    m_mode->setCurrent(0);
    m_view->setMode(CompareView::Mode::Side);
    showFacts();
    load();
    m_view->setFocus();
}

void ComparePane::load()
{
    const int question = ++m_question;
    const auto take = [this, question](QImage ComparePane::*place) {
        return [self = QPointer(this), question, place](const QImage& picture) {
            if (self != nullptr && question == self->m_question) {
                (*self).*place = picture;
                if (!self->m_pictureA.isNull() && !self->m_pictureB.isNull()) {
                    self->m_view->setPictures(self->m_pictureA, self->m_pictureB);
                }
            }
        };
    };
    m_tasks.picture(m_a, 0, take(&ComparePane::m_pictureA));
    m_tasks.picture(m_b, 0, take(&ComparePane::m_pictureB));
}

void ComparePane::swap()
{
    std::swap(m_a, m_b);
    std::swap(m_pictureA, m_pictureB);
    m_view->setPictures(m_pictureA, m_pictureB);
    showFacts();
}

// Whole and under one another, from where they begin to differ.
void ComparePane::showPrompts()
{
    const QString a = QString::fromStdString(m_a.prompt).simplified();
    const QString b = QString::fromStdString(m_b.prompt).simplified();
    m_prompts->setVisible(a != b);
    const auto words = [&](const QString& plate, const QString& text) {
        const QString part = differingPart(text, text == a ? b : a);
        return QString(QStringLiteral("<b>") % plate % QStringLiteral("</b>&nbsp; ") % part.toHtmlEscaped());
    };
    m_prompts->setText(words(QStringLiteral("A"), a) % QStringLiteral("<br>") % words(QStringLiteral("B"), b));
    m_prompts->setToolTip(QStringLiteral("<p>A: %1</p><p>B: %2</p>").arg(a.toHtmlEscaped(), b.toHtmlEscaped()));
}

void ComparePane::showFacts()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    struct Row {
        QString name, a, b;
    };
    std::vector<Row> rows;
    const auto factsA = pictureFacts(m_a, modelName(m_models, m_a.modelId), std::nullopt, {}),
               factsB = pictureFacts(m_b, modelName(m_models, m_b.modelId), std::nullopt, {});
    for (const Fact& fact : factsA) {
        const auto other = std::ranges::find(factsB, fact.name, &Fact::name);
        rows.push_back({fact.name, fact.value, other == factsB.end() ? QStringLiteral("–") : other->value});
    }
    for (const Fact& fact : factsB) {
        if (std::ranges::find(factsA, fact.name, &Fact::name) == factsA.end()) {
            rows.push_back({fact.name, QStringLiteral("–"), fact.value});
        }
    }
    showPrompts();
    const auto differs = [](const Row& row) { return row.a != row.b; };
    const auto same = std::ranges::stable_partition(rows, differs);
    const std::size_t others = m_a.prompt == m_b.prompt ? 0 : 1; // the prompt stands above
    m_summary->setText(
        tr("%1 of %2 settings are not the same").arg(rows.size() - same.size() + others).arg(rows.size() + 1));
    int line = 0;
    const auto add = [&](const Row& row, bool isTinted, TextStep step) {
        auto* frame = new QFrame(this);
        if (isTinted) {
            frame->setProperty("role", QStringLiteral("notice"));
            frame->setProperty("tone", QStringLiteral("warning"));
        }
        auto* cells = new QHBoxLayout(frame);
        cells->setContentsMargins(8, 4, 8, 4);
        const auto cell = [&](const QString& text, TextStep textStep) {
            auto* label = new TextLabel(textStep, frame);
            label->setText(text);
            label->setWordWrap(true);
            label->setMinimumWidth(1);
            cells->addWidget(label, 1);
        };
        cell(row.name, TextStep::Small);
        cell(row.a, step);
        cell(row.b, step);
        frame->setMinimumHeight(RowHeight);
        m_grid->addWidget(frame, line++, 0);
    };
    add({{}, QStringLiteral("A"), QStringLiteral("B")}, false, TextStep::Label);
    for (const Row& row : rows) {
        add(row, differs(row), differs(row) ? TextStep::Strong : TextStep::Body);
    }
}

void ComparePane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_C && event->modifiers() == Qt::NoModifier) {
        swap();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace genserve::ui
