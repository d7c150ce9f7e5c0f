#include "engine_words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include "engine_sentences.h"

namespace genserve::ui {
namespace {

constexpr const char* Context = "genserve::ui::EngineWords";
constexpr const char* ListMark = QT_TRANSLATE_NOOP("genserve::ui::EngineWords", "; ");
constexpr const char* PlaceMark = QT_TRANSLATE_NOOP("genserve::ui::EngineWords", ": ");
constexpr std::array Tables{requestSentences, modelSentences, taskSentences, systemSentences};
constexpr qsizetype MostMarks = 1; // "; " inside a sentence of the tables
constexpr int MostKept = 500;      // translations; a page shows some dozens

struct Pattern {
    QRegularExpression expression;
    QString longestPart; // what never changes, to pass over most patterns quickly
    qsizetype fixed = 0; // letters that never change
    const char* source;
};

Pattern patternOf(const char* source)
{
    static const QRegularExpression Place(QStringLiteral(R"(%\d)"));
    const QString words = QString::fromUtf8(source);
    Pattern pattern{{}, {}, 0, source};
    for (const QString& part : words.split(Place)) {
        pattern.fixed += part.size();
        if (part.size() > pattern.longestPart.size()) {
            pattern.longestPart = part;
        }
    }
    // `%1` becomes a group, everything else stands for itself. Nothing that is put in reaches into the next sentence of
    // a list, and what stands first does not take in the place before the sentence.
    QString text = QRegularExpression::escape(words);
    text.replace(QRegularExpression(QStringLiteral(R"(^\\%(\d))")), QStringLiteral("(?<p\\1>(?:(?!; |: ).)+?)"));
    text.replace(QRegularExpression(QStringLiteral(R"(\\%(\d))")), QStringLiteral("(?<p\\1>(?:(?!; ).)+?)"));
    pattern.expression =
        QRegularExpression(QRegularExpression::anchoredPattern(text), QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

// Those that say most first: "is required in mode fill without outpaint" before "is required in mode %1".
const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> All = [] {
        std::vector<Pattern> all;
        for (const auto sentences : Tables) {
            std::ranges::transform(sentences(), std::back_inserter(all), patternOf);
        }
        std::ranges::stable_sort(all, std::greater(), &Pattern::fixed);
        return all;
    }();
    return All;
}

QString translated(const QString& sentence);

// What a user wrote or a file holds; it may happen to be a sentence of ours.
bool isQuoted(const Pattern& pattern, const QString& place)
{
    const QString source = QString::fromUtf8(pattern.source);
    return source.contains(u'"' % place % u'"') || source.contains(u'\'' % place % u'\'');
}

std::optional<QString> asKnown(const QString& sentence)
{
    for (const Pattern& pattern : patterns()) {
        const auto match =
            sentence.contains(pattern.longestPart) ? pattern.expression.match(sentence) : QRegularExpressionMatch();
        if (!match.hasMatch()) {
            continue;
        }
        QString words = QCoreApplication::translate(Context, pattern.source);
        for (int i = 1; i < pattern.expression.captureCount() + 1; ++i) {
            const QString place = QStringLiteral("%%1").arg(i);
            const QString value = match.captured(QStringLiteral("p%1").arg(i));
            words.replace(place, isQuoted(pattern, place) ? value : translated(value));
        }
        return words;
    }
    return std::nullopt;
}

// A known sentence, perhaps with a place before it; the longest such place, since a file's name may hold colons itself.
std::optional<QString> asPlaced(const QString& sentence)
{
    if (auto known = asKnown(sentence)) {
        return known;
    }
    for (qsizetype at = sentence.indexOf(u": "); at > 0; at = sentence.indexOf(u": ", at + 1)) {
        if (const auto known = asKnown(sentence.mid(at + 2))) {
            return sentence.left(at) + QCoreApplication::translate(Context, PlaceMark) + *known;
        }
    }
    return std::nullopt;
}

QString translated(const QString& sentence)
{
    const QStringList parts = sentence.split(QStringLiteral("; "));
    QStringList all;
    for (qsizetype begin = 0; begin < parts.size();) {
        // Some sentences hold the mark themselves.
        qsizetype count = qMin<qsizetype>(MostMarks + 1, parts.size() - begin);
        std::optional<QString> known;
        while (count > 0 && !(known = asPlaced(parts.mid(begin, count).join(QStringLiteral("; "))))) {
            --count;
        }
        all << known.value_or(parts.at(begin));
        begin += qMax<qsizetype>(1, count);
    }
    return all.join(QCoreApplication::translate(Context, ListMark));
}

QString withPlaceLast(const QString& sentence)
{
    if (sentence.contains(u"; ")) {
        return translated(sentence);
    }
    for (qsizetype at = sentence.indexOf(u": "); at > 0; at = sentence.indexOf(u": ", at + 1)) {
        if (const auto known = asKnown(sentence.mid(at + 2))) {
            return *known % QStringLiteral(" · ") % sentence.left(at);
        }
    }
    const qsizetype end = sentence.startsWith(u'/') ? sentence.indexOf(u": ") : -1;
    return end < 0 ? translated(sentence) : QString(sentence.mid(end + 2) % QStringLiteral(" · ") % sentence.left(end));
}

// Lists ask for the same ones at every painting.
class Kept {
public:
    explicit Kept(QString (*translate)(const QString&)) : m_translate(translate) {}

    const QString& of(const std::string& sentence)
    {
        if (const QString now = QLocale().name(); now != m_language || m_kept.size() > MostKept) {
            m_kept.clear();
            m_language = now;
        }
        const QString english = QString::fromStdString(sentence);
        auto it = m_kept.find(english);
        if (it == m_kept.end()) {
            it = m_kept.insert(english, m_translate(english));
        }
        return *it;
    }

private:
    QString (*m_translate)(const QString&);
    QHash<QString, QString> m_kept;
    QString m_language;
};

} // namespace

QString engineSentence(const std::string& sentence)
{
    static Kept kept(translated);
    return kept.of(sentence);
}

QString engineReason(const std::string& sentence)
{
    static Kept kept(withPlaceLast);
    return kept.of(sentence);
}

QStringList knownEngineSentences()
{
    QStringList all;
    for (const auto sentences : {requestSentences, modelSentences, taskSentences}) {
        for (const char* source : sentences()) {
            all << QString::fromUtf8(source);
        }
    }
    return all;
}

} // namespace genserve::ui
