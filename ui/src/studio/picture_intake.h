// What comes into the studio from outside: pictures, masks, and an earlier picture's settings.
#pragma once

#include <functional>

#include <QObject>

#include "picture_opening.h"
#include "studio_model.h"

namespace genserve::ui {

class CanvasPane;
class FileChooser;

// What it replaces and cannot be had back otherwise it offers back.
class PictureIntake : public QObject {
    Q_OBJECT

public:
    PictureIntake(StudioModel& model, CanvasPane& pane, FileChooser& files);

    void choose(); // a file, by a dialog
    // For the mode in use. Files are read off the GUI thread; it tells where they can't be.
    void open(const QString& file);
    void openMask(const QString& file); // over the picture, of any size
    void openControl(const QString& file);
    void fit(const QImage& picture);  // of any size
    void take(const QImage& picture); // of a size that can be worked on
    void use(const QImage& picture, Mode mode);
    void recall(const GenerationRequest& request, RecallPart part);

Q_SIGNALS:
    void replacing();                  // settings, in a moment
    void message(const QString& text); // for the toast
    void undoable(const QString& text, const std::function<void()>& undo);

private:
    void offerBack(const QString& text, const StudioSnapshot& before);

    StudioModel& m_model;
    CanvasPane& m_pane;
    FileChooser& m_files;
    PictureOpening m_opening;
    bool m_hasNarrowed = false; // to what is masked, for a picture that is too large to be repainted whole
};

} // namespace genserve::ui
