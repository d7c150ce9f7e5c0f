#include "title_words.h"

#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int LeastLetters = 6; // of a title that is cut: less than that tells nothing

} // namespace

TitleWords::TitleWords(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TitleWords::setWords(const QString& title, const QStringList& details)
{
    if (title != m_title || details != m_details) {
        m_title = title;
        m_details = details;
        setAccessibleName((QStringList(title) + details).join(QStringLiteral(", ")));
        showToolTip();
        update();
    }
}

QFont TitleWords::strong() const
{
    QFont result = font();
    result.setPixelSize(Theme::current().px(u"type.strong.px"));
    result.setWeight(QFont::DemiBold);
    return result;
}

QFont TitleWords::small() const
{
    QFont result = font();
    result.setPixelSize(Theme::current().px(u"type.small.px"));
    return result;
}

TitleWords::Fitting TitleWords::fitting() const
{
    const QFontMetrics titleWidth(strong()), detailsWidth(small());
    const int full = titleWidth.horizontalAdvance(m_title);
    if (full > width()) {
        const QString cut = titleWidth.elidedText(m_title, Qt::ElideRight, width());
        return {cut.size() > LeastLetters ? cut : QString(), {}, 0};
    }
    const int first = full + Theme::current().px(u"space.m");
    for (QStringList details = m_details; !details.isEmpty(); details.removeLast()) {
        const QString words = details.join(QStringLiteral(" · "));
        if (first + detailsWidth.horizontalAdvance(words) <= width()) {
            return {m_title, words, first};
        }
    }
    return {m_title, {}, 0};
}

QString TitleWords::shown() const
{
    const Fitting now = fitting();
    return now.details.isEmpty() ? now.title : QString(now.title % u' ' % now.details);
}

void TitleWords::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showToolTip();
}

void TitleWords::showToolTip()
{
    const Fitting now = fitting();
    const QString details = m_details.join(QStringLiteral(" · "));
    const bool isWhole = now.title == m_title && now.details == details;
    setToolTip(isWhole ? QString() : details.isEmpty() ? m_title : QString(m_title % u'\n' % details));
}

void TitleWords::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    const Fitting now = fitting();
    QPainter painter(this);
    painter.setFont(strong());
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::TextSingleLine, now.title);
    painter.setFont(small());
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(rect().adjusted(now.detailsX, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, now.details);
}

} // namespace genserve::ui
