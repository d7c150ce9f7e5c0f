#include "tag_menu.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QWidgetAction>

namespace genserve::ui {
namespace {

constexpr int MostLength = 64, FieldWidth = 200;

} // namespace

TagMenu::TagMenu(const std::vector<tasks::TagCount>& known, QWidget* parent)
    : QMenu(parent), m_field(new QLineEdit(this))
{
    m_field->setMaxLength(MostLength);
    m_field->setMinimumWidth(FieldWidth);
    m_field->setPlaceholderText(tr("New tag"));
    m_field->setAccessibleName(tr("New tag"));
    auto* first = new QWidgetAction(this);
    first->setDefaultWidget(m_field);
    addAction(first);
    addSeparator();
    for (const tasks::TagCount& one : known) {
        const QString tag = QString::fromStdString(one.tag);
        addAction(tag, this, [this, tag] { Q_EMIT chosen(tag); });
    }
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        static const QRegularExpression marks(QStringLiteral("[,，、;；]"));
        const QStringList tags = m_field->text().split(marks, Qt::SkipEmptyParts);
        close();
        for (const QString& tag : tags) {
            if (!tag.simplified().isEmpty()) {
                Q_EMIT chosen(tag.simplified());
            }
        }
    });
}

void TagMenu::showEvent(QShowEvent* event)
{
    QMenu::showEvent(event);
    m_field->setFocus();
}

} // namespace genserve::ui
