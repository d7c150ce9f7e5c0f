#include "wire/reply.h"

#include "wire/field_syntax.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace genserve::service {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 30> Phrases{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

bool isSafeField(const HeaderField& field)
{
    return isToken(field.name) && std::ranges::none_of(field.value, [](char c) {
               return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
           });
}

void appendField(QByteArray& head, std::string_view name, std::string_view value)
{
    head.append(name.data(), static_cast<qsizetype>(name.size()));
    head.append(": ");
    head.append(value.data(), static_cast<qsizetype>(value.size()));
    head.append("\r\n");
}

QByteArray httpDate()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " GMT";
}

} // namespace

Reply Reply::withBytes(int status, std::string contentType, QByteArray bytes)
{
    Reply reply;
    reply.status = status;
    reply.fields.push_back({"Content-Type", std::move(contentType)});
    reply.body = std::move(bytes);
    return reply;
}

std::string_view reasonPhrase(int status)
{
    const auto found = std::ranges::find(Phrases, status, [](const auto& entry) { return entry.first; });
    return found == Phrases.end() ? std::string_view() : found->second;
}

QByteArray serialiseHead(const Reply& reply, const ReplyFraming& framing, qint64 length)
{
    const std::string_view phrase = reasonPhrase(reply.status);
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ';
    head.append(phrase.data(), static_cast<qsizetype>(phrase.size()));
    head.append("\r\n");
    for (const HeaderField& field : reply.fields) {
        if (isSafeField(field)) {
            appendField(head, field.name, field.value);
        }
    }
    head.append("Date: " + httpDate() + "\r\n");
    if (framing.isChunked) {
        appendField(head, "Transfer-Encoding", "chunked");
    } else if (length >= 0 && reply.status != 204 && reply.status != 304) {
        appendField(head, "Content-Length", std::to_string(length));
    }
    if (framing.closes) {
        appendField(head, "Connection", "close");
    }
    head.append("\r\n");
    return head;
}

} // namespace genserve::service
