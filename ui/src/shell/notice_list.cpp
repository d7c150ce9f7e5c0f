#include "notice_list.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include "../controls/empty_state.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/tone_mark.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "notice_book.h"

namespace genserve::ui {
namespace {

constexpr int Width = 380, MostHeight = 420, EmptyHeight = 140;

QString momentWords(const QDateTime& when)
{
    const bool isToday = when.date() == QDate::currentDate();
    return isToday ? QLocale().toString(when.time(), QLocale::ShortFormat)
                   : QLocale().toString(when, QLocale::ShortFormat);
}

QWidget* rowOf(const NoticeEntry& entry, QWidget* parent)
{
    const Theme& theme = Theme::current();
    auto* line = new QWidget(parent);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.s"), theme.px(u"space.l"), theme.px(u"space.s"));
    row->setSpacing(theme.px(u"space.s"));
    auto* mark = new QLabel(line);
    mark->setPixmap(toneMark(entry.tone, *line));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    auto* text = new TextLabel(TextStep::Body, line);
    text->setText(entry.text());
    text->setWordWrap(true);
    auto* when = new TextLabel(TextStep::Caption, line);
    when->setText(momentWords(entry.when));
    words->addWidget(text);
    words->addWidget(when);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return line;
}

} // namespace

NoticeList::NoticeList(NoticeBook& book, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_book(book), m_column(new QVBoxLayout(this))
{
    setProperty("role", QStringLiteral("popup"));
    setFixedWidth(Width);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    keepTranslated(this, [this] { setAccessibleName(tr("Messages")); });
}

void NoticeList::fill()
{
    const Theme& theme = Theme::current();
    m_scroll = nullptr;
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto* head = new QWidget(this);
    auto* headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.s"), theme.px(u"space.s"), theme.px(u"space.s"));
    auto* title = new TextLabel(TextStep::Title, head);
    title->setText(tr("Messages"));
    headRow->addWidget(title, 1);
    m_column->addWidget(head);
    if (m_book.entries().empty()) {
        auto* empty = new EmptyState(QStringLiteral("bell"), this);
        empty->setTexts(tr("Nothing to tell"), tr("What happens while you look elsewhere is kept here."));
        empty->setFixedHeight(EmptyHeight);
        m_column->addWidget(empty);
        return;
    }
    auto* clear = new TextButton(ButtonKind::Ghost, ButtonSize::Medium, head);
    clear->setLabel(tr("Clear"));
    headRow->addWidget(clear);
    connect(clear, &QAbstractButton::clicked, this, [this] {
        m_book.clear();
        close();
    });
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* body = new QWidget(scroll);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, theme.px(u"space.s"));
    rows->setSpacing(0);
    for (const NoticeEntry& entry : m_book.entries()) {
        rows->addWidget(rowOf(entry, body));
    }
    rows->addStretch();
    scroll->setWidget(body);
    body->setAutoFillBackground(false); // setWidget() switches it on
    m_scroll = scroll;
    m_column->addWidget(scroll);
}

void NoticeList::openBelow(const QWidget& anchor)
{
    fill();
    move(anchor.mapToGlobal(QPoint(anchor.width() - width(), anchor.height() + Theme::current().px(u"space.xs"))));
    show();
    if (m_scroll != nullptr) { // lines have their fonts and so their heights only now
        m_scroll->setFixedHeight(qMin(MostHeight, m_scroll->widget()->heightForWidth(Width - 2)));
    }
    adjustSize();
    m_book.setRead();
}

void NoticeList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace genserve::ui
