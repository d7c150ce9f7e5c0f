// The folder of the wildcard files: read off the GUI thread, again when it changes.
#pragma once

#include <memory>

#include <QFileSystemWatcher>
#include <QObject>

#include "prompt_wildcards.h"

namespace genserve::ui {

// What lies in a folder at one moment. Files of more than a limit, links and what is no text are known by their names
// only, with what is wrong. Any thread; blocks.
struct WildcardListing {
    static constexpr int MostFiles = 5000;
    static constexpr qint64 MostBytes = 32 * 1024 * 1024; // of all files

    QByteArray state;    // equal = nothing changed
    QStringList folders; // to be watched
    std::shared_ptr<const WildcardSet> set;
};
// known: the state of before; set is null where it is still the same.
WildcardListing readWildcards(const QString& folder, const QByteArray& known = {});

class WildcardFolder : public QObject {
    Q_OBJECT

public:
    explicit WildcardFolder(const QString& path, QObject* parent = nullptr);

    // Off the GUI thread; changed() follows where something did.
    void read();
    // In the desktop's file manager; makes it first. false = there is none, or no way to show it.
    bool open();
    [[nodiscard]] const QString& path() const { return m_path; }

    static QString sentence(const WildcardFault& fault);

Q_SIGNALS:
    void changed(const std::shared_ptr<const genserve::ui::WildcardSet>& set);

private:
    void take(const WildcardListing& listing);

    QString m_path;
    QFileSystemWatcher m_watcher;
    QByteArray m_state;
    bool m_isReading = false, m_isOutdated = false;
};

} // namespace genserve::ui
