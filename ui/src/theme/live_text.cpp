#include "live_text.h"

#include <QEvent>

#include "theme.h"

namespace genserve::ui {
namespace {

class LanguageListener : public QObject {
public:
    LanguageListener(QWidget* widget, std::function<void()> setTexts) : QObject(widget), m_setTexts(std::move(setTexts))
    {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange) {
            m_setTexts();
        }
        return false;
    }

private:
    std::function<void()> m_setTexts;
};

} // namespace

void keepTranslated(QWidget* widget, std::function<void()> setTexts)
{
    setTexts();
    new LanguageListener(widget, std::move(setTexts));
}

void keepThemed(QWidget* widget, std::function<void()> setLook)
{
    setLook();
    QObject::connect(&Theme::current(), &Theme::changed, widget, std::move(setLook));
}

} // namespace genserve::ui
