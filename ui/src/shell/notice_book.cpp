#include "notice_book.h"

namespace genserve::ui {
namespace {

constexpr std::size_t MostKept = 50;

} // namespace

void NoticeBook::add(Tone tone, std::function<QString()> text)
{
    m_entries.push_front({QDateTime::currentDateTime(), tone, std::move(text)});
    if (m_entries.size() > MostKept) {
        m_entries.pop_back();
    }
    m_unread = qMin(m_unread + 1, static_cast<int>(m_entries.size()));
    Q_EMIT changed();
}

void NoticeBook::add(Tone tone, const QString& text)
{
    add(tone, [text] { return text; });
}

void NoticeBook::clear()
{
    m_entries.clear();
    setRead();
}

void NoticeBook::setRead()
{
    m_unread = 0;
    Q_EMIT changed();
}

} // namespace genserve::ui
