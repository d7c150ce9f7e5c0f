#include "picture_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include "../studio/task_words.h"
#include "../theme/tabular_text.h"
#include "../words/engine_words.h"
#include "../words/text_forms.h"

namespace genserve::ui {
namespace {

constexpr qsizetype TitleWords = 4;

class PictureWords {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::PictureWords)
};

QString loraList(const GenerationRequest& request)
{
    QStringList all;
    for (const LoraChoice& one : request.loras) {
        all << QStringLiteral("%1 %2").arg(QString::fromStdString(one.name)).arg(one.weight, 0, 'f', 2);
    }
    return all.isEmpty() ? PictureWords::tr("none") : all.join(QStringLiteral(", "));
}

QString whenWords(const tasks::Task& task)
{
    const QDateTime made = QDateTime::fromMSecsSinceEpoch(task.finishedMs);
    const QLocale locale;
    const QString day = made.date() == QDate::currentDate() ? PictureWords::tr("today")
                                                            : locale.toString(made.date(), QLocale::ShortFormat);
    QStringList parts{QString(day % u' ' % locale.toString(made.time(), QLocale::ShortFormat))};
    if (task.finishedMs > task.startedMs && task.startedMs > 0) {
        parts << PictureWords::tr("%1 s")
                     .arg((task.finishedMs - task.startedMs) / 1000.0, 0, 'f', 1)
                     .replace(u' ', QChar::Nbsp);
    }
    if (!task.device.empty()) {
        parts << QString::fromStdString(task.device);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString dayWords(const QDate& day)
{
    const qint64 ago = day.daysTo(QDate::currentDate());
    return ago == 0   ? PictureWords::tr("Today")
           : ago == 1 ? PictureWords::tr("Yesterday")
                      : QLocale().toString(day, QLocale::LongFormat);
}

QString shortDayWords(const QDate& day)
{
    const QDate today = QDate::currentDate();
    return day.daysTo(today) < 2        ? dayWords(day)
           : day.year() == today.year() ? QLocale().toString(day, PictureWords::tr("ddd, MMM d"))
                                        : QLocale().toString(day, QLocale::ShortFormat);
}

QString pictureFileName(const tasks::Task& task)
{
    constexpr int MostWords = 8, MostLetters = 60;
    static const QRegularExpression other(QStringLiteral(R"([^\p{L}\p{M}\p{N}\-]+)"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    const QStringList words = QString::fromStdString(task.prompt).split(other, Qt::SkipEmptyParts).mid(0, MostWords);
    const QString name = words.join(u' ').left(MostLetters).trimmed();
    const QString start = name.isEmpty() ? QStringLiteral("picture") : name;
    return start % u' ' % QString::number(task.seed) % QStringLiteral(".png");
}

QString pictureTitle(const tasks::Task& task)
{
    if (task.prompt.empty()) {
        const QString file = QFileInfo(QString::fromStdString(task.result.fileName)).completeBaseName();
        return file.isEmpty() ? PictureWords::tr("Untitled") : file;
    }
    const QStringList words = QString::fromStdString(task.prompt).simplified().split(u' ', Qt::SkipEmptyParts);
    QString title = words.mid(0, TitleWords).join(u' ');
    while (title.endsWith(u',')) {
        title.chop(1);
    }
    if (words.size() > TitleWords) {
        title += QChar(u'…');
    }
    return capitalised(title);
}

std::vector<Fact> pictureFacts(const tasks::Task& task, const QString& model,
                               const std::optional<GenerationRequest>& request, const QString& file)
{
    std::vector<Fact> facts;
    const auto add = [&](const QString& name, const QString& value) { facts.push_back({name, value, false, {}}); };
    // A picture from elsewhere may say nothing of its making.
    const int steps = task.result.steps > 0 ? task.result.steps : task.steps;
    const bool isKnown = tellsSeed(task);
    const QString precision = QString::fromStdString(task.result.precision);
    if (!model.isEmpty()) {
        add(PictureWords::tr("Model"),
            precision.isEmpty() ? model : QString(model % u'\n' % PictureWords::tr("computed in %1").arg(precision)));
    }
    add(PictureWords::tr("Size"), sizeWords(QSize(task.width, task.height)));
    if (isKnown) {
        facts.push_back({PictureWords::tr("Seed"), groupedNumber(task.seed), true, QString::number(task.seed)});
        add(PictureWords::tr("Steps"), QString::number(steps));
        add(PictureWords::tr("Guidance"), QString::number(task.result.cfg, 'f', 1));
    }
    if (request && isKnown) {
        add(PictureWords::tr("LoRA"), loraList(*request));
        if (request->strength) {
            add(PictureWords::tr("Strength"), QString::number(*request->strength, 'f', 2));
        }
    }
    if (task.mode == Mode::Fill) {
        add(PictureWords::tr("Mask"), PictureWords::tr("kept with the picture"));
    }
    add(PictureWords::tr("Made"), whenWords(task));
    add(PictureWords::tr("From"),
        task.origin == tasks::TaskOrigin::Imported ? PictureWords::tr("imported") : senderName(task.client));
    if (const auto name = QString::fromStdString(task.result.fileName); !name.isEmpty()) {
        facts.push_back({PictureWords::tr("Imported as"), name, true, name});
    }
    if (!file.isEmpty()) {
        facts.push_back({PictureWords::tr("File"), QFileInfo(file).fileName(), true, file});
    }
    for (const std::string& warning : task.result.warnings) {
        add(PictureWords::tr("Note"), engineSentence(warning));
    }
    return facts;
}

bool tellsSeed(const tasks::Task& task)
{
    const int steps = task.result.steps > 0 ? task.result.steps : task.steps;
    return task.origin != tasks::TaskOrigin::Imported || steps > 0;
}

bool tellsHowItWasMade(const tasks::Task& task) { return tellsSeed(task) || !task.prompt.empty(); }

} // namespace genserve::ui
