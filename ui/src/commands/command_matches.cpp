#include "command_matches.h"

#include <algorithm>
#include <map>

#include "command_registry.h"

namespace genserve::ui {

CommandMatches::CommandMatches(const CommandRegistry& registry, QObject* parent)
    : QAbstractListModel(parent), m_registry(registry)
{
    setTyped({});
}

void CommandMatches::setTyped(const QString& typed)
{
    struct Found {
        std::size_t command;
        CommandMatch match;
    };
    std::vector<Found> found;
    std::map<QString, int> best; // score by group
    const auto& commands = m_registry.commands();
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Command& command = commands[i];
        if (!command.action->isEnabled()) {
            continue;
        }
        const QString group = command.spec.group();
        if (auto match = matchCommand(typed, command.spec.title(), group)) {
            best[group] = std::max(best[group], match->score);
            found.push_back({i, std::move(*match)});
        }
    }
    std::ranges::stable_sort(found, [&](const Found& a, const Found& b) {
        const QString groupA = commands[a.command].spec.group(), groupB = commands[b.command].spec.group();
        if (groupA != groupB) {
            return best[groupA] != best[groupB] ? best[groupA] > best[groupB] : groupA < groupB;
        }
        return a.match.score > b.match.score;
    });
    beginResetModel();
    m_rows.clear();
    QString heading;
    for (Found& one : found) {
        const QString group = commands[one.command].spec.group();
        if (group != heading) {
            heading = group;
            m_rows.push_back({group, 0, {}});
        }
        m_rows.push_back({{}, one.command, std::move(one.match.runs)});
    }
    m_commandCount = static_cast<int>(found.size());
    endResetModel();
}

int CommandMatches::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CommandMatches::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const bool isHeading = !row.heading.isEmpty();
    if (role == IsHeading) {
        return isHeading;
    }
    if (isHeading) {
        return role == Qt::DisplayRole ? QVariant(row.heading) : QVariant();
    }
    const Command& command = m_registry.commands().at(row.command);
    switch (role) {
    case Qt::DisplayRole: return command.spec.title();
    case Qt::DecorationRole: return command.action->icon();
    case Qt::AccessibleTextRole: return QString(command.spec.title() % u' ' % m_registry.keysText(command.spec.id));
    case CommandId: return command.spec.id;
    case Group: return command.spec.group();
    case Keys: return m_registry.keysText(command.spec.id);
    default: return {};
    }
}

Qt::ItemFlags CommandMatches::flags(const QModelIndex& index) const
{
    if (index.isValid() && index.data(IsHeading).toBool()) {
        return Qt::ItemNeverHasChildren;
    }
    return index.isValid() ? QAbstractListModel::flags(index) : Qt::NoItemFlags;
}

} // namespace genserve::ui
