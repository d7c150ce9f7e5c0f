#include "command_words.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QStringBuilder>

namespace genserve::ui {
namespace {

struct Entry {
    const char* id;
    const char* words;
};

constexpr std::array<Entry, 29> Entries{{
    {"canvas.fit", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "zoom whole window")},
    {"canvas.pixels", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "zoom 100% original size")},
    {"gallery.export", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "save copy files")},
    {"gallery.import", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "add pictures folder open")},
    {"gallery.purge", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "delete remove forever")},
    {"gallery.recall", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "reuse parameters settings")},
    {"gallery.remix", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "variation another seed")},
    {"gallery.trash", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "delete remove bin")},
    {"control.look", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "canny edges depth preview")},
    {"mode.control", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "controlnet canny edges depth")},
    {"mode.fill", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "inpaint repaint mask outpaint")},
    {"mode.image", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "img2img image to image variation")},
    {"mode.text", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "txt2img text to image")},
    {"models.addFolder", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "checkpoint LoRA download path")},
    {"models.rescan", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "refresh reload checkpoints")},
    {"picture.open", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "load image file import")},
    {"queue.pause", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "stop resume hold")},
    {"queue.retry", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "again repeat")},
    {"result.save", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "export download")},
    {"result.trash", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "delete remove bin")},
    {"server.key", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "API token password access")},
    {"server.share", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "LAN REST API address")},
    {"task.cancel", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "stop interrupt abort")},
    {"task.generate", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "make create render run start")},
    {"tool.frame", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "outpaint extend uncrop larger")},
    {"window.commands", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "help what can I do")},
    {"window.dark", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "theme night mode appearance")},
    {"window.light", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "theme day mode appearance")},
    {"window.system", QT_TRANSLATE_NOOP("genserve::ui::CommandWords", "theme appearance")},
}};

} // namespace

QString commandWords(const QString& id)
{
    const auto it = std::ranges::find_if(Entries, [&](const Entry& entry) { return id == QLatin1String(entry.id); });
    if (it == Entries.end()) {
        return {};
    }
    // Many know the English words, whatever language they use.
    return QCoreApplication::translate("genserve::ui::CommandWords", it->words) % u' ' % QLatin1String(it->words);
}

} // namespace genserve::ui
