#include "filter_bar.h"

#include <algorithm>

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/flow_row.h"
#include "../controls/search_field.h"
#include "../controls/text_label.h"
#include "../controls/value_slider.h"
#include "../controls/word_chip.h"
#include "../models/model_words.h"
#include "../studio/task_words.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "picture_words.h"

namespace genserve::ui {
namespace {

constexpr int LeastRowHeight = 80, MostRowHeight = 320, SliderWidth = 110;

tasks::WallMs startOf(const QDate& day) { return day.startOfDay().toMSecsSinceEpoch(); }

QDate dayOf(tasks::WallMs ms) { return QDateTime::fromMSecsSinceEpoch(ms).date(); }

// "Yesterday", "November 2026", "Since 11/16/26"
QString periodWords(const QDate& from, tasks::WallMs untilMs)
{
    const QLocale locale;
    const auto day = [&locale](const QDate& date) { return locale.toString(date, QLocale::ShortFormat); };
    if (untilMs == 0) {
        return from == QDate::currentDate() ? dayWords(from) : FilterBar::tr("Since %1").arg(day(from));
    }
    const QDate last = dayOf(untilMs - 1);
    if (from == last) {
        return from.daysTo(QDate::currentDate()) <= 1 ? dayWords(from) : day(from);
    }
    return from.day() == 1 && last == from.addMonths(1).addDays(-1)
               ? locale.toString(from, QStringLiteral("MMMM yyyy"))
               : FilterBar::tr("%1 to %2").arg(day(from), day(last));
}

} // namespace

FilterBar::FilterBar(ModelsSource& models, QWidget* parent)
    : QWidget(parent),
      m_models(models),
      m_search(new SearchField(this)),
      m_order(new QComboBox(this)),
      m_rowHeight(new ValueSlider({}, this)),
      m_chips(new FlowRow(Theme::current().px(u"space.s") - 2)),
      m_count(new TextLabel(TextStep::Small, this))
{
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"), 0);
    column->setSpacing(theme.px(u"space.s"));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(u"space.s"));
    row->addWidget(m_search, 1);
    m_order->addItems({{}, {}});
    row->addWidget(m_order);
    m_rowHeight->setRange(LeastRowHeight, MostRowHeight);
    m_rowHeight->setValue(DefaultRowHeight);
    m_rowHeight->setDefaultValue(DefaultRowHeight);
    m_rowHeight->setFixedWidth(SliderWidth);
    row->addWidget(m_rowHeight);
    column->addLayout(row);
    auto* second = new QHBoxLayout;
    second->addLayout(m_chips, 1);
    second->addWidget(m_count, 0, Qt::AlignTop);
    column->addLayout(second);
    connect(m_order, &QComboBox::activated, this,
            [this](int index) { change([&](tasks::HistoryQuery& query) { query.isOldestFirst = index == 1; }); });
    connect(m_rowHeight, &QAbstractSlider::valueChanged, this, &FilterBar::rowHeightChanged);
    connect(m_search, &SearchField::searched, this, [this](const QString& text) {
        if (text.toStdString() != m_query.text) {
            change([&](tasks::HistoryQuery& query) { query.text = text.toStdString(); });
        }
    });
    keepTranslated(this, [this] {
        m_search->setMeaning(tr("Search prompts"));
        m_order->setAccessibleName(tr("Order"));
        m_order->setItemText(0, tr("Newest first"));
        m_order->setItemText(1, tr("Oldest first"));
        m_rowHeight->setName(tr("Size"));
        showChips();
    });
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::setCount(const QString& words) { m_count->setText(words); }

void FilterBar::setQuery(const tasks::HistoryQuery& query)
{
    m_query = query;
    if (m_search->text().trimmed().toStdString() != query.text) {
        const QSignalBlocker blocker(m_search);
        m_search->setText(QString::fromStdString(query.text));
    }
    m_order->setCurrentIndex(query.isOldestFirst ? 1 : 0);
    showChips();
}

void FilterBar::change(const std::function<void(tasks::HistoryQuery&)>& edit)
{
    edit(m_query);
    showChips();
    Q_EMIT changed(m_query);
}

void FilterBar::addChip(const QString& text, const std::function<void(tasks::HistoryQuery&)>& remove)
{
    auto* chip = new WordChip(WordChip::Kind::Chosen, text, this);
    chip->setRemovable(tr("Remove the filter “%1”").arg(text));
    // The chip is deleted by what its click does.
    connect(
        chip, &QAbstractButton::clicked, this, [this, remove] { change(remove); }, Qt::QueuedConnection);
    m_chips->addWidget(chip);
}

void FilterBar::showChips()
{
    m_chips->removeAll();
    using Query = tasks::HistoryQuery;
    if (m_query.isStarred) {
        addChip(tr("Starred"), [](Query& query) { query.isStarred = false; });
    }
    if (m_query.origin == tasks::TaskOrigin::Imported) {
        addChip(tr("Imported"), [](Query& query) { query.origin.reset(); });
    }
    if (!m_query.client.empty()) {
        addChip(tr("From: %1").arg(senderName(m_query.client)), [](Query& query) {
            query.client.clear();
            query.origin.reset();
        });
    }
    if (!m_query.tag.empty()) {
        addChip(tr("Tag: %1").arg(QString::fromStdString(m_query.tag)), [](Query& query) { query.tag.clear(); });
    }
    if (!m_query.modelId.empty()) {
        addChip(tr("Model: %1").arg(modelName(m_models, m_query.modelId)), [](Query& query) { query.modelId.clear(); });
    }
    if (m_query.fromMs != 0 || m_query.untilMs != 0) {
        const QString words = periodWords(dayOf(m_query.fromMs), m_query.untilMs);
        addChip(words, [](Query& query) { query.fromMs = query.untilMs = 0; });
    }
    auto* add = new WordChip(WordChip::Kind::Outline, tr("Add filter"), this);
    add->setIconName(QStringLiteral("plus"));
    connect(add, &QAbstractButton::clicked, this, &FilterBar::showMenu, Qt::QueuedConnection);
    m_chips->addWidget(add);
    updateGeometry();
}

void FilterBar::showMenu()
{
    QMenu menu;
    menu.addAction(tr("Starred"), this, [this] { change([](auto& query) { query.isStarred = true; }); });
    QMenu* models = menu.addMenu(tr("Model"));
    for (const ModelInfo& model : m_models.models()) {
        models->addAction(QString::fromStdString(model.name), this,
                          [this, id = model.id] { change([&](auto& query) { query.modelId = id; }); });
    }
    QMenu* tags = menu.addMenu(tr("Tag"));
    for (const tasks::TagCount& one : m_tags) {
        tags->addAction(QString::fromStdString(one.tag), this,
                        [this, tag = one.tag] { change([&](auto& query) { query.tag = tag; }); });
    }
    tags->setEnabled(!m_tags.empty());
    addDateChoices(*menu.addMenu(tr("Date")));
    menu.exec(QCursor::pos());
}

void FilterBar::addDateChoices(QMenu& menu)
{
    const auto add = [&](const QString& text, int fromDaysAgo, int untilDaysAgo) {
        menu.addAction(text, this, [this, fromDaysAgo, untilDaysAgo] {
            change([&](tasks::HistoryQuery& query) {
                const QDate today = QDate::currentDate();
                query.fromMs = startOf(today.addDays(-fromDaysAgo));
                query.untilMs = untilDaysAgo < 0 ? 0 : startOf(today.addDays(-untilDaysAgo));
            });
        });
    };
    add(tr("Today"), 0, -1);
    add(tr("Yesterday"), 1, 0);
    add(tr("Last 7 days"), 6, -1);
    add(tr("Last 30 days"), 29, -1);
    menu.addSeparator();
    const QDate month(QDate::currentDate().year(), QDate::currentDate().month(), 1);
    for (int back = 0; back < 12; ++back) {
        const QDate first = month.addMonths(-back);
        menu.addAction(QLocale().toString(first, QStringLiteral("MMMM yyyy")), this, [this, first] {
            change([&](tasks::HistoryQuery& query) {
                query.fromMs = startOf(first);
                query.untilMs = startOf(first.addMonths(1));
            });
        });
    }
}

} // namespace genserve::ui
