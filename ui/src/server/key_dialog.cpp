#include "key_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpressionValidator>

#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"

namespace genserve::ui {

KeyDialog::KeyDialog(ServerControl& server, QWidget* parent)
    : QDialog(parent),
      m_server(server),
      m_name(new QLineEdit(this)),
      m_scopes(new QComboBox(this)),
      m_error(new TextLabel(TextStep::Small, this)),
      m_key(new QLineEdit(this)),
      m_once(new TextLabel(TextStep::Small, this)),
      m_make(new TextButton(ButtonKind::Primary, ButtonSize::Medium, this)),
      m_copy(new TextButton(ButtonKind::Primary, ButtonSize::Medium, this)),
      m_close(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this))
{
    const Theme& theme = Theme::current();
    setWindowTitle(tr("New key"));
    setFixedWidth(theme.px(u"layout.dialog"));
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.xl");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    const auto label = [&](const QString& text, QWidget* field) {
        auto* one = new TextLabel(TextStep::Label, this);
        one->setText(text);
        one->setBuddy(field);
        field->setAccessibleName(text);
        column->addWidget(one);
        column->addWidget(field);
    };
    label(tr("Name of the program or person"), m_name);
    // As the key file takes it.
    m_name->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[A-Za-z0-9._-]{1,64}")), m_name));
    connect(m_name, &QLineEdit::inputRejected, this, [this] {
        m_error->setVisible(true);
        m_error->setText(tr("A name has up to 64 letters, digits, dots, underscores and hyphens"));
    });
    m_name->setPlaceholderText(QStringLiteral("atelier-web"));
    label(tr("May"), m_scopes);
    m_scopes->addItem(tr("Make pictures and see the state"), QStringLiteral("generation,readonly"));
    m_scopes->addItem(tr("See the state only"), QStringLiteral("readonly"));
    m_scopes->addItem(tr("Manage all tasks and keys"), QStringLiteral("admin"));
    m_scopes->addItem(tr("Everything"), QStringLiteral("all"));
    m_error->setTone(Tone::Danger);
    m_error->setWordWrap(true);
    column->addWidget(m_error);
    m_key->setReadOnly(true);
    m_key->setAccessibleName(tr("The key"));
    column->addWidget(m_key);
    m_once->setText(tr("Copy it now: it is kept as a checksum only and can't be shown again."));
    m_once->setWordWrap(true);
    column->addWidget(m_once);
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    m_close->setLabel(tr("Close"));
    m_make->setLabel(tr("Make the key"));
    m_copy->setLabel(tr("Copy"));
    m_copy->setIconName(QStringLiteral("copy"));
    for (TextButton* button : {m_close, m_make, m_copy}) {
        foot->addWidget(button);
    }
    column->addLayout(foot);
    for (QWidget* later : {static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_key), static_cast<QWidget*>(m_once),
                           static_cast<QWidget*>(m_copy)}) {
        later->hide();
    }
    m_make->setEnabled(false);
    m_make->setDefault(true);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_make->setEnabled(m_name->hasAcceptableInput()); });
    connect(m_make, &QAbstractButton::clicked, this, &KeyDialog::make);
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_key->text());
        m_copy->setLabel(tr("Copied"));
    });
    connect(m_close, &QAbstractButton::clicked, this, &QDialog::accept);
}

void KeyDialog::make()
{
    m_server.addKey(m_name->text(), m_scopes->currentData().toString(),
                    [self = QPointer(this)](const tl::expected<QString, QString>& key) {
                        if (self == nullptr) {
                            return;
                        }
                        self->m_error->setVisible(!key);
                        if (key) {
                            self->showKey(*key);
                        } else {
                            self->m_error->setText(engineSentence(key.error().toStdString()));
                        }
                    });
}

void KeyDialog::showKey(const QString& key)
{
    m_key->setText(key);
    m_key->show();
    m_once->show();
    m_copy->show();
    m_copy->setFocus();
    m_make->hide();
    m_name->setEnabled(false);
    m_scopes->setEnabled(false);
}

} // namespace genserve::ui
