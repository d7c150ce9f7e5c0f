#include "http_client.h"

#include <cstdlib>

#include <QElapsedTimer>
#include <QEventLoop>
#include <QHttpMultiPart>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

QByteArray bytesOf(const std::string& text) { return QByteArray::fromStdString(text); }

QHttpPart partOf(const std::string& disposition, const std::string& type, const std::string& body)
{
    QHttpPart part;
    part.setRawHeader("Content-Disposition", bytesOf("form-data; " + disposition));
    if (!type.empty()) {
        part.setRawHeader("Content-Type", bytesOf(type));
    }
    part.setBody(bytesOf(body));
    return part;
}

} // namespace

struct HttpClient::Impl {
    QNetworkAccessManager manager;
    QUrl base;
    std::string key;
    int timeoutMs = 0;

    [[nodiscard]] QNetworkRequest request(const std::string& path) const
    {
        QUrl url = base;
        url.setPath(url.path() + QString::fromStdString(path));
        QNetworkRequest request(url);
        request.setTransferTimeout(timeoutMs);
        request.setRawHeader("Accept", "application/json");
        if (!key.empty()) {
            request.setRawHeader("Authorization", bytesOf("Bearer " + key));
        }
        return request;
    }

    // Takes the reply and waits for its end.
    static HttpReply finish(QNetworkReply* pending)
    {
        const std::unique_ptr<QNetworkReply> reply(pending);
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished()) {
            loop.exec();
        }
        HttpReply answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = answer.status == 0 ? reply->errorString().toStdString() : reply->readAll().toStdString();
        answer.seconds = static_cast<double>(timer.elapsed()) / 1000;
        return answer;
    }
};

void addServerOptions(std::vector<Option>& table, ServerChoice& choice)
{
    table.push_back({{"--url"}, true, [&choice](std::string_view value) -> std::optional<std::string> {
                         choice.url = value;
                         return std::nullopt;
                     }});
    table.push_back(textOption({"--key"}, choice.key));
    table.push_back(integerOption<int>({"--timeout"}, choice.timeoutSeconds, 1, 86'400));
}

nlohmann::json HttpReply::json() const
{
    auto value = nlohmann::json::parse(body, nullptr, false);
    return value.is_discarded() ? nlohmann::json() : value;
}

Expected<HttpClient> HttpClient::create(const ServerChoice& choice)
{
    auto impl = std::make_unique<Impl>();
    impl->base = QUrl(QString::fromStdString(choice.url), QUrl::StrictMode);
    const QString scheme = impl->base.scheme();
    if (!impl->base.isValid() || impl->base.host().isEmpty()
        || (scheme != QStringLiteral("http") && scheme != QStringLiteral("https"))) {
        return failure(ErrorCode::InvalidArgument, "is no address like http://localhost:12411", choice.url);
    }
    while (impl->base.path().endsWith(QLatin1Char('/'))) {
        impl->base.setPath(impl->base.path().chopped(1));
    }
    const char* const known = std::getenv("GENSERVE_KEY");
    impl->key = choice.key.value_or(known == nullptr ? "" : known);
    impl->timeoutMs = choice.timeoutSeconds * 1000;
    return HttpClient(std::move(impl));
}

HttpClient::HttpClient(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

HttpReply HttpClient::get(const std::string& path) { return Impl::finish(m_impl->manager.get(m_impl->request(path))); }

HttpReply HttpClient::postJson(const std::string& path, const std::string& json)
{
    QNetworkRequest request = m_impl->request(path);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return Impl::finish(m_impl->manager.post(request, bytesOf(json)));
}

HttpReply HttpClient::postForm(const std::string& path, const FormFields& fields, const std::vector<FormFile>& files)
{
    QHttpMultiPart form(QHttpMultiPart::FormDataType);
    for (const auto& [name, value] : fields) {
        form.append(partOf("name=\"" + name + '"', {}, value));
    }
    for (const FormFile& file : files) {
        form.append(partOf("name=\"" + file.name + "\"; filename=\"" + file.fileName + '"', file.type, file.bytes));
    }
    return Impl::finish(m_impl->manager.post(m_impl->request(path), &form));
}

} // namespace genserve::app
