// Over the gallery's grid: words to search, the filters in use as chips, the size of the pictures.
#pragma once

#include <QWidget>

#include "ui/world.h"

class QComboBox;
class QMenu;

namespace genserve::ui {

class FlowRow;
class SearchField;
class TextLabel;
class ValueSlider;
class WordChip;

class FilterBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int DefaultRowHeight = 150;

    FilterBar(ModelsSource& models, QWidget* parent = nullptr);

    void setQuery(const tasks::HistoryQuery& query);
    void setTags(const std::vector<tasks::TagCount>& tags) { m_tags = tags; }
    [[nodiscard]] const std::vector<tasks::TagCount>& tags() const { return m_tags; }
    void setCount(const QString& words);
    void focusSearch();

Q_SIGNALS:
    void changed(const genserve::tasks::HistoryQuery& query);
    void rowHeightChanged(int px);

private:
    void showChips();
    void addChip(const QString& text, const std::function<void(tasks::HistoryQuery&)>& remove);
    void showMenu();
    void addDateChoices(QMenu& menu);
    void change(const std::function<void(tasks::HistoryQuery&)>& edit);

    ModelsSource& m_models;
    tasks::HistoryQuery m_query;
    std::vector<tasks::TagCount> m_tags;
    SearchField* m_search;
    QComboBox* m_order;
    ValueSlider* m_rowHeight;
    FlowRow* m_chips;
    TextLabel* m_count;
};

} // namespace genserve::ui
