#include "session_file.h"

#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include "tasks/request_json.h"

namespace genserve::ui {
namespace {

constexpr int LightCompression = 90; // PNG: quick rather than small
constexpr qint64 MostStateBytes = 1 << 20;
constexpr int MostCount = 999;

const QString StateFile = QStringLiteral("studio.json");
const QString InputFile = QStringLiteral("input.png");
const QString MaskFile = QStringLiteral("mask.png");
const QString ControlFile = QStringLiteral("control.png");

bool writePicture(const QString& path, const std::optional<QImage>& picture)
{
    if (!picture) {
        return true;
    }
    if (picture->isNull()) {
        return !QFile::exists(path) || QFile::remove(path);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    QImageWriter writer(&file, "png");
    writer.setQuality(LightCompression);
    return writer.write(*picture) && file.commit();
}

QImage readPicture(const QString& path) { return QImageReader(path, "png").read(); }

QJsonObject formJson(const PictureForm& form)
{
    return {{QStringLiteral("shape"), QStringLiteral("%1:%2").arg(form.shape.width()).arg(form.shape.height())},
            {QStringLiteral("megapixels"), form.megapixels}};
}

PictureForm formOf(const QJsonObject& json)
{
    PictureForm form;
    const QStringList shape = json[QStringLiteral("shape")].toString().split(u':');
    const QSize read(shape.value(0).toInt(), shape.value(1).toInt());
    form.shape = read.isEmpty() ? form.shape : read;
    const double megapixels = json[QStringLiteral("megapixels")].toDouble();
    form.megapixels = megapixels > 0 && megapixels < 100 ? megapixels : form.megapixels;
    return form;
}

QJsonObject formsJson(const std::map<Mode, PictureForm>& forms)
{
    QJsonObject json;
    for (const auto& [mode, form] : forms) {
        json[QString::fromStdString(std::string(toString(mode)))] = formJson(form);
    }
    return json;
}

std::map<Mode, PictureForm> formsOf(const QJsonObject& json)
{
    std::map<Mode, PictureForm> forms;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (const auto mode = modeFromString(it.key().toStdString())) {
            forms[*mode] = formOf(it.value().toObject());
        }
    }
    return forms;
}

} // namespace

QByteArray stateJson(const StudioState& state)
{
    // A picture of a ControlNet's own is not kept; all others have their files.
    GenerationRequest request = state.request;
    request.inputImage.reset();
    request.maskImage.reset();
    request.controlImage.reset();
    for (ControlNetChoice& net : request.controlNets) {
        net.image.reset();
    }
    const auto line = tasks::requestJson(request, {});
    QJsonObject root = formJson(state.form);
    root[QStringLiteral("request")] = line ? QString::fromStdString(*line) : QString();
    root[QStringLiteral("forms")] = formsJson(state.forms);
    root[QStringLiteral("seed_kept")] = state.isSeedKept;
    root[QStringLiteral("count")] = state.count;
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

bool writeSession(const QString& folder, const SessionChange& change)
{
    if (!QDir().mkpath(folder)) {
        return false;
    }
    const QDir place(folder);
    QSaveFile file(place.filePath(StateFile));
    const QByteArray json = stateJson(change.state);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    return writePicture(place.filePath(InputFile), change.input) && writePicture(place.filePath(MaskFile), change.mask)
           && writePicture(place.filePath(ControlFile), change.control) && isWritten;
}

std::optional<StudioState> readSessionState(const QString& folder)
{
    QFile file(QDir(folder).filePath(StateFile));
    if (!file.open(QIODevice::ReadOnly) || file.size() > MostStateBytes) {
        return std::nullopt;
    }
    return stateOf(file.readAll());
}

std::optional<StudioState> stateOf(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const auto stored = tasks::parseRequest(root[QStringLiteral("request")].toString().toStdString());
    if (!stored) {
        return std::nullopt;
    }
    StudioState state;
    state.request = stored->request;
    state.form = formOf(root);
    state.forms = formsOf(root[QStringLiteral("forms")].toObject());
    state.isSeedKept = root[QStringLiteral("seed_kept")].toBool();
    state.count = qBound(1, root[QStringLiteral("count")].toInt(1), MostCount);
    return state;
}

std::optional<Session> readSession(const QString& folder)
{
    const auto state = readSessionState(folder);
    if (!state) {
        return std::nullopt;
    }
    const QDir place(folder);
    return Session{*state, readPicture(place.filePath(InputFile)), readPicture(place.filePath(MaskFile)),
                   readPicture(place.filePath(ControlFile))};
}

} // namespace genserve::ui
