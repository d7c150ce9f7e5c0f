#include "fact_rows.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>

#include "../theme/theme.h"
#include "icon_button.h"
#include "text_label.h"

namespace genserve::ui {
namespace {

constexpr int NameWidth = 76, RowHeight = 22, LongestPart = 12;

// File names have no spaces: they may break behind each mark, and within long parts.
QString breakable(const QString& text)
{
    QString broken;
    int length = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        broken += c;
        length = c.isSpace() ? 0 : length + 1;
        const bool isInNumber = i > 0 && i + 1 < text.size() && text[i - 1].isDigit() && text[i + 1].isDigit();
        if ((c.isPunct() && length > 1 && !isInNumber) || length >= LongestPart) {
            broken += QChar(0x200B);
            length = 0;
        }
    }
    return broken;
}

} // namespace

FactRows::FactRows(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(Theme::current().px(u"space.s"));
    m_grid->setVerticalSpacing(Theme::current().px(u"space.xxs"));
    m_grid->setColumnMinimumWidth(0, NameWidth);
    m_grid->setColumnStretch(1, 1);
}

void FactRows::setFacts(const std::vector<Fact>& facts)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int row = 0;
    for (const Fact& fact : facts) {
        auto* name = new TextLabel(TextStep::Small, this);
        name->setText(fact.name);
        name->setContentsMargins(0, 1, 0, 0); // on the line of the larger value
        auto* value = new TextLabel(TextStep::Strong, this);
        value->setText(breakable(fact.value));
        value->setWordWrap(true);
        value->setMinimumWidth(1); // else the longest word would widen the panel
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        m_grid->setRowMinimumHeight(row, RowHeight);
        if (fact.isCopied) {
            auto* copy = new IconButton(QStringLiteral("copy"), IconButtonSize::Small, this);
            copy->setMeaning(tr("Copy %1").arg(fact.name.toLower()));
            connect(copy, &QAbstractButton::clicked, this, [text = fact.copied.isEmpty() ? fact.value : fact.copied] {
                QApplication::clipboard()->setText(text);
            });
            m_grid->addWidget(copy, row, 2);
        }
        ++row;
    }
}

} // namespace genserve::ui
