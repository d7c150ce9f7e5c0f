// The one question before something that can't be undone.
#pragma once

#include <QDialog>

namespace genserve::ui {

// Keeping is what Enter and Escape mean.
class QuestionDialog : public QDialog {
    Q_OBJECT

public:
    struct Words {
        QString question, line; // what would be lost
        QString act, keep;      // the two buttons
    };
    explicit QuestionDialog(const Words& words, QWidget* parent = nullptr);

    // Asks and waits; true = do it.
    [[nodiscard]] static bool isCertain(const Words& words, QWidget* parent);
};

} // namespace genserve::ui
