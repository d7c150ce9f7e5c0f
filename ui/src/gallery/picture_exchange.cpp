#include "picture_exchange.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include "../studio/file_chooser.h"

namespace genserve::ui {
namespace {

QString wordsOf(const tasks::ImportReport& report)
{
    QString text = PictureExchange::tr("%n picture(s) imported", nullptr, report.imported);
    if (report.known > 0) {
        text += QStringLiteral(" · ") + PictureExchange::tr("%n known before", nullptr, report.known);
    }
    if (!report.skipped.empty()) {
        text += QStringLiteral(" · ")
                + PictureExchange::tr("%n skipped: %1", nullptr, static_cast<int>(report.skipped.size()))
                      .arg(QString::fromStdString(report.skipped.front()));
    }
    return text;
}

} // namespace

PictureExchange::PictureExchange(TaskDoor& tasks, QWidget* window) : QObject(window), m_tasks(tasks), m_window(window)
{
}

void PictureExchange::copyOut(const std::vector<tasks::Task>& tasks)
{
    const QString folder =
        FileChooser::folderChosen(*m_window, tr("Copy the pictures to a folder"), FileChooser::picturesFolder());
    if (folder.isEmpty()) {
        return;
    }
    QStringList files;
    for (const tasks::Task& task : tasks) {
        files << m_tasks.pictureFile(task);
    }
    QThreadPool::globalInstance()->start([self = QPointer(this), files, folder] {
        int copied = 0;
        for (const QString& file : files) {
            copied += QFile::copy(file, folder + u'/' + QFileInfo(file).fileName()) ? 1 : 0;
        }
        QMetaObject::invokeMethod(qApp, [self, copied, all = files.size()] {
            if (self != nullptr) {
                Q_EMIT self->message(tr("%1 of %2 pictures copied").arg(copied).arg(all));
            }
        });
    });
}

void PictureExchange::importFolder()
{
    const QString folder =
        FileChooser::folderChosen(*m_window, tr("Import pictures from a folder"), FileChooser::picturesFolder());
    if (!folder.isEmpty()) {
        importFiles({folder});
    }
}

void PictureExchange::importFiles(const QStringList& files)
{
    Q_EMIT message(tr("Importing…"));
    m_tasks.importPictures(files, [self = QPointer(this)](const tasks::ImportReport& report) {
        if (self != nullptr) {
            Q_EMIT self->message(wordsOf(report));
            Q_EMIT self->imported();
        }
    });
}

} // namespace genserve::ui
