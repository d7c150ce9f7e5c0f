// What Linux, Qt and SQLite say, inside sentences of the engine, and what the starter says of itself.
#include "engine_sentences.h"

#include <array>

#include <QtGlobal>

namespace genserve::ui {

std::span<const char* const> systemSentences()
{
    static constexpr auto Sentences = std::to_array<const char*>({
        QT_TRANSLATE_NOOP(
            "genserve::ui::EngineWords",
            "Small FLUX model that comes with GenServe: painted scenes and some sixty things, from English "
            "and Chinese prompts"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "The bound address is already in use"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "The address is not available"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "The address is protected"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Address already in use"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "No space left on device"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Permission denied"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "No such file or directory"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Read-only file system"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Is a directory"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Not a directory"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Input/output error"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Disk quota exceeded"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "Too many open files"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "File exists"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "File name too long"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "database or disk is full"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "disk I/O error"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "database disk image is malformed"),
        QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "attempt to write a readonly database"),
    });
    return Sentences;
}

} // namespace genserve::ui
