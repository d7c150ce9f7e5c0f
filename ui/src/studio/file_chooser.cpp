#include "file_chooser.h"

#include <array>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QSettings>
#include <QSplitter>
#include <QStandardPaths>
#include <QTreeView>

namespace genserve::ui {
namespace {

constexpr QSize DialogSize(860, 520);
constexpr int SideWidth = 150;

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::FileChooser)
};

QString keyOf(FileChooser::Kind kind)
{
    constexpr std::array<const char*, 3> Names{"picture", "mask", "result"};
    return QStringLiteral("folders/") + QLatin1String(Names[static_cast<std::size_t>(kind)]);
}

// A dialog takes what is not there for the name of a file.
bool isFolder(const QString& folder) { return !folder.isEmpty() && QFileInfo(folder).isDir(); }

// Room for names and dates, where Qt draws the dialog; a desktop's own one takes its size itself.
void makeRoom(QFileDialog& dialog)
{
    if (auto* parts = dialog.findChild<QSplitter*>(QStringLiteral("splitter"))) {
        dialog.resize(DialogSize);
        parts->setSizes({SideWidth, DialogSize.width() - SideWidth});
    }
    if (auto* list = dialog.findChild<QTreeView*>(QStringLiteral("treeView"))) {
        list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
        list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    }
}

} // namespace

QString FileChooser::folder(Kind kind) const
{
    const QString last = m_settings.value(keyOf(kind)).toString();
    return isFolder(last) ? last : picturesFolder();
}

QString FileChooser::picturesFolder()
{
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return isFolder(pictures) ? pictures : QDir::homePath();
}

QString FileChooser::folderChosen(QWidget& parent, const QString& title, const QString& begin)
{
    QFileDialog dialog(&parent, title, begin);
    dialog.setFileMode(QFileDialog::Directory);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    makeRoom(dialog);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

QString FileChooser::opened(QWidget& parent, Kind kind, const QString& title)
{
    QFileDialog dialog(&parent, title, folder(kind), Words::tr("Pictures (*.png *.jpg *.jpeg)"));
    dialog.setFileMode(QFileDialog::ExistingFile);
    return chosen(dialog, kind);
}

QString FileChooser::saved(QWidget& parent, Kind kind, const QString& title, const QString& name)
{
    QFileDialog dialog(&parent, title, folder(kind), Words::tr("PNG (*.png)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png")); // before it asks whether to replace that file
    dialog.selectFile(name);
    return chosen(dialog, kind);
}

QString FileChooser::chosen(QFileDialog& dialog, Kind kind)
{
    makeRoom(dialog);
    if (dialog.exec() != QDialog::Accepted) {
        return {};
    }
    const QString file = dialog.selectedFiles().value(0);
    m_settings.setValue(keyOf(kind), QFileInfo(file).absolutePath());
    return file;
}

} // namespace genserve::ui
