#include "prompt_wildcards.h"

#include <algorithm>

#include <QRegularExpression>
#include <QStringDecoder>

namespace genserve::ui {
namespace {

const QRegularExpression& wildcard()
{
    // Letters of every script; '.' and '/' also where no file can be, so that such a name is refused, not sent.
    static const QRegularExpression pattern(QStringLiteral("__(?!_)([\\w./-]*?[\\p{L}\\p{N}\\p{M}./-])__"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

} // namespace

std::vector<PromptSpan> wildcardSpans(const QString& prompt)
{
    std::vector<PromptSpan> spans;
    auto matches = wildcard().globalMatch(prompt);
    while (matches.hasNext()) {
        const auto match = matches.next();
        spans.push_back({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
    return spans;
}

QString wildcardName(const QString& prompt, const PromptSpan& span)
{
    return prompt.mid(span.start + 2, span.length - 4);
}

void WildcardSet::add(const QString& name, const QByteArray& content)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(content);
    if (decoder.hasError() || text.contains(u'\0')) {
        addFaulty(name, WildcardFault::Kind::NotText);
        return;
    }
    File file;
    for (const QString& line : text.split(u'\n')) {
        if (const QString words = line.simplified(); !words.isEmpty() && !words.startsWith(u'#')) {
            file.lines << words;
        }
    }
    if (file.lines.isEmpty()) {
        addFaulty(name, WildcardFault::Kind::NoLines);
        return;
    }
    m_files[name] = std::move(file);
}

void WildcardSet::addFaulty(const QString& name, WildcardFault::Kind kind)
{
    m_files[name].fault = WildcardFault{kind, name};
}

// Each round settles the files that ask only for those of earlier rounds, so a circle is never settled.
void WildcardSet::finish()
{
    for (int round = 1; round <= DeepestNesting; ++round) {
        for (auto& [name, file] : m_files) {
            if (!file.fault && file.depth == 0) {
                settle(name, file, round);
            }
        }
    }
    for (auto& [name, file] : m_files) {
        if (!file.fault && file.depth == 0) {
            file.fault = WildcardFault{WildcardFault::Kind::TooDeep, name};
        }
    }
}

void WildcardSet::settle(const QString& name, File& file, int round)
{
    qint64 most = 0;
    for (const QString& line : file.lines) {
        qint64 longest = line.size();
        for (const PromptSpan& span : wildcardSpans(line)) {
            const QString inner = wildcardName(line, span);
            const auto found = m_files.find(inner);
            if (found == m_files.end() || found->second.fault) {
                file.fault =
                    found == m_files.end() ? WildcardFault{WildcardFault::Kind::Missing, inner} : *found->second.fault;
                return;
            }
            if (found->second.depth == 0 || found->second.depth == round) {
                return; // not yet
            }
            longest += found->second.longest - span.length;
        }
        most = std::max(most, longest);
    }
    file.depth = round;
    file.longest = most;
    if (most > LongestText) {
        file.fault = WildcardFault{WildcardFault::Kind::TooLong, name};
    }
}

QStringList WildcardSet::names() const
{
    QStringList names;
    for (const auto& [name, file] : m_files) {
        names << name;
    }
    return names;
}

std::optional<WildcardFault> WildcardSet::check(const QString& prompt) const
{
    qint64 longest = prompt.size();
    for (const PromptSpan& span : wildcardSpans(prompt)) {
        const QString name = wildcardName(prompt, span);
        const auto found = m_files.find(name);
        if (found == m_files.end()) {
            return WildcardFault{WildcardFault::Kind::Missing, name};
        }
        if (found->second.fault) {
            return found->second.fault;
        }
        longest += found->second.longest - span.length;
        if (longest > LongestText) {
            return WildcardFault{WildcardFault::Kind::TooLong, name};
        }
    }
    return std::nullopt;
}

QString WildcardSet::expand(const QString& prompt, std::int64_t seed) const
{
    RandomParts random(seed);
    return check(prompt) ? expandChoices(prompt, random) : expandIn(prompt, random);
}

// A line is expanded by itself, so that its braces and bars can't join those around it. Wildcards are marked before
// choices are made: a name that only a choice puts together was not checked and is none.
QString WildcardSet::expandIn(QString text, RandomParts& random) const
{
    constexpr QChar Mark(0x1);
    text.remove(Mark).replace(wildcard(), QString(Mark) % QStringLiteral("\\1") % Mark);
    const QStringList pieces = expandChoices(text, random).split(Mark); // every second one is a name
    QString result;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        result += i % 2 == 0 ? pieces.at(i) : expandIn(random.of(m_files.at(pieces.at(i)).lines), random);
    }
    return result;
}

} // namespace genserve::ui
