// Wildcards in a prompt: __name__, in whose place comes a line of the file name.txt.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "prompt_syntax.h"

namespace genserve::ui {

// Why a wildcard can't be used.
struct WildcardFault {
    enum class Kind {
        Missing,
        Link,
        Unreadable,
        TooLarge,
        TooMuch, // the folder holds more than is read
        NotText,
        NoLines,
        TooDeep, // or it leads back to itself
        TooLong, // its longest text
    };
    Kind kind = Kind::Missing;
    QString name; // of the file that is at fault; perhaps one that another file asks for
    bool operator==(const WildcardFault&) const = default;
};

// Every "__name__", in their order.
std::vector<PromptSpan> wildcardSpans(const QString& prompt);
// "animals/cats" of "__animals/cats__".
QString wildcardName(const QString& prompt, const PromptSpan& span);

// The files of one moment. They were all looked at when it was made: what check() lets through can be expanded.
class WildcardSet {
public:
    static constexpr int DeepestNesting = 8;           // files that ask for files
    static constexpr qint64 LongestText = 20'000;      // UTF-16 units, of a prompt with everything put in
    static constexpr qint64 LargestFile = 1024 * 1024; // bytes

    // Their names without ".txt", with '/' between folders.
    void add(const QString& name, const QByteArray& content);
    void addFaulty(const QString& name, WildcardFault::Kind kind);
    // Looks at what the files ask for, once all are added.
    void finish();

    [[nodiscard]] QStringList names() const; // of all files
    [[nodiscard]] std::optional<WildcardFault> check(const QString& prompt) const;
    // Choices and wildcards replaced: the same for the same seed and files. What check() refuses stays as it is.
    [[nodiscard]] QString expand(const QString& prompt, std::int64_t seed) const;

private:
    struct File {
        QStringList lines;
        std::optional<WildcardFault> fault;
        int depth = 0; // of files below it and itself; 0 = not known
        qint64 longest = 0;
    };
    void settle(const QString& name, File& file, int round);
    [[nodiscard]] QString expandIn(QString text, RandomParts& random) const;

    std::map<QString, File> m_files;
};

} // namespace genserve::ui
