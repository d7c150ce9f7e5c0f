#include "run_plate.h"

#include <QEvent>
#include <QHBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/progress_line.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../theme/plate.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int LeastLine = 180;

} // namespace

RunPlate::RunPlate(QWidget* parent)
    : QFrame(parent),
      m_words(new TextLabel(TextStep::Strong, this)),
      m_line(new ProgressLine(this)),
      m_show(new TextButton(ButtonKind::Normal, ButtonSize::Small, this)),
      m_exit(new IconButton(QStringLiteral("x"), IconButtonSize::Small, this))
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(u"space.m"), theme.px(u"space.s"), theme.px(u"space.s"), theme.px(u"space.s"));
    row->setSpacing(theme.px(u"space.s"));
    auto* column = new QVBoxLayout;
    column->setSpacing(theme.px(u"space.xs"));
    m_line->setMinimumWidth(LeastLine);
    column->addWidget(m_words);
    column->addWidget(m_line);
    row->addLayout(column, 1);
    row->addWidget(m_show);
    row->addWidget(m_exit);
    connect(m_show, &QAbstractButton::clicked, this, &RunPlate::showWanted);
    connect(m_exit, &QAbstractButton::clicked, this, &RunPlate::exitWanted);
    parent->installEventFilter(this);
    keepTranslated(this, [this] {
        m_show->setLabel(tr("Show"));
        m_show->setToolTip(tr("Show it on the canvas"));
    });
    hide();
}

void RunPlate::setState(const QString& words, double fraction)
{
    m_words->setText(words);
    setAccessibleName(words);
    m_line->setVisible(fraction >= 0);
    m_line->setFraction(fraction);
    place();
}

void RunPlate::setShowable(bool isShowable)
{
    m_show->setVisible(isShowable);
    place();
}

void RunPlate::setExit(const QString& meaning) { m_exit->setMeaning(meaning); }

QString RunPlate::words() const { return m_words->text(); }

bool RunPlate::isShowable() const { return !m_show->isHidden(); }

void RunPlate::place()
{
    const int gap = Theme::current().px(u"space.m");
    layout()->activate();
    resize(sizeHint());
    move(parentWidget()->width() - width() - gap, gap);
}

bool RunPlate::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void RunPlate::paintEvent(QPaintEvent* /*event*/) { paintPlate(*this, Role::Hud, u"radius.card"); }

} // namespace genserve::ui
