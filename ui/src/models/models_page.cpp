#include "models_page.h"

#include <algorithm>

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>

#include "../commands/command_registry.h"
#include "../controls/empty_state.h"
#include "../controls/search_field.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../studio/file_chooser.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "fits_panel.h"
#include "model_card.h"
#include "model_words.h"

namespace genserve::ui {
namespace {

constexpr int PanelWidth = 372, NarrowPanel = 300, NarrowBelow = 1180, KindWidth = 130;

} // namespace

ModelsPage::ModelsPage(ModelsSource& models, TaskDoor& tasks, QWidget* parent)
    : Page(parent), m_models(models), m_search(new SearchField(this)), m_kind(new QComboBox(this))
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* left = new QVBoxLayout;
    left->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.s"), 0);
    left->setSpacing(theme.px(u"space.s"));
    left->addLayout(buildBar());
    const auto scrolled = [&](QWidget* widget) {
        auto* scroll = new QScrollArea(this);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setWidget(widget);
        return scroll;
    };
    m_list = new QWidget;
    m_cards = new QVBoxLayout(m_list);
    m_cards->setContentsMargins(0, 0, theme.px(u"space.xs"), theme.px(u"space.m"));
    m_cards->setSpacing(theme.px(u"space.s"));
    left->addWidget(scrolled(m_list), 1);
    row->addLayout(left, 1);
    auto* line = new QFrame(this);
    line->setProperty("role", QStringLiteral("vrule"));
    row->addWidget(line);
    auto* panel = new FitsPanel(models, tasks);
    m_side = scrolled(panel);
    row->addWidget(m_side);
    connect(panel, &FitsPanel::addFolderWanted, this, &ModelsPage::addFolder);
    connect(&models, &ModelsSource::changed, this, &ModelsPage::refresh);
    connect(m_search, &SearchField::searched, this, &ModelsPage::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ModelsPage::refresh);
    keepTranslated(this, [this] {
        m_search->setMeaning(tr("Search models"));
        const QSignalBlocker blocker(m_kind);
        const int kind = qMax(0, m_kind->currentIndex());
        m_kind->clear();
        m_kind->addItems({tr("All kinds"), tr("Models"), QStringLiteral("LoRA"), QStringLiteral("ControlNet")});
        m_kind->setCurrentIndex(kind);
        m_kind->setAccessibleName(tr("Kind"));
        refresh();
    });
}

QLayout* ModelsPage::buildBar()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.s"));
    m_kind->setFixedWidth(KindWidth);
    auto* rescan = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
    rescan->setIconName(QStringLiteral("refresh-cw"));
    auto* add = new TextButton(ButtonKind::Primary, ButtonSize::Medium, this);
    add->setIconName(QStringLiteral("plus"));
    row->addWidget(m_search, 1);
    row->addWidget(m_kind);
    row->addWidget(rescan);
    row->addWidget(add);
    connect(rescan, &QAbstractButton::clicked, this, [this] { m_models.rescan(); });
    connect(add, &QAbstractButton::clicked, this, &ModelsPage::addFolder);
    keepTranslated(rescan, [rescan, add] {
        rescan->setLabel(tr("Rescan"));
        add->setLabel(tr("Add folder…"));
    });
    return row;
}

void ModelsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_side->setFixedWidth(width() < NarrowBelow ? NarrowPanel : PanelWidth);
}

QString ModelsPage::title() const { return tr("Models"); }

QString ModelsPage::state() const
{
    const auto folders = m_models.folders().size();
    const auto found = static_cast<int>(m_models.models().size() + m_models.adapters().size());
    return folders == 0   ? tr("%n found", nullptr, found)
           : folders == 1 ? tr("%n found in one folder", nullptr, found)
                          : tr("%n found in %1 folders", nullptr, found).arg(folders);
}

void ModelsPage::focusNextPart() { m_search->setFocus(Qt::TabFocusReason); }

void ModelsPage::addCommands(CommandRegistry& commands)
{
    const auto add = [&](const char* id, const char* icon, std::function<QString()> name, std::function<void()> run) {
        commands.add({QLatin1String(id), QLatin1String(icon), {}, std::move(name), [] { return tr("Models"); }}, this,
                     std::move(run));
    };
    add(
        "models.addFolder", "folder-open", [] { return tr("Add a folder of models…"); }, [this] { addFolder(); });
    add(
        "models.rescan", "refresh-cw", [] { return tr("Look for models again"); }, [this] { m_models.rescan(); });
}

void ModelsPage::addFolder()
{
    const QString folder = FileChooser::folderChosen(*this, tr("A folder with models"), QDir::homePath());
    if (!folder.isEmpty()) {
        m_models.addFolder(folder);
    }
}

void ModelsPage::refresh()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    std::vector<ModelEntry> ready, troubled;
    const QString wanted = m_search->text().trimmed();
    for (const ModelEntry& entry : modelEntries(m_models)) {
        const bool isKind = m_kind->currentIndex() <= 0 || static_cast<int>(entry.sort) == m_kind->currentIndex() - 1;
        if (isKind && QString(entry.name % u' ' % entry.kind).contains(wanted, Qt::CaseInsensitive)) {
            (entry.problem.isEmpty() ? ready : troubled).push_back(entry);
        }
    }
    addGroup(tr("Ready"), ready);
    addGroup(tr("Needs attention"), troubled);
    if (ready.empty() && troubled.empty()) {
        auto* empty = new EmptyState(QStringLiteral("boxes"), m_list);
        empty->setTexts(tr("Nothing found"),
                        wanted.isEmpty() ? tr("Add a folder with models.") : tr("No model has this in its name."));
        m_cards->addWidget(empty, 1);
    } else {
        m_cards->addStretch();
    }
    Q_EMIT stateChanged();
}

void ModelsPage::addGroup(const QString& title, const std::vector<ModelEntry>& entries)
{
    if (entries.empty()) {
        return;
    }
    auto* heading = new TextLabel(TextStep::Label, m_list);
    heading->setText(title % QStringLiteral("  ") % QString::number(entries.size()));
    m_cards->addWidget(heading);
    for (const ModelEntry& entry : entries) {
        m_cards->addWidget(new ModelCard(entry, m_list));
    }
}

} // namespace genserve::ui
