// Ctrl+K: type a few letters, run any command.
#pragma once

#include <QPointer>
#include <QWidget>

#include "command_matches.h"

class QLineEdit;
class QListView;

namespace genserve::ui {

class CommandRegistry;
class EmptyState;
class TextLabel;

// Covers its parent with a scrim; Esc or a click beside it closes it and gives the focus back.
class CommandPalette : public QWidget {
    Q_OBJECT

public:
    CommandPalette(CommandRegistry& registry, QWidget* parent);

    void open();

    // Asked for pictures while something is typed; answers at once or later.
    using PictureSearch = std::function<void(const QString& words, std::function<void(std::vector<PaletteEntry>)>)>;
    void setPictureSearch(PictureSearch search) { m_searchPictures = std::move(search); }

Q_SIGNALS:
    void keysWanted(const QString& command); // Alt+Enter: to be given other keys

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void dismiss();
    void runCurrent();
    void step(int rows);
    void selectFirst();
    void showCount();
    void askForPictures();

    CommandRegistry& m_registry;
    CommandMatches* m_matches;
    QWidget* m_frame;
    QLineEdit* m_typed;
    QListView* m_list;
    TextLabel* m_count;
    EmptyState* m_nothing; // instead of an empty list
    PictureSearch m_searchPictures;
    int m_question = 0;         // number of the latest search; answers to others are dropped
    QPointer<QWidget> m_before; // had the focus
};

} // namespace genserve::ui
