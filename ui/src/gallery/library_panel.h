// The gallery's left side: ready-made questions to the history.
#pragma once

#include <vector>

#include <QTimer>
#include <QWidget>

#include "ui/world.h"

namespace genserve::ui {

class SideList;
class TextButton;

class LibraryPanel : public QWidget {
    Q_OBJECT

public:
    LibraryPanel(ModelsSource& models, TaskDoor& tasks, QWidget* parent = nullptr);

    void refresh(); // tags and counts
    // Marks the row whose question this is, if there is one.
    void setQuery(const tasks::HistoryQuery& query);
    [[nodiscard]] const std::vector<tasks::TagCount>& tags() const { return m_tags; }

Q_SIGNALS:
    void chosen(const genserve::tasks::HistoryQuery& query);
    void dropped(const genserve::tasks::HistoryQuery& query); // pictures onto tag, star or trash
    void importWanted();
    void tagsChanged(); // tags() may tell others

private:
    void askForCounts();
    void build();

    ModelsSource& m_models;
    TaskDoor& m_tasks;
    SideList* m_list;
    TextButton* m_import;
    std::vector<tasks::TagCount> m_tags;
    std::vector<tasks::PictureCount> m_counts;
    QTimer m_pause; // between an answer and the next question
    bool m_isAsking = false, m_isStale = false;
    std::vector<tasks::HistoryQuery> m_queries; // of the rows; headings have an empty one
    std::vector<bool> m_isHeading;
    tasks::HistoryQuery m_query;
};

// Whether both ask for the same; order, page and size of it do not count.
bool isSameQuestion(const tasks::HistoryQuery& a, const tasks::HistoryQuery& b);

} // namespace genserve::ui
