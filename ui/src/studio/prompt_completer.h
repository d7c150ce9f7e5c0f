// Offers the wildcards while "__" is being typed.
#pragma once

#include <QCompleter>
#include <QStringListModel>

class QKeyEvent;
class QTextEdit;

namespace genserve::ui {

class PromptCompleter : public QCompleter {
    Q_OBJECT

public:
    explicit PromptCompleter(QTextEdit& editor);

    void setNames(const QStringList& names) { m_names.setStringList(names); }
    // Its list is open and the key is for that.
    [[nodiscard]] bool takesKey(const QKeyEvent& event) const;
    // Something was typed.
    void follow();

private:
    void insert(const QString& name);
    // From where on the cursor stands in a wildcard that is begun; -1 = in none.
    [[nodiscard]] int begun() const;

    QTextEdit& m_editor;
    QStringListModel m_names;
};

} // namespace genserve::ui
