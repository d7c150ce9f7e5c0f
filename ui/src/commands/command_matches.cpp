#include "command_matches.h"

#include <algorithm>
#include <map>

#include "../theme/icon.h"
#include "command_registry.h"
#include "command_words.h"

namespace genserve::ui {

CommandMatches::CommandMatches(CommandRegistry& registry, QObject* parent)
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
        auto match = matchCommand(typed, command.spec.title(), group % u' ' % commandWords(command.spec.id));
        if (!match) { // the English word in any language
            match = matchCommand(typed, command.spec.id, {});
            if (match) {
                match->runs.clear();
            }
        }
        if (match) {
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
    m_pictures.clear();
    QString heading;
    for (Found& one : found) {
        const QString group = commands[one.command].spec.group();
        if (group != heading) {
            heading = group;
            m_rows.push_back({group, 0, {}, -1});
        }
        m_rows.push_back({{}, one.command, std::move(one.match.runs), -1});
    }
    m_commandCount = static_cast<int>(found.size());
    endResetModel();
}

void CommandMatches::setPictures(std::vector<PaletteEntry> pictures)
{
    beginResetModel();
    std::erase_if(m_rows, [this](const Row& row) { return row.picture >= 0 || row.heading == tr("Pictures"); });
    m_pictures = std::move(pictures);
    if (!m_pictures.empty()) {
        m_rows.push_back({tr("Pictures"), 0, {}, -1});
    }
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        m_rows.push_back({{}, 0, {}, static_cast<int>(i)});
    }
    endResetModel();
}

void CommandMatches::run(const QModelIndex& index)
{
    if (!index.isValid() || index.data(IsHeading).toBool()) {
        return;
    }
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    if (row.picture >= 0) {
        m_pictures.at(static_cast<std::size_t>(row.picture)).run();
    } else {
        m_registry.run(m_registry.commands().at(row.command).spec.id);
    }
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
    if (row.picture >= 0) {
        const PaletteEntry& picture = m_pictures.at(static_cast<std::size_t>(row.picture));
        switch (role) {
        case Qt::DisplayRole: return picture.title;
        case Qt::DecorationRole: return icon(QStringLiteral("image"));
        case Qt::AccessibleTextRole: return QString(picture.title % u' ' % picture.detail);
        case Group: return picture.detail;
        default: return {};
        }
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
