// Asks a GenServe server for a picture and saves it.
//
//   genserve-client "A beautiful sunset over mountains" sunset.png [http://localhost:12411] [KEY]
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTextStream>

namespace {

// The error of a reply, or of the network where there is none; empty = the picture has been saved.
QString save(QNetworkReply& reply, const QString& fileName)
{
    const QJsonObject answer = QJsonDocument::fromJson(reply.readAll()).object();
    if (!answer["success"].toBool())
        return answer.contains("error") ? answer["error"].toString() : reply.errorString();
    QFile file(fileName);
    const QByteArray picture = QByteArray::fromBase64(answer["image_base64"].toString().toLatin1());
    if (!file.open(QIODevice::WriteOnly) || file.write(picture) != picture.size())
        return file.errorString();
    QTextStream(stdout) << fileName << ": " << answer["width"].toInt() << "x" << answer["height"].toInt() << ", seed "
                        << answer["seed"].toInteger() << ", " << answer["elapsed_time"].toDouble() << " s\n";
    for (const auto warning : answer["warnings"].toArray())
        QTextStream(stderr) << "warning: " << warning.toString() << "\n";
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 3) {
        QTextStream(stderr) << "usage: genserve-client PROMPT FILE.png [URL] [KEY]\n";
        return 2;
    }
    QNetworkRequest request(QUrl(words.value(3, "http://localhost:12411")).resolved(QUrl("/generate")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    if (words.size() > 4)
        request.setRawHeader("Authorization", "Bearer " + words[4].toUtf8());
    QNetworkAccessManager network;
    QNetworkReply* const reply =
        network.post(request, QJsonDocument(QJsonObject{{"prompt", words[1]}}).toJson());
    QObject::connect(reply, &QNetworkReply::finished, &application, [reply, &words] {
        const QString error = save(*reply, words[2]);
        if (!error.isEmpty())
            QTextStream(stderr) << "genserve-client: " << error << "\n";
        QCoreApplication::exit(error.isEmpty() ? 0 : 1);
    });
    return application.exec();
}
