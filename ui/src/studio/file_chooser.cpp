#include "file_chooser.h"

#include <array>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::FileChooser)
};

QString keyOf(FileChooser::Kind kind)
{
    constexpr std::array<const char*, 3> Names{"picture", "mask", "result"};
    return QStringLiteral("folders/") + QLatin1String(Names[static_cast<std::size_t>(kind)]);
}

} // namespace

QString FileChooser::folder(Kind kind) const
{
    const QString last = m_settings.value(keyOf(kind)).toString();
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    // A dialog takes what is not there for the name of a file.
    for (const QString& folder : {last, pictures}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) {
            return folder;
        }
    }
    return QDir::homePath();
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
    if (dialog.exec() != QDialog::Accepted) {
        return {};
    }
    const QString file = dialog.selectedFiles().value(0);
    m_settings.setValue(keyOf(kind), QFileInfo(file).absolutePath());
    return file;
}

} // namespace genserve::ui
