// A choice of few in one frame, as of the four modes.
#pragma once

#include <QFrame>

class QButtonGroup;

namespace genserve::ui {

// Left and Right move the choice; it is one stop in the Tab order.
class SegmentedChoice : public QFrame {
    Q_OBJECT

public:
    static constexpr int None = -1;

    explicit SegmentedChoice(QWidget* parent = nullptr);

    // Ids count from 0 in the order of their adding.
    void addChoice(const QString& text, const QString& toolTip = {});
    void setChoiceText(int id, const QString& text);
    void setChoiceEnabled(int id, bool isEnabled);
    [[nodiscard]] int current() const;
    void setCurrent(int id); // or None; does not emit chosen()

Q_SIGNALS:
    void chosen(int id); // by the user

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
};

} // namespace genserve::ui
