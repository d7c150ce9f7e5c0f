#include "command_row.h"

#include <QIcon>
#include <QPainter>

#include "../controls/key_plate.h"
#include "../theme/theme.h"
#include "command_matches.h"

namespace genserve::ui {
namespace {

constexpr int HeadingHeight = 28, RowHeight = 38, Inset = 8, Icon = 18;

// The title with its matched letters in accent and bold; returns its width.
int paintTitle(QPainter& painter, const QRect& rect, const QString& title, const std::vector<LetterRun>& runs)
{
    const Theme& theme = Theme::current();
    QFont plain = painter.font();
    QFont bold = plain;
    bold.setWeight(QFont::Bold);
    int x = rect.left();
    const auto part = [&](int from, int length, bool isMatched) {
        const QString text = title.mid(from, length);
        painter.setFont(isMatched ? bold : plain);
        painter.setPen(theme.colour(isMatched ? Role::AccentText : Role::Text));
        painter.drawText(QRect(x, rect.top(), rect.right() - x, rect.height()), Qt::AlignVCenter, text);
        x += painter.fontMetrics().horizontalAdvance(text);
    };
    int done = 0;
    for (const LetterRun& run : runs) {
        if (run.start >= done) {
            part(done, run.start - done, false);
            part(run.start, run.length, true);
            done = run.start + run.length;
        }
    }
    part(done, static_cast<int>(title.size()) - done, false);
    painter.setFont(plain);
    return x - rect.left();
}

} // namespace

void CommandRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QFont small = option.font;
    small.setPixelSize(theme.px(u"type.small.px"));
    const QRect row = option.rect.adjusted(Inset, 0, -Inset, 0);
    if (index.data(CommandMatches::IsHeading).toBool()) {
        small.setWeight(QFont::DemiBold);
        painter->setFont(small);
        painter->setPen(theme.colour(Role::TextSecondary));
        painter->drawText(row.adjusted(Inset + 4, 4, 0, 0), Qt::AlignVCenter, index.data().toString());
        painter->restore();
        return;
    }
    if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver)) {
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.colour(isCurrent ? Role::Selected : Role::Hover));
        painter->drawRoundedRect(row, theme.px(u"radius.control"), theme.px(u"radius.control"));
    }
    const QRect iconRect(row.left() + Inset + 4, row.center().y() - Icon / 2, Icon, Icon);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, iconRect);
    const auto* matches = static_cast<const CommandMatches*>(index.model());
    const QRect text = row.adjusted(Inset + 4 + Icon + theme.px(u"space.m"), 0, -Inset, 0);
    painter->setFont(option.font);
    const int wide = paintTitle(*painter, text, index.data().toString(), matches->runs(index.row()));
    painter->setFont(small);
    painter->setPen(theme.colour(Role::TextSecondary));
    painter->drawText(text.adjusted(wide + theme.px(u"space.m"), 0, 0, 0), Qt::AlignVCenter,
                      index.data(CommandMatches::Group).toString());
    paintKeyPlates(*painter, row.adjusted(0, 0, -Inset, 0), index.data(CommandMatches::Keys).toString());
    painter->restore();
}

QSize CommandRow::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {option.rect.width(), index.data(CommandMatches::IsHeading).toBool() ? HeadingHeight : RowHeight};
}

} // namespace genserve::ui
