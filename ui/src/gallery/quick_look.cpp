#include "quick_look.h"

#include <algorithm>
#include <array>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>

#include "../canvas/canvas_view.h"
#include "../controls/fact_rows.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../models/model_words.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "picture_words.h"

namespace genserve::ui {

QuickLook::QuickLook(TaskDoor& tasks, const ModelsSource& models, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_models(models),
      m_canvas(new CanvasView(this)),
      m_title(new TextLabel(TextStep::Strong, this)),
      m_size(new TextLabel(TextStep::Small, this)),
      m_details(new QWidget(this)),
      m_prompt(new TextLabel(TextStep::Body, m_details)),
      m_facts(new FactRows(m_details))
{
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_canvas, 1);
    row->addWidget(m_details);
    column->addLayout(row, 1);
    m_details->setProperty("role", QStringLiteral("panel"));
    m_details->setAttribute(Qt::WA_StyledBackground);
    m_details->setFixedWidth(theme.px(u"layout.detailsPanel"));
    auto* facts = new QVBoxLayout(m_details);
    const int inset = theme.px(u"space.l");
    facts->setContentsMargins(inset, inset, inset, inset);
    facts->setSpacing(theme.px(u"space.m"));
    m_prompt->setWordWrap(true);
    facts->addWidget(m_prompt);
    facts->addWidget(m_facts);
    facts->addStretch();
    m_details->hide();
    m_canvas->installEventFilter(this);
    parent->installEventFilter(this);
    keepTranslated(this, [this] { m_canvas->setAccessibleName(tr("Quick look")); });
    hide();
}

QWidget* QuickLook::buildBar()
{
    auto* bar = new QWidget(this);
    auto* row = makeBar(*bar, u"control.row", u"space.l", u"space.s", u"space.s");
    row->addWidget(m_title);
    row->addWidget(m_size, 1);
    const auto button = [&](const char* icon, const char* meaning, const char* keys, auto run) {
        auto* one = new IconButton(QLatin1String(icon), IconButtonSize::Bar, bar);
        one->setFocusPolicy(Qt::NoFocus); // the keys belong to the picture
        keepTranslated(one, [one, meaning, keys] { one->setMeaning(tr(meaning), QLatin1String(keys)); });
        connect(one, &QAbstractButton::clicked, this, run);
        row->addWidget(one);
    };
    button("chevron-left", QT_TR_NOOP("The one before"), "←", [this] { press(Qt::Key_Left); });
    button("chevron-right", QT_TR_NOOP("The next one"), "→", [this] { press(Qt::Key_Right); });
    button("info", QT_TR_NOOP("What it was made with"), "I", [this] { press(Qt::Key_I); });
    button("maximize", QT_TR_NOOP("Show the whole picture"), "", [this] { m_canvas->fit(); });
    button("x", QT_TR_NOOP("Back to the gallery"), "Space", [this] { close(); });
    return bar;
}

void QuickLook::look(const tasks::Task& task, const QImage& small)
{
    m_task = task.id;
    m_title->setText(pictureTitle(task));
    m_size->setText(sizeWords(QSize(task.width, task.height)));
    m_prompt->setText(QString::fromStdString(task.prompt));
    m_facts->setFacts(pictureFacts(task, modelName(m_models, task.modelId), std::nullopt, m_tasks.pictureFile(task)));
    setGeometry(parentWidget()->rect());
    show();
    raise();
    m_canvas->setFocus();
    const QSize whole(task.width, task.height);
    const bool isSmallShown = !small.isNull() && !whole.isEmpty();
    m_canvas->setPicture(isSmallShown ? small.scaled(whole, Qt::IgnoreAspectRatio, Qt::FastTransformation) : QImage());
    m_canvas->fit();
    m_tasks.picture(task, 0, [self = QPointer(this), id = task.id](const QImage& picture) {
        if (self != nullptr && self->m_task == id && self->isVisible()) {
            self->m_canvas->setPicture(picture);
        }
    });
}

bool QuickLook::hasDetails() const { return m_details->isVisible(); }

void QuickLook::close()
{
    hide();
    m_canvas->setPicture({});
    Q_EMIT closed();
}

bool QuickLook::press(int key)
{
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Up: Q_EMIT stepped(-1); return true;
    case Qt::Key_Right:
    case Qt::Key_Down: Q_EMIT stepped(1); return true;
    case Qt::Key_I: m_details->setVisible(!m_details->isVisible()); return true;
    case Qt::Key_Space:
    case Qt::Key_Escape: close(); return true;
    default: return false;
    }
}

bool QuickLook::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_canvas && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isOurs = key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier;
        if (isOurs && event->type() == QEvent::ShortcutOverride) {
            // Before the gallery's own keys: Space would open what it closes.
            constexpr std::array Keys{Qt::Key_Left, Qt::Key_Up,    Qt::Key_Right, Qt::Key_Down,
                                      Qt::Key_I,    Qt::Key_Space, Qt::Key_Escape};
            if (std::ranges::find(Keys, key->key()) != Keys.end()) {
                event->accept();
                return true;
            }
        } else if (isOurs && press(key->key())) {
            return true;
        }
    }
    if (watched == parent() && event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void QuickLook::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), Theme::current().colour(Role::Canvas));
}

} // namespace genserve::ui
