// Which model runs on which device, as a table of ticks; the folders that are searched; where larger models go.
#pragma once

#include <QWidget>

#include "ui/world.h"

class QGridLayout;
class QVBoxLayout;

namespace genserve::ui {

class TextButton;
class TextLabel;

class FitsPanel : public QWidget {
    Q_OBJECT

public:
    FitsPanel(ModelsSource& models, TaskDoor& tasks, QWidget* parent = nullptr);

Q_SIGNALS:
    void addFolderWanted();

private:
    void refresh();
    void showFits();
    void showFolders();
    QWidget* fitMark(const ModelFit* fit);
    void addFits(int row, QWidget& name, const std::string& modelId, const std::vector<ModelFit>& fits);
    QWidget* fluxName(const std::vector<ModelFit>& fits);
    TextLabel* addTitle(QVBoxLayout& column);

    ModelsSource& m_models;
    TaskDoor& m_tasks;
    TextLabel* m_fitsTitle;
    TextLabel* m_fitsLine;
    QGridLayout* m_fits;
    TextLabel* m_legend;
    TextLabel* m_foldersTitle;
    QVBoxLayout* m_folders;
    TextButton* m_add;
    TextLabel* m_largerTitle;
    TextLabel* m_larger;
};

} // namespace genserve::ui
