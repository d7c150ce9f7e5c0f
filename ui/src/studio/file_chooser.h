// The studio's file dialogs: each kind of file is looked for where the last one was.
#pragma once

#include <QString>

class QFileDialog;
class QSettings;
class QWidget;

namespace genserve::ui {

class FileChooser {
public:
    enum class Kind { Picture, Mask, Result };

    // Keeps the folders there; it outlives the chooser.
    explicit FileChooser(QSettings& settings) : m_settings(settings) {}

    // Of the user's pictures; home where there is none.
    [[nodiscard]] static QString picturesFolder();
    // The folder of the last file of this kind; picturesFolder() while there is none or it is gone.
    [[nodiscard]] QString folder(Kind kind) const;

    // These block until the user has chosen a file; empty = none.
    [[nodiscard]] QString opened(QWidget& parent, Kind kind, const QString& title);
    [[nodiscard]] QString saved(QWidget& parent, Kind kind, const QString& title, const QString& name); // a PNG
    [[nodiscard]] static QString folderChosen(QWidget& parent, const QString& title, const QString& begin);

private:
    QString chosen(QFileDialog& dialog, Kind kind);

    QSettings& m_settings;
};

} // namespace genserve::ui
