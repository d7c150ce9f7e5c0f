#include "server_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>

#include "../commands/command_registry.h"
#include "../controls/empty_state.h"
#include "../controls/question_dialog.h"
#include "../controls/rate_chart.h"
#include "../controls/table_list.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"
#include "key_dialog.h"
#include "server_words.h"
#include "sharing_card.h"

namespace genserve::ui {
namespace {

QFrame* card(QWidget* parent, QVBoxLayout*& column, bool isInset)
{
    const Theme& theme = Theme::current();
    auto* frame = new QFrame(parent);
    frame->setProperty("role", QStringLiteral("card"));
    column = new QVBoxLayout(frame);
    const int side = isInset ? theme.px(u"space.l") : 1;
    column->setContentsMargins(side, theme.px(u"space.m"), side, isInset ? theme.px(u"space.m") : 1);
    column->setSpacing(theme.px(u"space.xs"));
    return frame;
}

bool isHere(const QString& address)
{
    return address == QLatin1String("::1") || address.section(u':', -1).startsWith(QLatin1String("127."));
}

QHBoxLayout* headOf(QVBoxLayout& column, bool isInset)
{
    auto* head = new QHBoxLayout;
    const int side = isInset ? 0 : Theme::current().px(u"space.l");
    head->setContentsMargins(side, 0, side, 0);
    head->setSpacing(Theme::current().px(u"space.s"));
    column.addLayout(head);
    return head;
}

} // namespace

ServerPage::ServerPage(ServerControl* server, QWidget* parent) : Page(parent), m_server(server)
{
    if (server == nullptr) {
        auto* column = new QVBoxLayout(this);
        auto* empty = new EmptyState(QStringLiteral("server"), this);
        column->addWidget(empty);
        keepTranslated(this, [empty] {
            empty->setTexts(tr("No server in this start"), tr("This start of the program answers no other programs."));
        });
        return;
    }
    build();
    connect(server, &ServerControl::stateChanged, this, &ServerPage::showState);
    connect(server, &ServerControl::keysChanged, this, &ServerPage::showKeys);
    connect(server, &ServerControl::clientsChanged, this, &ServerPage::showClients);
    connect(server, &ServerControl::refused, this,
            [this](const QString& words) { Q_EMIT message(engineSentence(words.toStdString())); });
    connect(m_sharing, &SharingCard::message, this, &ServerPage::message);
}

void ServerPage::addCommands(CommandRegistry& commands)
{
    if (m_server == nullptr) {
        return;
    }
    const auto add = [&](const char* id, const char* icon, std::function<QString()> name, std::function<void()> run) {
        commands.add({QLatin1String(id), QLatin1String(icon), {}, std::move(name), [] { return tr("Server"); }}, this,
                     std::move(run));
    };
    add(
        "server.on", "power", [] { return tr("Switch the server on or off"); },
        [this] { m_server->setOn(!m_server->state().isWanted); });
    add(
        "server.share", "share-2", [] { return tr("Share on this network, or stop sharing"); },
        [this] { m_server->setShared(!m_server->state().isShared); });
    add(
        "server.key", "key-round", [] { return tr("New key for another computer…"); },
        [this] { KeyDialog(*m_server, this).exec(); });
}

void ServerPage::build()
{
    const Theme& theme = Theme::current();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* body = new QWidget(scroll);
    scroll->setWidget(body);
    outer->addWidget(scroll);
    auto* column = new QVBoxLayout(body);
    const int inset = theme.px(u"space.l"), gap = theme.px(u"space.m");
    column->setContentsMargins(inset, gap, inset, gap);
    column->setSpacing(gap);
    auto* upper = new QHBoxLayout;
    upper->setSpacing(gap);
    m_sharing = new SharingCard(*m_server, body);
    upper->addWidget(m_sharing, 64);
    upper->addWidget(buildRate(), 35);
    column->addLayout(upper);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(gap);
    lower->addWidget(buildKeys(), 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(gap);
    right->addWidget(buildClients(), 1);
    right->addWidget(buildExample());
    lower->addLayout(right, 1);
    column->addLayout(lower, 1);
    keepTranslated(this, [this] {
        m_keys->setColumns({{tr("Name"), 3}, {tr("May"), 3}, {tr("Last used"), 1.6}, {tr("Today"), 1, true}});
        m_clients->setColumns(
            {{tr("Client"), 3}, {tr("Doing"), 3}, {tr("Requests"), 1.2, true}, {tr("Refused"), 1.2, true}});
        showState();
        showKeys();
        showClients();
    });
}

QWidget* ServerPage::buildRate()
{
    QVBoxLayout* column = nullptr;
    QFrame* frame = card(this, column, true);
    auto* title = new TextLabel(TextStep::Strong, frame);
    keepTranslated(title, [title] { title->setText(tr("Requests a minute")); });
    column->addWidget(title);
    auto* figures = headOf(*column, true);
    m_rate = new TextLabel(TextStep::Figure, frame);
    m_rateLine = new ElidedLabel(TextStep::Small, frame);
    figures->addWidget(m_rate);
    figures->addWidget(m_rateLine, 1, Qt::AlignBottom);
    m_chart = new RateChart(frame);
    column->addWidget(m_chart, 1);
    return frame;
}

QWidget* ServerPage::buildKeys()
{
    QVBoxLayout* column = nullptr;
    QFrame* frame = card(this, column, false);
    auto* head = headOf(*column, false);
    auto* title = new TextLabel(TextStep::Title, frame);
    auto* add = new TextButton(ButtonKind::Normal, ButtonSize::Medium, frame);
    add->setIconName(QStringLiteral("plus"));
    head->addWidget(title, 1);
    head->addWidget(add);
    m_keys = new TableList(true, frame);
    m_keys->setMinimumHeight(180);
    m_noKeys = new EmptyState(QStringLiteral("key-round"), frame);
    column->addWidget(m_keys, 1);
    column->addWidget(m_noKeys, 1);
    connect(add, &QAbstractButton::clicked, this, [this] { KeyDialog(*m_server, this).exec(); });
    connect(m_keys, &TableList::menuWanted, this, &ServerPage::keyMenu);
    keepTranslated(frame, [this, title, add] {
        title->setText(tr("Keys"));
        add->setLabel(tr("New key…"));
        m_keys->setAccessibleName(tr("Keys"));
        m_noKeys->setTexts(tr("No keys yet"), tr("Without a key nobody but this computer can use the server."));
    });
    return frame;
}

QWidget* ServerPage::buildClients()
{
    QVBoxLayout* column = nullptr;
    QFrame* frame = card(this, column, false);
    auto* head = headOf(*column, false);
    auto* title = new TextLabel(TextStep::Title, frame);
    m_clientCount = new TextLabel(TextStep::Small, frame);
    head->addWidget(title);
    head->addWidget(m_clientCount, 1);
    m_clients = new TableList(false, frame);
    m_clients->setMinimumHeight(120);
    m_noClients = new EmptyState(QStringLiteral("network"), frame);
    column->addWidget(m_clients, 1);
    column->addWidget(m_noClients, 1);
    keepTranslated(frame, [this, title] {
        m_noClients->setTexts(tr("Nobody calls"), tr("Programs that ask for pictures stand here."));
        title->setText(tr("Clients"));
        m_clients->setAccessibleName(tr("Clients"));
    });
    return frame;
}

QWidget* ServerPage::buildExample()
{
    QVBoxLayout* column = nullptr;
    QFrame* frame = card(this, column, true);
    auto* head = headOf(*column, true);
    auto* title = new TextLabel(TextStep::Title, frame);
    m_language = new QComboBox(frame);
    m_language->addItems({QStringLiteral("curl"), QStringLiteral("Python")});
    auto* copy = new TextButton(ButtonKind::Normal, ButtonSize::Medium, frame);
    copy->setIconName(QStringLiteral("copy"));
    head->addWidget(title, 1);
    head->addWidget(m_language);
    head->addWidget(copy);
    m_example = new QPlainTextEdit(frame);
    m_example->setReadOnly(true);
    m_example->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_example->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_example->setFixedHeight(m_example->fontMetrics().lineSpacing() * 4 + 30);
    m_exampleLine = new TextLabel(TextStep::Small, frame);
    m_exampleLine->setWordWrap(true);
    column->addWidget(m_example);
    column->addWidget(m_exampleLine);
    connect(m_language, &QComboBox::currentIndexChanged, this, &ServerPage::showExample);
    connect(copy, &QAbstractButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_example->toPlainText()); });
    keepTranslated(frame, [this, title, copy] {
        title->setText(tr("Try it"));
        copy->setLabel(tr("Copy"));
        m_language->setAccessibleName(tr("Language of the example"));
        m_example->setAccessibleName(tr("Example"));
        showExample();
    });
    return frame;
}

QString ServerPage::title() const { return tr("Server"); }

QString ServerPage::state() const
{
    if (m_server == nullptr || !m_server->state().isOn) {
        return tr("Off");
    }
    return m_server->state().isShared ? tr("On · shared on this network") : tr("On · this computer only");
}

void ServerPage::focusNextPart()
{
    if (m_keys != nullptr) {
        (m_keys->hasFocus() ? m_clients : m_keys)->setFocus(Qt::TabFocusReason);
    }
}

void ServerPage::showState()
{
    const ServerState& state = m_server->state();
    m_rate->setText(groupedNumber(state.requests.empty() ? 0 : state.requests.back()));
    int hour = 0;
    for (const int minute : state.requests) {
        hour += minute;
    }
    m_rateLine->setFullText(tr("in this minute · %1 in the last hour").arg(groupedNumber(hour)));
    m_chart->setRates(state.requests, state.refused);
    m_chart->setAccessibleName(m_rate->text() % u' ' % m_rateLine->fullText());
    showExample();
    Q_EMIT stateChanged();
}

void ServerPage::showExample()
{
    const QStringList& addresses = m_server->state().addresses;
    const QString address =
        addresses.isEmpty() ? QStringLiteral("http://127.0.0.1:%1").arg(m_server->state().port) : addresses.front();
    // Only the way over localhost needs no key.
    m_exampleLine->setText(tr("Put a key in place of $KEY. On this computer %1 works without one.")
                               .arg(QStringLiteral("http://localhost:%1").arg(m_server->state().port)));
    m_example->setPlainText(m_language->currentIndex() == 0 ? curlCall(address, QStringLiteral("$KEY"))
                                                            : pythonCall(address, QStringLiteral("$KEY")));
}

void ServerPage::showKeys()
{
    std::vector<TableRow> rows;
    for (const ServerKey& key : m_server->keys()) {
        rows.push_back({key.name,
                        QStringLiteral("key-round"),
                        Tone::None,
                        key.name,
                        tr("made %1").arg(agoWords(key.createdMs)),
                        {{scopeWords(key.scopes)},
                         {key.lastUsedMs == 0 ? tr("not seen") : agoWords(key.lastUsedMs)},
                         {groupedNumber(key.requestsToday)}}});
    }
    m_noKeys->setVisible(rows.empty());
    m_keys->setVisible(!rows.empty());
    m_keys->setRows(std::move(rows));
}

void ServerPage::showClients()
{
    std::vector<TableRow> rows;
    for (const ServerClient& client : m_server->clients()) {
        const bool isOut = isRefused(client);
        const Tone tone = isOut ? Tone::Warning : client.tasks > 0 ? Tone::Success : Tone::None;
        rows.push_back(
            {client.name % u'@' % client.address,
             clientIcon(client),
             tone,
             client.name.isEmpty() ? isHere(client.address) ? tr("this computer") : tr("no key") : client.name,
             client.address,
             {{clientWords(client), isOut ? Tone::Warning : Tone::None},
              {groupedNumber(client.requests)},
              {groupedNumber(client.refused), client.refused > 0 ? Tone::Danger : Tone::None}}});
    }
    m_clientCount->setText(rows.empty() ? tr("none in the last ten minutes")
                                        : tr("%n in the last ten minutes", nullptr, static_cast<int>(rows.size())));
    m_noClients->setVisible(rows.empty());
    m_clients->setVisible(!rows.empty());
    m_clients->setRows(std::move(rows));
}

void ServerPage::keyMenu(const QString& name, const QPoint& global)
{
    QMenu menu;
    menu.addAction(tr("Copy the name"), this, [name] { QApplication::clipboard()->setText(name); });
    menu.addSeparator();
    menu.addAction(tr("Revoke “%1”…").arg(name), this, [this, name] { revoke(name); });
    menu.exec(global);
}

void ServerPage::revoke(const QString& name)
{
    if (QuestionDialog::isCertain({tr("Revoke “%1”?").arg(name),
                                   tr("Whoever uses it has no access from then on. Only a new key can be made."),
                                   tr("Revoke"), tr("Keep")},
                                  this)) {
        m_server->revokeKey(name);
        Q_EMIT message(tr("“%1” has no access any more").arg(name));
    }
}

} // namespace genserve::ui
