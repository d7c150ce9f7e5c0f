#include "details_panel.h"

#include <QPointer>
#include <QScrollArea>
#include <QVBoxLayout>

#include "../controls/empty_state.h"
#include "../controls/fact_rows.h"
#include "../controls/flow_row.h"
#include "../controls/icon_button.h"
#include "../controls/picture_label.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/word_chip.h"
#include "../models/model_words.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "picture_words.h"

namespace genserve::ui {
namespace {

constexpr int PictureSide = 640, RequestPauseMs = 150;
constexpr qsizetype LongestTitle = 60; // characters, two lines of it

QFrame* rule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("rule"));
    return line;
}

} // namespace

DetailsPanel::DetailsPanel(TaskDoor& tasks, const ModelsSource& models, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_models(models),
      m_empty(new EmptyState(QStringLiteral("image"), this)),
      m_scroll(new QScrollArea(this)),
      m_body(new QWidget),
      m_picture(new PictureLabel(m_body)),
      m_title(new TextLabel(TextStep::Title, m_body)),
      m_star(new IconButton(QStringLiteral("star"), IconButtonSize::Bar, m_body)),
      m_prompt(new TextLabel(TextStep::Body, m_body)),
      m_tags(new FlowRow(Theme::current().px(u"space.s") - 2)),
      m_facts(new FactRows(m_body))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body->setProperty("role", QStringLiteral("panel"));
    m_body->setAttribute(Qt::WA_StyledBackground);
    m_scroll->setWidget(m_body);
    outer->addWidget(m_empty);
    outer->addWidget(m_scroll);
    auto* column = new QVBoxLayout(m_body);
    const int inset = theme.px(u"space.l");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    column->addWidget(m_picture);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_star, 0, Qt::AlignTop);
    column->addLayout(head);
    m_title->setWordWrap(true);
    m_prompt->setWordWrap(true);
    m_prompt->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_prompt);
    column->addLayout(m_tags);
    column->addWidget(rule(m_body));
    buildButtons(*column);
    column->addWidget(rule(m_body));
    column->addWidget(m_facts);
    column->addStretch();
    m_star->setCheckable(true);
    connect(m_star, &QAbstractButton::clicked, this, &DetailsPanel::starWanted);
    connect(m_picture, &PictureLabel::opened, this, &DetailsPanel::openWanted);
    m_pause.setSingleShot(true);
    m_pause.setInterval(RequestPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &DetailsPanel::askForRequest);
    keepTranslated(this, [this] { show(); });
}

void DetailsPanel::buildButtons(QVBoxLayout& column)
{
    const auto add = [&](QHBoxLayout& row, ButtonKind kind, const char* icon) {
        auto* button = new TextButton(kind, ButtonSize::Medium, m_body);
        if (*icon != '\0') {
            button->setIconName(QLatin1String(icon));
        }
        row.addWidget(button, 1);
        return button;
    };
    const auto row = [&] {
        auto* layout = new QHBoxLayout;
        layout->setSpacing(Theme::current().px(u"space.s"));
        column.addLayout(layout);
        return layout;
    };
    const auto recalls = [this](TextButton* button, RecallPart part) {
        connect(button, &QAbstractButton::clicked, this, [this, part] { Q_EMIT recallWanted(part); });
    };
    const auto uses = [this](TextButton* button, Mode mode) {
        connect(button, &QAbstractButton::clicked, this, [this, mode] { Q_EMIT useWanted(mode); });
    };
    auto* all = add(*row(), ButtonKind::Primary, "undo-2");
    QHBoxLayout* parts = row();
    auto* prompt = add(*parts, ButtonKind::Normal, "");
    auto* seed = add(*parts, ButtonKind::Normal, "");
    auto* size = add(*parts, ButtonKind::Normal, "");
    auto* remix = add(*parts, ButtonKind::Normal, "");
    QHBoxLayout* sends = row();
    m_toImage = add(*sends, ButtonKind::Normal, "image-up");
    m_toMask = add(*sends, ButtonKind::Normal, "brush");
    m_toControl = add(*sends, ButtonKind::Normal, "spline");
    recalls(all, RecallPart::All);
    recalls(prompt, RecallPart::Prompt);
    recalls(seed, RecallPart::Seed);
    recalls(size, RecallPart::Size);
    recalls(remix, RecallPart::Remix);
    uses(m_toImage, Mode::ImageToImage);
    uses(m_toMask, Mode::Fill);
    uses(m_toControl, Mode::ControlNet);
    keepTranslated(all, [this, all, prompt, seed, size, remix] {
        all->setLabel(tr("Recall all"));
        all->setToolTip(tr("Everything it was made with, the seed and its pictures too"));
        prompt->setLabel(tr("Prompt"));
        seed->setLabel(tr("Seed"));
        size->setLabel(tr("Size"));
        remix->setLabel(tr("Remix"));
        remix->setToolTip(tr("Everything but the seed"));
        m_toImage->setLabel(tr("Image"));
        m_toImage->setToolTip(tr("Change this picture as a whole"));
        m_toMask->setLabel(tr("Mask"));
        m_toMask->setToolTip(tr("Repaint a part of this picture"));
        m_toControl->setLabel(tr("Control"));
        m_toControl->setToolTip(tr("Let this picture guide a new one"));
    });
}

void DetailsPanel::setPossible(const std::function<bool(Mode)>& isPossible)
{
    m_toImage->setVisible(isPossible(Mode::ImageToImage));
    m_toMask->setVisible(isPossible(Mode::Fill));
    m_toControl->setVisible(isPossible(Mode::ControlNet));
}

void DetailsPanel::setTask(const std::optional<tasks::Task>& task)
{
    const bool isOther = !task || !m_task || task->id != m_task->id;
    m_task = task;
    if (isOther) {
        m_request.reset();
        m_pause.start();
        m_picture->setPicture({});
        if (task) {
            m_tasks.picture(*task, PictureSide, [self = QPointer(this), id = task->id](const QImage& picture) {
                if (self != nullptr && self->m_task && self->m_task->id == id) {
                    self->m_picture->setPicture(picture);
                }
            });
        }
    }
    show();
}

void DetailsPanel::askForRequest()
{
    if (m_task) {
        m_tasks.request(m_task->id,
                        [self = QPointer(this), id = m_task->id](const std::optional<GenerationRequest>& request) {
                            if (self != nullptr && self->m_task && self->m_task->id == id) {
                                self->m_request = request;
                                self->show();
                            }
                        });
    }
}

void DetailsPanel::show()
{
    m_empty->setVisible(!m_task);
    m_empty->setTexts(tr("Choose a picture"), tr("Its settings and what can be done with it stand here."));
    m_scroll->setVisible(m_task.has_value());
    if (!m_task) {
        return;
    }
    const QString prompt = QString::fromStdString(m_task->prompt);
    // A prompt of a few words is its own title.
    const bool isShort = prompt.size() <= LongestTitle;
    m_title->setText(isShort && !prompt.isEmpty() ? capitalised(prompt) : pictureTitle(*m_task));
    m_prompt->setText(prompt);
    m_prompt->setVisible(!isShort);
    m_picture->setAccessibleName(prompt);
    m_star->setChecked(m_task->isStarred);
    m_star->setIcon(m_task->isStarred ? icon(QStringLiteral("star-filled"), Role::Warning)
                                      : icon(QStringLiteral("star")));
    m_star->setMeaning(m_task->isStarred ? tr("Remove the star") : tr("Star"), QStringLiteral("."));
    m_facts->setFacts(
        pictureFacts(*m_task, modelName(m_models, m_task->modelId), m_request, m_tasks.pictureFile(*m_task)));
    showTags();
}

void DetailsPanel::showTags()
{
    m_tags->removeAll();
    for (const std::string& tag : m_task->tags) {
        const QString text = QString::fromStdString(tag);
        auto* chip = new WordChip(WordChip::Kind::Plain, text, m_body);
        chip->setRemovable(tr("Remove the tag “%1”").arg(text));
        connect(
            chip, &QAbstractButton::clicked, this, [this, text] { Q_EMIT untagWanted(text); }, Qt::QueuedConnection);
        m_tags->addWidget(chip);
    }
    auto* add = new WordChip(WordChip::Kind::Outline, tr("Tag…"), m_body);
    add->setIconName(QStringLiteral("plus"));
    connect(add, &QAbstractButton::clicked, this, &DetailsPanel::tagWanted, Qt::QueuedConnection);
    m_tags->addWidget(add);
}

} // namespace genserve::ui
