#include "search_text.h"

namespace genserve::tasks {
namespace {

bool standsAlone(QChar::Script script)
{
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana
           || script == QChar::Script_Hangul || script == QChar::Script_Thai;
}

// What unicode61 takes for a part of a word.
bool isWordPart(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || QChar::category(c) == QChar::Other_PrivateUse;
}

// The words in the order of the text, characters of scripts without spaces one by one.
QStringList wordsOf(const QString& text)
{
    QStringList words;
    QString word;
    const auto endWord = [&] {
        if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    };
    for (const char32_t c : text.toUcs4()) {
        const bool isAlone = standsAlone(QChar::script(c));
        if (isAlone || !isWordPart(c)) {
            endWord();
        }
        if (isWordPart(c)) {
            word += QString::fromUcs4(&c, 1);
        }
        if (isAlone) {
            endWord();
        }
    }
    endWord();
    return words;
}

} // namespace

QString searchText(const QString& words) { return wordsOf(words).join(u' '); }

QString searchText(const QString& prompt, const TaskResult& result)
{
    return searchText(prompt + u' ' + QString::fromStdString(result.fileName));
}

QString searchQuery(const QString& words)
{
    QStringList phrases;
    for (const QString& term : words.split(u' ', Qt::SkipEmptyParts)) {
        if (const QString phrase = searchText(term); !phrase.isEmpty()) {
            phrases.append(u'"' + phrase + QStringLiteral("\"*"));
        }
    }
    return phrases.join(u' ');
}

QStringList likePatterns(const QString& words)
{
    QStringList patterns;
    for (QString term : words.split(u' ', Qt::SkipEmptyParts)) {
        if (!searchText(term).isEmpty()) {
            for (const QChar special : {u'\\', u'%', u'_'}) {
                term.replace(special, QString(u'\\') + special);
            }
            patterns.append(u'%' + term + u'%');
        }
    }
    return patterns;
}

} // namespace genserve::tasks
