// The list under the bell: everything that was told, newest first.
#pragma once

#include <QFrame>

class QScrollArea;
class QVBoxLayout;

namespace genserve::ui {

class NoticeBook;

// A popup: a click beside it or Esc closes it. What stands in it counts as read.
class NoticeList : public QFrame {
    Q_OBJECT

public:
    NoticeList(NoticeBook& book, QWidget* parent);

    void openBelow(const QWidget& anchor); // right edges in line

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();

    NoticeBook& m_book;
    QVBoxLayout* m_column;
    QScrollArea* m_scroll = nullptr; // of the messages, where there are any
};

} // namespace genserve::ui
