#include "settings_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QUrl>

#include "../commands/command_registry.h"
#include "../controls/empty_state.h"
#include "../controls/search_field.h"
#include "../controls/segmented_choice.h"
#include "../controls/side_list.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/toggle_switch.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "setting_row.h"
#include "shortcut_editor.h"

namespace genserve::ui {
namespace {

constexpr int ListWidth = 208, MostWidth = 860, ChoiceWidth = 260;

} // namespace

SettingsPage::SettingsPage(SettingsStore& settings, Language& language, CommandRegistry& commands, Program* program,
                           QWidget* parent)
    : Page(parent),
      m_settings(settings),
      m_language(language),
      m_program(program),
      m_search(new SearchField(this)),
      m_list(new SideList(this)),
      m_scroll(new QScrollArea(this)),
      m_nothing(new EmptyState(QStringLiteral("search"), this)),
      m_shortcuts(new ShortcutEditor(commands))
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* side = new QWidget(this);
    side->setProperty("role", QStringLiteral("panel"));
    side->setAttribute(Qt::WA_StyledBackground);
    side->setFixedWidth(ListWidth);
    auto* sideColumn = new QVBoxLayout(side);
    const int inset = theme.px(u"space.s");
    sideColumn->setContentsMargins(inset, theme.px(u"space.m"), inset, inset);
    sideColumn->addWidget(m_search);
    sideColumn->addWidget(m_list, 1);
    row->addWidget(side);
    auto* line = new QFrame(this);
    line->setProperty("role", QStringLiteral("vrule"));
    row->addWidget(line);
    auto* body = new QWidget(m_scroll);
    auto* centred = new QHBoxLayout(body);
    auto* holder = new QWidget(body);
    holder->setMaximumWidth(MostWidth);
    m_column = new QVBoxLayout(holder);
    m_column->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"),
                                 theme.px(u"space.l"));
    m_column->setSpacing(theme.px(u"space.s"));
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addWidget(holder, 1, Qt::AlignTop);
    centred->addStretch(0);
    m_scroll->setWidget(body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    row->addWidget(m_scroll, 1);
    addWindowRows(addGroup(QStringLiteral("monitor"), [] { return tr("Window"); }));
    addTaskRows(addGroup(QStringLiteral("list-ordered"), [] { return tr("Tasks"); }));
    addFileRows(addGroup(QStringLiteral("folder-open"), [] { return tr("Files"); }));
    addGroup(QStringLiteral("keyboard"), [] { return tr("Shortcuts"); }).column->addWidget(m_shortcuts);
    m_column->addWidget(m_nothing);
    m_nothing->hide();
    m_column->addStretch();
    connect(m_search, &SearchField::searched, this, &SettingsPage::search);
    connect(m_list, &SideList::chosen, this, [this](int index) {
        m_search->clear();
        search({});
        m_scroll->verticalScrollBar()->setValue(m_groups.at(static_cast<std::size_t>(index))->title->y() - 8);
    });
    connect(m_shortcuts, &ShortcutEditor::changed, this, [this, &commands] {
        commands.storeKeys(m_settings.file());
        m_settings.file().sync();
    });
    keepTranslated(this, [this] {
        m_search->setMeaning(tr("Search settings"));
        m_list->setAccessibleName(tr("Groups"));
        m_nothing->setTexts(tr("Nothing found"), tr("Models and the server have pages of their own."));
        showGroups();
    });
}

SettingsPage::Group& SettingsPage::addGroup(const QString& icon, std::function<QString()> name)
{
    auto group = std::make_unique<Group>();
    group->name = std::move(name);
    group->icon = icon;
    group->title = new TextLabel(TextStep::Title, this);
    group->card = new QFrame(this);
    group->card->setProperty("role", QStringLiteral("card"));
    group->column = new QVBoxLayout(group->card);
    group->column->setContentsMargins(1, Theme::current().px(u"space.xs"), 1, Theme::current().px(u"space.xs"));
    group->column->setSpacing(0);
    m_column->addWidget(group->title);
    m_column->addWidget(group->card);
    m_column->addSpacing(Theme::current().px(u"space.s"));
    m_groups.push_back(std::move(group));
    return *m_groups.back();
}

void SettingsPage::addRow(Group& group, std::function<QString()> name, std::function<QString()> line, QWidget* control)
{
    auto* row = new SettingRow(std::move(name), std::move(line), control, group.card);
    group.rows.push_back(row);
    group.column->addWidget(row);
}

void SettingsPage::addWindowRows(Group& group)
{
    auto* language = new QComboBox;
    language->setFixedWidth(ChoiceWidth);
    for (const LanguageChoice& choice : Language::choices()) {
        language->addItem(choice.name, choice.code);
    }
    connect(language, &QComboBox::activated, this,
            [this, language] { Q_EMIT languageWanted(language->currentData().toString()); });
    keepTranslated(language, [this, language] {
        const QSignalBlocker blocker(language);
        language->setCurrentIndex(language->findData(m_language.current()));
    });
    addRow(
        group, [] { return tr("Language"); }, [] { return tr("Changes at once."); }, language);
    auto* look = new SegmentedChoice;
    look->setFixedWidth(ChoiceWidth);
    for (int i = 0; i < 3; ++i) {
        look->addChoice({});
    }
    keepTranslated(look, [look] {
        look->setChoiceText(0, tr("System"));
        look->setChoiceText(1, tr("Light"));
        look->setChoiceText(2, tr("Dark"));
    });
    look->setCurrent(static_cast<int>(Theme::current().preference()));
    connect(&Theme::current(), &Theme::changed, look,
            [look] { look->setCurrent(static_cast<int>(Theme::current().preference())); });
    connect(look, &SegmentedChoice::chosen, this, [this](int choice) {
        Theme::current().setPreference(static_cast<Theme::Preference>(choice));
        m_settings.setTheme(static_cast<Theme::Preference>(choice));
    });
    addRow(
        group, [] { return tr("Look"); }, [] { return tr("System follows the desktop's own light or dark look."); },
        look);
}

void SettingsPage::addTaskRows(Group& group)
{
    auto* notify = new ToggleSwitch;
    notify->setCheckable(true);
    notify->setChecked(m_settings.notifies());
    connect(notify, &QAbstractButton::clicked, this, [this](bool isOn) { m_settings.setNotifies(isOn); });
    addRow(
        group, [] { return tr("Tell when pictures are finished"); },
        [] { return tr("With a notification, where the window is not in front."); }, notify);
    auto* closing = new QComboBox;
    closing->setFixedWidth(ChoiceWidth);
    keepTranslated(closing, [this, closing] {
        const QSignalBlocker blocker(closing);
        closing->clear();
        closing->addItems({tr("Ask"), tr("Finish them in the background"), tr("Stop after what runs now"),
                           tr("Keep them for the next start")});
        const auto choice = m_settings.closeChoice();
        closing->setCurrentIndex(choice ? static_cast<int>(*choice) + 1 : 0);
    });
    connect(closing, &QComboBox::activated, this, [this](int index) {
        m_settings.setCloseChoice(index == 0 ? std::nullopt : std::optional(static_cast<CloseChoice>(index - 1)));
    });
    addRow(
        group, [] { return tr("Closing the window with tasks left"); },
        [] { return tr("Nothing is lost in any case."); }, closing);
    if (m_program != nullptr) {
        auto* float8 = new ToggleSwitch;
        float8->setCheckable(true);
        float8->setChecked(m_program->prefersFloat8());
        connect(float8, &QAbstractButton::clicked, this, [this](bool isOn) { m_program->setPrefersFloat8(isOn); });
        addRow(
            group, [] { return tr("fp8 for models that do not fit otherwise"); },
            [] { return tr("On GPUs of the Hopper generation, from the next start on: half the memory."); }, float8);
    }
}

void SettingsPage::addFileRows(Group& group)
{
    const auto addPath = [&](std::function<QString()> name, std::function<QString()> line, const QString& path) {
        auto* both = new QWidget;
        auto* row = new QHBoxLayout(both);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::current().px(u"space.s"));
        auto* open = new TextButton(ButtonKind::Normal, ButtonSize::Medium, both);
        open->setIconName(QStringLiteral("folder-open"));
        const QFileInfo place(path);
        const QString folder = place.suffix().isEmpty() ? path : place.absolutePath();
        connect(open, &QAbstractButton::clicked, this,
                [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
        auto* copy = new TextButton(ButtonKind::Normal, ButtonSize::Medium, both);
        row->addWidget(open);
        row->addWidget(copy);
        both->setFocusProxy(open);
        copy->setIconName(QStringLiteral("copy"));
        copy->setToolTip(path);
        keepTranslated(copy, [open, copy] {
            open->setLabel(tr("Open folder"));
            copy->setLabel(tr("Copy path"));
        });
        connect(copy, &QAbstractButton::clicked, this, [path] { QApplication::clipboard()->setText(path); });
        addRow(
            group, std::move(name), [line, path] { return QString(line() % u'\n' % path); }, both);
    };
    if (m_program != nullptr) {
        addPath([] { return tr("Pictures and queue"); }, [] { return tr("With all settings, inputs and the trash."); },
                m_program->dataFolder());
    }
    addPath([] { return tr("Settings file"); },
            [] { return tr("Can be read and edited while the program is closed."); }, m_settings.file().fileName());
}

QString SettingsPage::title() const { return tr("Settings"); }

void SettingsPage::focusNextPart() { m_search->setFocus(Qt::TabFocusReason); }

void SettingsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_shortcuts->refresh(); // keys may have been changed in the palette
}

void SettingsPage::editShortcut(const QString& command)
{
    m_search->clear();
    search({});
    m_shortcuts->edit(command);
    m_scroll->ensureWidgetVisible(m_shortcuts);
}

void SettingsPage::addCommands(CommandRegistry& commands, QWidget* scope, const std::function<void()>& show)
{
    int number = 0;
    for (const auto& group : m_groups) {
        for (SettingRow* row : group->rows) {
            commands.add({QStringLiteral("settings.%1").arg(number++),
                          group->icon,
                          {},
                          [row] { return row->name(); },
                          [] { return tr("Settings"); }},
                         scope, [this, row, show] {
                             show();
                             goTo(*row);
                         });
        }
    }
}

void SettingsPage::goTo(SettingRow& row)
{
    m_search->clear();
    search({});
    m_scroll->ensureWidgetVisible(&row);
    row.focusControl();
}

void SettingsPage::showGroups()
{
    std::vector<SideRow> rows;
    for (const auto& group : m_groups) {
        group->title->setText(group->name());
        rows.push_back({group->icon, {}, group->name(), {}, false, false});
    }
    m_list->setRows(std::move(rows));
}

// A group whose name is looked for is shown whole.
void SettingsPage::search(const QString& words)
{
    bool isAnything = false;
    for (const auto& group : m_groups) {
        const bool isNamed = group->name().contains(words, Qt::CaseInsensitive);
        bool isAny = group->rows.empty() && m_shortcuts->setSearch(isNamed ? QString() : words);
        for (SettingRow* row : group->rows) {
            row->setVisible(isNamed || row->matches(words));
            isAny = isAny || isNamed || row->matches(words);
        }
        group->title->setVisible(isAny);
        group->card->setVisible(isAny);
        isAnything = isAnything || isAny;
    }
    m_nothing->setVisible(!isAnything);
}

} // namespace genserve::ui
