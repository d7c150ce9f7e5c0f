#include "wildcard_folder.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QDirIterator>
#include <QGuiApplication>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

namespace genserve::ui {
namespace {

const QString Ending = QStringLiteral(".txt");
// A folder like this is another one; the walk must end.
constexpr int MostEntries = 20 * WildcardListing::MostFiles;

bool canBeTyped(const QString& name)
{
    const QString typed = QStringLiteral("__%1__").arg(name);
    return wildcardSpans(typed) == std::vector<PromptSpan>{{0, static_cast<int>(typed.size())}};
}

QFileInfoList filesIn(const QString& folder, WildcardListing& listing)
{
    QFileInfoList files;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    // Hidden ones are left out, and links to folders are not followed.
    QDirIterator walk(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    listing.folders << folder;
    for (int i = 0; i < MostEntries && walk.hasNext(); ++i) {
        walk.next();
        const QFileInfo file = walk.fileInfo();
        if (file.isDir() && !file.isSymLink()) {
            listing.folders << file.filePath();
        } else if (!file.isDir() && file.fileName().endsWith(Ending)) {
            files << file;
            hash.addData(QStringLiteral("%1\n%2 %3\n")
                             .arg(file.filePath())
                             .arg(file.lastModified().toMSecsSinceEpoch())
                             .arg(file.size())
                             .toUtf8());
        }
    }
    listing.state = hash.result();
    return files;
}

void addFile(WildcardSet& set, const QString& name, const QFileInfo& info)
{
    QFile file(info.filePath());
    if (info.isSymLink()) {
        set.addFaulty(name, WildcardFault::Kind::Link);
    } else if (info.size() > WildcardSet::LargestFile) {
        set.addFaulty(name, WildcardFault::Kind::TooLarge);
    } else if (!file.open(QIODevice::ReadOnly)) {
        set.addFaulty(name, WildcardFault::Kind::Unreadable);
    } else {
        set.add(name, file.read(WildcardSet::LargestFile)); // also where it grows meanwhile
    }
}

} // namespace

WildcardListing readWildcards(const QString& folder, const QByteArray& known)
{
    WildcardListing listing;
    const QFileInfoList files = filesIn(folder, listing);
    if (listing.state == known) {
        return listing;
    }
    auto set = std::make_shared<WildcardSet>();
    const QDir root(folder);
    qint64 bytes = 0;
    int count = 0;
    for (const QFileInfo& file : files) {
        const QString name = root.relativeFilePath(file.filePath()).chopped(Ending.size());
        if (!canBeTyped(name)) {
            continue;
        }
        bytes += qMin(file.size(), WildcardSet::LargestFile);
        if (++count > WildcardListing::MostFiles || bytes > WildcardListing::MostBytes) {
            set->addFaulty(name, WildcardFault::Kind::TooMuch);
        } else {
            addFile(*set, name, file);
        }
    }
    set->finish();
    listing.set = std::move(set);
    return listing;
}

WildcardFolder::WildcardFolder(const QString& path, QObject* parent) : QObject(parent), m_path(path)
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &WildcardFolder::read);
    // Who writes into a file in its place tells no folder; that is seen when they come back.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) {
            read();
        }
    });
    read();
}

void WildcardFolder::read()
{
    m_isOutdated = m_isReading;
    if (m_isReading) {
        return;
    }
    m_isReading = true;
    QThreadPool::globalInstance()->start([self = QPointer(this), path = m_path, known = m_state] {
        const WildcardListing listing = readWildcards(path, known);
        QMetaObject::invokeMethod(qApp, [self, listing] {
            if (self != nullptr) {
                self->take(listing);
            }
        });
    });
}

void WildcardFolder::take(const WildcardListing& listing)
{
    m_isReading = false;
    m_state = listing.state;
    for (const QString& folder : listing.folders) {
        if (!m_watcher.directories().contains(folder) && QFileInfo::exists(folder)) {
            m_watcher.addPath(folder);
        }
    }
    if (listing.set != nullptr) {
        Q_EMIT changed(listing.set);
    }
    if (m_isOutdated) {
        read();
    }
}

bool WildcardFolder::open()
{
    if (!QDir().mkpath(m_path)) {
        return false;
    }
    read(); // it is watched from now on
    return QDesktopServices::openUrl(QUrl::fromLocalFile(m_path));
}

QString WildcardFolder::sentence(const WildcardFault& fault)
{
    const QString file = QStringLiteral("wildcards/") % fault.name % Ending;
    switch (fault.kind) {
    case WildcardFault::Kind::Missing: return tr("There is no wildcard file %1").arg(file);
    case WildcardFault::Kind::Link:
        return tr("%1 is a link; only files of the wildcards folder itself are read").arg(file);
    case WildcardFault::Kind::Unreadable: return tr("%1 can't be read").arg(file);
    case WildcardFault::Kind::TooLarge:
        return tr("%1 is larger than %2 MB").arg(file).arg(WildcardSet::LargestFile / (1024 * 1024));
    case WildcardFault::Kind::TooMuch:
        return tr("%1 was not read: the wildcards folder holds more than %2 files or %3 MB")
            .arg(file)
            .arg(WildcardListing::MostFiles)
            .arg(WildcardListing::MostBytes / (1024 * 1024));
    case WildcardFault::Kind::NotText: return tr("%1 is not UTF-8 text").arg(file);
    case WildcardFault::Kind::NoLines: return tr("%1 has no lines to choose from").arg(file);
    case WildcardFault::Kind::TooDeep:
        return tr("%1 leads through more than %2 files, or back to itself").arg(file).arg(WildcardSet::DeepestNesting);
    case WildcardFault::Kind::TooLong: break;
    }
    return tr("With %1 the prompt could become longer than %2 characters").arg(file).arg(WildcardSet::LongestText);
}

} // namespace genserve::ui
