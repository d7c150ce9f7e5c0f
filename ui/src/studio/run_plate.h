// Over the canvas: how far the task of this window is, with its way out.
#pragma once

#include <QFrame>

namespace genserve::ui {

class IconButton;
class ProgressLine;
class TextButton;
class TextLabel;

class RunPlate : public QFrame {
    Q_OBJECT

public:
    explicit RunPlate(QWidget* parent); // at the parent's upper right

    // A fraction below 0 = there is nothing to wait for any more.
    void setState(const QString& words, double fraction);
    void setShowable(bool isShowable); // whether it is not on the canvas but could be
    void setExit(const QString& meaning);
    [[nodiscard]] QString words() const;
    [[nodiscard]] bool isShowable() const;

Q_SIGNALS:
    void showWanted();
    void exitWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    TextLabel* m_words;
    ProgressLine* m_line;
    TextButton* m_show;
    IconButton* m_exit;
};

} // namespace genserve::ui
