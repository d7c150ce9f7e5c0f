#include "sharing_card.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUrl>

#include "../controls/notice.h"
#include "../controls/qr_code.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/toggle_switch.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"

namespace genserve::ui {
namespace {

constexpr int LeastPort = 1024, MostPort = 65535, PortWidth = 88, AddressPx = 16;

QFrame* rule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("rule"));
    return line;
}

} // namespace

SharingCard::SharingCard(ServerControl& server, QWidget* parent)
    : QFrame(parent),
      m_server(server),
      m_onTitle(new TextLabel(TextStep::Strong, this)),
      m_onLine(new ElidedLabel(TextStep::Small, this)),
      m_on(new ToggleSwitch({}, this)),
      m_shareTitle(new TextLabel(TextStep::Strong, this)),
      m_shareLine(new ElidedLabel(TextStep::Small, this)),
      m_share(new ToggleSwitch({}, this)),
      m_portTitle(new TextLabel(TextStep::Small, this)),
      m_port(new QSpinBox(this)),
      m_addressTitle(new TextLabel(TextStep::Label, this)),
      m_address(new QLineEdit(this)),
      m_copy(new TextButton(ButtonKind::Primary, ButtonSize::Large, this)),
      m_also(new ElidedLabel(TextStep::Small, this)),
      m_page(new TextButton(ButtonKind::Link, ButtonSize::Medium, this)),
      m_problem(new Notice(this)),
      m_code(new QrCode(this)),
      m_codeLine(new TextLabel(TextStep::Caption, this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("card"));
    auto* row = new QHBoxLayout(this);
    const int inset = theme.px(u"space.l");
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(theme.px(u"space.xl"));
    auto* left = new QVBoxLayout;
    left->setSpacing(theme.px(u"space.s"));
    left->addLayout(buildSwitches());
    left->addWidget(m_problem);
    left->addLayout(buildAddress());
    left->addStretch();
    row->addLayout(left, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(theme.px(u"space.s"));
    for (QWidget* one : {static_cast<QWidget*>(m_code), static_cast<QWidget*>(m_codeLine)}) {
        QSizePolicy policy = one->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        one->setSizePolicy(policy);
    }
    right->addWidget(m_code);
    right->addWidget(m_codeLine);
    right->addStretch();
    row->addLayout(right);
    connect(&server, &ServerControl::stateChanged, this, &SharingCard::refresh);
    keepTranslated(this, [this] {
        m_onTitle->setText(tr("Server"));
        m_on->setAccessibleName(tr("Server"));
        m_shareTitle->setText(tr("Share on this network"));
        m_share->setAccessibleName(tr("Share on this network"));
        m_shareLine->setFullText(tr("Other computers on your network can send tasks with a key"));
        m_portTitle->setText(tr("Port"));
        m_port->setAccessibleName(tr("Port"));
        m_copy->setLabel(tr("Copy"));
        m_page->setLabel(tr("API page"));
        m_codeLine->setText(tr("Scan to open on a phone"));
        refresh();
    });
}

QLayout* SharingCard::buildSwitches()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(Theme::current().px(u"space.s"));
    const auto add = [&](TextLabel* title, TextLabel* line, ToggleSwitch* toggle, auto act) {
        auto* row = new QHBoxLayout;
        auto* words = new QVBoxLayout;
        words->setSpacing(Theme::current().px(u"space.xxs"));
        words->addWidget(title);
        words->addWidget(line);
        row->addLayout(words, 1);
        toggle->setCheckable(true);
        connect(toggle, &QAbstractButton::clicked, this, act);
        row->addWidget(toggle);
        column->addLayout(row);
        column->addWidget(rule(this));
        return row;
    };
    QHBoxLayout* first = add(m_onTitle, m_onLine, m_on, [this](bool isOn) { m_server.setOn(isOn); });
    m_port->setRange(LeastPort, MostPort);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setFixedWidth(PortWidth);
    m_port->setKeyboardTracking(false);
    m_port->setAlignment(Qt::AlignRight);
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) { m_server.setPort(port); });
    first->insertWidget(1, m_portTitle);
    first->insertWidget(2, m_port);
    first->insertSpacing(3, Theme::current().px(u"space.m"));
    add(m_shareTitle, m_shareLine, m_share, [this](bool isOn) { m_server.setShared(isOn); });
    return column;
}

QLayout* SharingCard::buildAddress()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(Theme::current().px(u"space.xs"));
    column->addWidget(m_addressTitle);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.s"));
    m_address->setReadOnly(true);
    m_address->setMinimumHeight(Theme::current().px(u"control.large"));
    m_address->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: 600;").arg(AddressPx));
    m_copy->setIconName(QStringLiteral("copy"));
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_address->text());
        Q_EMIT message(tr("Address copied"));
    });
    row->addWidget(m_address, 1);
    row->addWidget(m_copy);
    column->addLayout(row);
    m_also->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* foot = new QHBoxLayout;
    m_page->setIconName(QStringLiteral("book-open"));
    connect(m_page, &QAbstractButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(m_address->text() % QStringLiteral("/docs"))); });
    foot->addWidget(m_also, 1);
    foot->addWidget(m_page);
    column->addLayout(foot);
    return column;
}

void SharingCard::refresh()
{
    const ServerState& state = m_server.state();
    const QSignalBlocker port(m_port);
    m_port->setValue(state.port);
    m_on->setChecked(state.isWanted);
    m_share->setChecked(state.isShared);
    m_share->setEnabled(state.isWanted);
    const QString since =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(state.sinceMs).time(), QLocale::ShortFormat);
    m_onLine->setFullText(state.isOn                 ? tr("Answers on port %1 since %2").arg(state.port).arg(since)
                          : !state.problem.isEmpty() ? tr("Does not answer")
                          : state.isWanted           ? tr("Starting")
                                                     : tr("Off: only this window makes pictures"));
    m_problem->setVisible(!state.problem.isEmpty());
    // With a problem it may answer all the same, on another port.
    m_problem->setMessage(state.isOn ? Tone::Warning : Tone::Danger,
                          state.isOn ? tr("Answers elsewhere") : tr("Can't answer"),
                          engineSentence(state.problem.toStdString()));
    const QString address = state.addresses.isEmpty() ? QString() : state.addresses.front();
    m_addressTitle->setText(state.isShared ? tr("Address for other computers") : tr("Address on this computer"));
    m_address->setText(address);
    m_address->setAccessibleName(m_addressTitle->text());
    m_address->setPlaceholderText(tr("none while the server is off"));
    m_copy->setEnabled(!address.isEmpty());
    m_page->setEnabled(!address.isEmpty());
    m_also->setFullText(
        state.addresses.size() > 1 ? tr("also %1").arg(state.addresses.mid(1).join(QStringLiteral(" · "))) : QString());
    const bool hasCode = state.isOn && state.isShared && !address.isEmpty();
    m_code->setVisible(hasCode); // its place stays, so that the switches do not move
    m_codeLine->setVisible(hasCode);
    m_code->setText(hasCode ? address : QString());
}

} // namespace genserve::ui
