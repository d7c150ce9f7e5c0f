// A field to search in, with the magnifying glass; tells what was typed once the typing pauses.
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace genserve::ui {

class SearchField : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchField(QWidget* parent = nullptr);

    // Also its accessible name.
    void setMeaning(const QString& meaning);

Q_SIGNALS:
    void searched(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Esc empties it

private:
    [[nodiscard]] bool isEmptied(const QEvent& event) const; // by this key

    QTimer m_pause;
};

} // namespace genserve::ui
