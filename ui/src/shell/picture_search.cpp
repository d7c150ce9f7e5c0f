#include "picture_search.h"

#include <QDateTime>
#include <QLocale>

namespace genserve::ui {
namespace {

constexpr int PicturesFound = 5;

} // namespace

void searchPictures(TaskDoor& tasks, const QString& words, std::function<void(const tasks::Task&)> show,
                    std::function<void(std::vector<PaletteEntry>)> answer)
{
    tasks::HistoryQuery query;
    query.text = words.toStdString();
    query.states = {tasks::TaskState::Finished};
    query.order = tasks::HistoryOrder::Ended;
    query.limit = PicturesFound;
    tasks.history(query, [show = std::move(show), answer = std::move(answer)](const tasks::HistoryPage& page) {
        std::vector<PaletteEntry> found;
        for (const tasks::Task& task : page.tasks) {
            found.push_back({QString::fromStdString(task.prompt),
                             QLocale().toString(QDateTime::fromMSecsSinceEpoch(task.finishedMs), QLocale::ShortFormat),
                             [show, task] { show(task); }});
        }
        answer(std::move(found));
    });
}

} // namespace genserve::ui
