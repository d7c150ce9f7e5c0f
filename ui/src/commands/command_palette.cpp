#include "command_palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include "../controls/empty_state.h"
#include "../controls/key_plate.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "command_registry.h"
#include "command_row.h"

namespace genserve::ui {
namespace {

constexpr int TopDistance = 110, FieldHeight = 54, ListHeight = 360, LeastLetters = 2;

bool isOwnKey(int key)
{
    return key == Qt::Key_Escape || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Return
           || key == Qt::Key_Enter;
}

} // namespace

CommandPalette::CommandPalette(CommandRegistry& registry, QWidget* parent)
    : QWidget(parent),
      m_registry(registry),
      m_matches(new CommandMatches(registry, this)),
      m_frame(new QFrame(this)),
      m_typed(new QLineEdit(m_frame)),
      m_list(new QListView(m_frame)),
      m_count(new TextLabel(TextStep::Caption, m_frame)),
      m_nothing(new EmptyState(QStringLiteral("search"), m_frame))
{
    const Theme& theme = Theme::current();
    m_frame->setProperty("role", QStringLiteral("popup"));
    auto* column = new QVBoxLayout(m_frame);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(u"space.l") + 2, 0, theme.px(u"space.l"), 0);
    head->setSpacing(theme.px(u"space.m"));
    auto* glass = new QLabel(m_frame);
    keepThemed(glass, [glass] {
        glass->setPixmap(icon(QStringLiteral("search")).pixmap(QSize(18, 18), glass->devicePixelRatioF()));
    });
    m_typed->setFrame(false);
    m_typed->setFixedHeight(FieldHeight);
    m_typed->setStyleSheet(
        QStringLiteral("background: transparent; border: 0; padding: 0; min-height: %2px; font-size: %1px;")
            .arg(theme.px(u"type.title.px"))
            .arg(FieldHeight));
    head->addWidget(glass);
    head->addWidget(m_typed, 1);
    head->addWidget(new KeyPlate(QStringLiteral("Esc"), m_frame));
    column->addLayout(head);
    auto* rule = new QFrame(m_frame);
    rule->setProperty("role", QStringLiteral("rule"));
    column->addWidget(rule);
    m_list->setModel(m_matches);
    m_list->setItemDelegate(new CommandRow(m_list));
    m_list->setFixedHeight(ListHeight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    m_nothing->setFixedHeight(ListHeight);
    m_nothing->hide();
    column->addWidget(m_nothing);
    auto* foot = new QFrame(m_frame);
    auto* footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(theme.px(u"space.l") + 4, theme.px(u"space.s"), theme.px(u"space.l") + 4,
                                theme.px(u"space.s"));
    auto* keys = new TextLabel(TextStep::Caption, foot);
    footRow->addWidget(keys);
    footRow->addStretch();
    footRow->addWidget(m_count);
    auto* footRule = new QFrame(m_frame);
    footRule->setProperty("role", QStringLiteral("rule"));
    column->addWidget(footRule);
    column->addWidget(foot);
    keepTranslated(this, [this, keys] {
        m_typed->setPlaceholderText(tr("Search or run a command"));
        m_typed->setAccessibleName(tr("Command"));
        m_list->setAccessibleName(tr("Commands"));
        keys->setText(tr("↑↓ choose      ↵ run      Alt ↵ set a shortcut"));
        m_nothing->setTexts(tr("Nothing found"), tr("Commands that can't be used now are left out."));
    });
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_matches->setTyped(typed);
        selectFirst();
        showCount();
        askForPictures();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    m_typed->installEventFilter(this);
    parent->installEventFilter(this);
    hide();
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    m_typed->clear();
    m_matches->setTyped({});
    setGeometry(parentWidget()->rect());
    m_frame->setFixedWidth(qMin(Theme::current().px(u"layout.palette"), width() - 2 * Theme::current().px(u"space.l")));
    m_frame->adjustSize();
    m_frame->move((width() - m_frame->width()) / 2, qMin(TopDistance, (height() - m_frame->height()) / 2));
    show();
    raise();
    m_typed->setFocus();
    selectFirst();
    showCount();
}

void CommandPalette::dismiss()
{
    hide();
    if (m_before != nullptr) {
        m_before->setFocus();
    }
}

void CommandPalette::runCurrent()
{
    const QPersistentModelIndex current = m_list->currentIndex();
    dismiss();
    m_matches->run(current);
}

void CommandPalette::askForPictures()
{
    const QString words = m_typed->text().simplified();
    ++m_question;
    if (words.size() < LeastLetters || !m_searchPictures) {
        return;
    }
    m_searchPictures(words, [palette = QPointer(this), question = m_question](std::vector<PaletteEntry> pictures) {
        if (palette && palette->m_question == question && palette->isVisible()) {
            const int row = palette->m_list->currentIndex().row();
            palette->m_matches->setPictures(std::move(pictures));
            palette->m_list->setCurrentIndex(palette->m_matches->index(row));
            if (row < 0) {
                palette->selectFirst();
            }
            palette->showCount();
        }
    });
}

void CommandPalette::step(int rows)
{
    const int count = m_matches->rowCount();
    for (int row = m_list->currentIndex().row() + rows; row >= 0 && row<count; row += rows> 0 ? 1 : -1) {
        const QModelIndex index = m_matches->index(row);
        if (!index.data(CommandMatches::IsHeading).toBool()) {
            m_list->setCurrentIndex(index);
            return;
        }
    }
}

void CommandPalette::selectFirst()
{
    m_list->setCurrentIndex({});
    step(1);
    m_list->scrollToTop();
}

void CommandPalette::showCount()
{
    const bool isEmpty = m_matches->rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    m_count->setText(tr("%1 of %2 commands").arg(m_matches->commandCount()).arg(m_registry.commands().size()));
}

void CommandPalette::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().colour(Role::Scrim));
}

void CommandPalette::mousePressEvent(QMouseEvent* event)
{
    if (!m_frame->geometry().contains(event->position().toPoint())) {
        dismiss();
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize) {
            setGeometry(parentWidget()->rect());
        }
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(static_cast<QKeyEvent*>(event)->key())) {
        event->accept(); // else the window's commands would have it
        return true;
    }
    if (event->type() != QEvent::KeyPress) {
        return false;
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Escape: dismiss(); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto id = m_list->currentIndex().data(CommandMatches::CommandId).toString();
            key->modifiers().testFlag(Qt::AltModifier) && !id.isEmpty()) {
            dismiss();
            Q_EMIT keysWanted(id);
        } else {
            runCurrent();
        }
        return true;
    default: return false;
    }
}

} // namespace genserve::ui
