#include "engine_words.h"

#include <array>
#include <optional>

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace genserve::ui {
namespace {

constexpr const char* Context = "genserve::ui::EngineWords";
constexpr const char* ListMark = QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "; ");
constexpr const char* PlaceMark = QT_TRANSLATE_NOOP("genserve::ui::EngineWords", ": ");
constexpr int MostKept = 500; // translations; a page shows some dozens

// What people meet in everyday use. The fixed words of each are searched for in the engine's sources by a test.
constexpr auto Sentences = std::to_array<const char*>({
    // memory
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "this picture needs %1 of main memory for weights that do not fit the device, and %2 are there"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "this picture needs at least %1 of memory and %2 are there"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 would fit, or precision fp8"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "precision fp8 would fit"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "no size of this model would fit"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 x %2 would fit"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "memory ran out: made with %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "memory was not enough for the fastest plan; the picture was made with fallback %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the computer's memory is not enough"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "not enough memory: the system refused an allocation"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "not enough memory to read it"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "not enough memory: %1"),
    // requests
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the end of the prompt was cut off: \"%1\""),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 characters, the limit is %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 is not in %2 to %3"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 can't run without: %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "model %1 can't do %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "model %1 does fill only, not %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "is required in mode %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "model %1 is used instead of %2, which needs a control model for a control_image"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "model %1 is used instead of %2, which would only blend in mode fill"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "no model that can run is installed"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "is not installed"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "the model computed invalid numbers (NaN); another precision may help"),
    // LoRAs and models
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "%1 of %2 tensors of %3 fit no layer of this model, the first is %4"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 is a control LoRA and needs a control picture"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "%1 fits no layer of this model; its first tensor is %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "is made for another kind of model: no tensor belongs to a layer of FLUX"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "can't be used: %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "a safetensors file that holds no part of a FLUX model"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "a FLUX model that it fits"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "a FLUX base model that it fits"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "GGUF files are not read"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "is an adapter, not a model"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "is not a FLUX model"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "no such file or folder"),
    // pictures
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "not a PNG or JPEG picture"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the file is empty"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the file has %1 bytes, the limit is %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its size is %1, the limits are %2 a side and %3"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its size is %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its image data is damaged"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its image data ends before the picture does"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the file ends before the picture does"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its header is damaged"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "takes longer than %1 ms to decode"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its colour profile is ignored, the colours are taken as sRGB"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "it is animated, only its still picture is used"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the file has changed since its task was accepted"),
    // tasks
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "there is no such task"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the task has no picture"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the task is %1 and can't be %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "queued"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "running"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "finished"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "failed"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "cancelled"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "tried again"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "given a priority"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "moved"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "this client may have %1 tasks in the queue and has %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the queue holds %1 of %2 tasks"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "input pictures take %1 of %2"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "emptying the trash frees space"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the program is shutting down"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the task can't be stored: %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "done, but it can't be stored yet: %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the program ended %1 times while this task ran"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its deadline came before its picture"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "its deadline came before it started"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "the device has failed; it comes back when the program is started anew"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "unexpected fault: %1"),
    // files
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "can't make the folder: %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "can't write to the folder"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "can't write it: %1"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the database is damaged: %1"),
    // the start
    QT_TRANSLATE_NOOP(
        "genserve::ui::EngineWords",
        "the database was damaged; it lies in %1 and was rebuilt from the last hourly copy and %2 pictures"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "the database was damaged; it lies in %1 and was rebuilt from %2 pictures"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "the program ended while tasks ran; %1 of them begin anew"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "the program ended while tasks ran; %1 of them had their picture already"),
    QT_TRANSLATE_NOOP("genserve::ui::EngineWords",
                      "the program ended while tasks ran; %1 of them failed, since that was the third time"),
});

struct Pattern {
    QRegularExpression expression;
    const char* source;
};

// `%1` becomes a group, everything else stands for itself.
QRegularExpression expressionOf(const char* source)
{
    QString text = QRegularExpression::escape(QString::fromUtf8(source));
    text.replace(QRegularExpression(QStringLiteral(R"(\\%(\d))")), QStringLiteral("(?<p\\1>.+?)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(text),
                              QRegularExpression::DotMatchesEverythingOption);
}

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> All = [] {
        std::vector<Pattern> all;
        for (const char* source : Sentences) {
            all.push_back({expressionOf(source), source});
        }
        return all;
    }();
    return All;
}

QString translated(const QString& sentence);

std::optional<QString> asKnown(const QString& sentence)
{
    for (const Pattern& pattern : patterns()) {
        const auto match = pattern.expression.match(sentence);
        if (!match.hasMatch()) {
            continue;
        }
        QString words = QCoreApplication::translate(Context, pattern.source);
        for (int i = 1; i < pattern.expression.captureCount() + 1; ++i) {
            const QString place = QStringLiteral("%%1").arg(i);
            words.replace(place, translated(match.captured(QStringLiteral("p%1").arg(i))));
        }
        return words;
    }
    return std::nullopt;
}

QString translated(const QString& sentence)
{
    if (const auto known = asKnown(sentence)) {
        return *known;
    }
    if (const auto parts = sentence.split(QStringLiteral("; ")); parts.size() > 1) {
        QStringList all;
        for (const QString& part : parts) {
            all << translated(part);
        }
        return all.join(QCoreApplication::translate(Context, ListMark));
    }
    // The longest place that stands before a known sentence: a file's name may hold colons itself.
    for (qsizetype at = sentence.indexOf(u": "); at > 0; at = sentence.indexOf(u": ", at + 1)) {
        if (const auto known = asKnown(sentence.mid(at + 2))) {
            return sentence.left(at) + QCoreApplication::translate(Context, PlaceMark) + *known;
        }
    }
    return sentence;
}

} // namespace

QString engineSentence(const std::string& sentence)
{
    static QHash<QString, QString> kept; // lists ask for the same ones at every painting
    static QString language;
    if (const QString now = QLocale().name(); now != language || kept.size() > MostKept) {
        kept.clear();
        language = now;
    }
    const QString english = QString::fromStdString(sentence);
    auto it = kept.find(english);
    if (it == kept.end()) {
        it = kept.insert(english, translated(english));
    }
    return *it;
}

QStringList knownEngineSentences()
{
    QStringList all;
    for (const char* source : Sentences) {
        all << QString::fromUtf8(source);
    }
    return all;
}

} // namespace genserve::ui
