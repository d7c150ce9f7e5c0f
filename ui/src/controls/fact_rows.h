// Names and values in two columns, with a button to copy where that helps.
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QGridLayout;

namespace genserve::ui {

struct Fact {
    QString name, value;
    bool isCopied = false; // worth a button that copies it
    QString copied;        // what that button copies; empty = the value
};

class FactRows : public QWidget {
    Q_OBJECT

public:
    explicit FactRows(QWidget* parent = nullptr);

    void setFacts(const std::vector<Fact>& facts);

private:
    QGridLayout* m_grid;
};

} // namespace genserve::ui
