// What can be done with the gallery's pictures: commands with their keys, and the menu at the pointer.
#pragma once

#include <functional>

#include "../studio/recall.h"

class QPoint;
class QWidget;

namespace genserve::ui {

class CommandRegistry;

struct GalleryActs {
    std::function<void()> star, tag, compare, look, copyOut, search;
    std::function<void()> importFolder, trash, undoTrash, putBack, purge, emptyTrash;
    std::function<void(RecallPart)> recall;
};

// Their keys work while `scope` is visible.
void addGalleryCommands(CommandRegistry& commands, QWidget* scope, const GalleryActs& acts);

struct GalleryChoice {
    int pictures = 0;
    bool isTrash = false; // the grid shows the trash
    bool isEmpty = false; // the grid
    bool canUndo = false; // a move to the trash
};

void allowGalleryCommands(const CommandRegistry& commands, const GalleryChoice& choice);

// Of what is allowed; returns when it is closed.
void showGalleryMenu(const CommandRegistry& commands, QWidget* parent, const QPoint& globalPlace);

} // namespace genserve::ui
