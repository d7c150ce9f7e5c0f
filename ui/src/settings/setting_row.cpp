#include "setting_row.h"

#include <algorithm>

#include <QHBoxLayout>

#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {

SettingRow::SettingRow(std::function<QString()> name, std::function<QString()> line, QWidget* control, QWidget* parent)
    : QWidget(parent),
      m_nameOf(std::move(name)),
      m_name(new TextLabel(TextStep::Strong, this)),
      m_line(new TextLabel(TextStep::Small, this)),
      m_control(control)
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.s"), theme.px(u"space.l"), theme.px(u"space.s"));
    row->setSpacing(theme.px(u"space.l"));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    m_line->setWordWrap(true);
    words->addWidget(m_name);
    words->addWidget(m_line);
    row->addLayout(words, 1);
    control->setParent(this);
    row->addWidget(control);
    keepTranslated(this, [this, control, line = std::move(line)] {
        m_name->setText(m_nameOf());
        m_line->setText(line());
        m_line->setVisible(!m_line->text().isEmpty());
        control->setAccessibleName(m_name->text());
    });
}

QString SettingRow::name() const { return m_nameOf(); }

void SettingRow::focusControl() { m_control->setFocus(Qt::OtherFocusReason); }

bool SettingRow::matches(const QString& words) const
{
    const QStringList all = words.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(all, [&](const QString& word) {
        return m_name->text().contains(word, Qt::CaseInsensitive) || m_line->text().contains(word, Qt::CaseInsensitive);
    });
}

} // namespace genserve::ui
