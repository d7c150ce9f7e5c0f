// The palette's list.
#pragma once

#include <functional>
#include <vector>

#include <QAbstractListModel>

#include "command_match.h"

namespace genserve::ui {

class CommandRegistry;

// What the palette finds beside commands.
struct PaletteEntry {
    QString title, detail;
    std::function<void()> run;
};

// A heading row for every group, then its commands; groups stand in the order of their best command. Pictures
// stand last.
class CommandMatches : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles { IsHeading = Qt::UserRole, CommandId, Group, Keys };

    explicit CommandMatches(CommandRegistry& registry, QObject* parent = nullptr);

    void setTyped(const QString& typed);
    void setPictures(std::vector<PaletteEntry> pictures); // until the next setTyped()
    void run(const QModelIndex& index);                   // nothing for a heading
    [[nodiscard]] int commandCount() const { return m_commandCount; }
    [[nodiscard]] const std::vector<LetterRun>& runs(int row) const
    {
        return m_rows.at(static_cast<std::size_t>(row)).runs;
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading;         // of a heading row
        std::size_t command = 0; // else its index in the registry
        std::vector<LetterRun> runs;
        int picture = -1; // else its index
    };

    CommandRegistry& m_registry;
    std::vector<PaletteEntry> m_pictures;
    std::vector<Row> m_rows;
    int m_commandCount = 0;
};

} // namespace genserve::ui
