#include "wire_rows.h"

namespace {

constexpr const char* End = "Host: localhost\r\n\r\n";

std::string get(const std::string& line, const std::string& fields = "") { return line + "\r\n" + fields + End; }

std::string getWith(const std::string& fields) { return get("GET /echo HTTP/1.1", fields); }

std::string post(const std::string& fields, const std::string& body, const std::string& path = "/echo")
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

std::string chunked(const std::string& body) { return post("Transfer-Encoding: chunked\r\n", body); }

std::string form(const std::string& body, const std::string& contentType = "multipart/form-data; boundary=b")
{
    return post("Content-Type: " + contentType + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body,
                "/form");
}

std::string part(const std::string& disposition, const std::string& content, const std::string& more = "")
{
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
}

std::string repeated(const std::string& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

} // namespace

std::vector<WireRow> requestLineRows()
{
    using namespace std::string_literals;
    return {
        {"a plain request", getWith(""), "200", true, "GET /echo 0"},
        {"a query is kept apart from the path", get("GET /echo?a=b&c=%20 HTTP/1.1"), "200", true,
         "GET /echo?a=b&c=%20 0"},
        {"the target in absolute form", get("GET http://localhost/echo HTTP/1.1"), "200"},
        {"the target in absolute form with another host", get("GET http://evil.example/echo HTTP/1.1"), "400", false},
        {"the target in absolute form without a path", get("GET http://localhost HTTP/1.1"), "400", false},
        {"the target with another scheme", get("GET ftp://localhost/echo HTTP/1.1"), "400", false},
        {"an asterisk for a target", get("OPTIONS * HTTP/1.1"), "400", false},
        {"an authority for a target", get("GET localhost:80 HTTP/1.1"), "400", false},
        {"a fragment in the target", get("GET /echo#a HTTP/1.1"), "400", false},
        {"an empty target", get("GET  HTTP/1.1"), "400", false},
        {"two spaces after the method", get("GET  /echo HTTP/1.1"), "400", false},
        {"a space in the target", get("GET /ec ho HTTP/1.1"), "400", false},
        {"a tab in the request line", get("GET\t/echo HTTP/1.1"), "400", false},
        {"a space after the version", get("GET /echo HTTP/1.1 "), "400", false},
        {"a space before the method", get(" GET /echo HTTP/1.1"), "400", false},
        {"a request without version", get("GET /echo"), "400", false},
        {"one word for a request", get("GET"), "400", false},
        {"a broken escape in the target", get("GET /echo%zz HTTP/1.1"), "400", false},
        {"an escape cut short in the target", get("GET /echo%2 HTTP/1.1"), "400", false},
        {"an escaped NUL in the target", get("GET /echo%00 HTTP/1.1"), "400", false},
        {"escaped line ends in the target", get("GET /echo%0d%0aX: y HTTP/1.1"), "400", false},
        {"an escaped line end alone", get("GET /echo%0a HTTP/1.1"), "400", false},
        {"a control character in the target", get("GET /ec\x01ho HTTP/1.1"), "400", false},
        {"a NUL in the target", get("GET /ec\0ho HTTP/1.1"s), "400", false},
        {"a byte beyond ASCII in the target", get("GET /ech\xC3\xB6 HTTP/1.1"), "400", false},
        {"escaped bytes beyond ASCII in the target", get("GET /echo?q=%C3%B6%FF HTTP/1.1"), "200"},
        {"needless escapes are taken out of the path", get("GET /%65ch%6F?a=%62 HTTP/1.1"), "200", true,
         "GET /echo?a=%62 0"},
        {"an escaped slash is no slash", get("GET /a%2Fecho%20 HTTP/1.1"), "200", true, "GET /a%2Fecho%20 0"},
        {"dots in the path stay as they are", get("GET /a/../echo HTTP/1.1"), "200", true, "GET /a/../echo 0"},
        {"HTTP/1.0 is answered and closed", get("GET /echo HTTP/1.0"), "200", false},
        {"HTTP/1.2", get("GET /echo HTTP/1.2"), "505", false},
        {"HTTP/2.0", get("GET /echo HTTP/2.0"), "505", false},
        {"HTTP/0.9", get("GET /echo HTTP/0.9"), "505", false},
        {"HTTP/9.9", get("GET /echo HTTP/9.9"), "505", false},
        {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505", false},
        {"a version of two digits", get("GET /echo HTTP/1.10"), "400", false},
        {"a version in small letters", get("GET /echo http/1.1"), "400", false},
        {"a version of another protocol", get("GET /echo RTSP/1.0"), "400", false},
        {"an unknown method", get("BREW /echo HTTP/1.1"), "501", false},
        {"a method in small letters", get("get /echo HTTP/1.1"), "501", false},
        {"CONNECT", get("CONNECT localhost:80 HTTP/1.1"), "501", false},
        {"a method that is no token", get("G(T /echo HTTP/1.1"), "400", false},
        {"a line of 8 KiB", get("GET /echo?" + std::string(8192 - 19, 'q') + " HTTP/1.1"), "200"},
        {"a line above 8 KiB", get("GET /echo?" + std::string(8192 - 18, 'q') + " HTTP/1.1"), "414", false},
        {"a line of 4 MB", get("GET /" + std::string(4'000'000, 'a') + " HTTP/1.1"), "414", false},
        {"one empty line before a request", "\r\n" + getWith(""), "200"},
        {"two empty lines before a request", "\r\n\r\n" + getWith(""), "400", false},
        {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, "400", false},
        {"binary rubbish", "\x80\xff\xfe\x00\x01\x02\r\n\r\n"s, "400", false},
        {"a line that ends in a line feed alone", "GET /echo HTTP/1.1\nHost: localhost\n\n", "400", false},
        {"a carriage return inside a line", "GET /echo\rX HTTP/1.1\r\nHost: localhost\r\n\r\n", "400", false},
    };
}

std::vector<WireRow> fieldRows()
{
    using namespace std::string_literals;
    return {
        {"no Host", "GET /echo HTTP/1.1\r\n\r\n", "400", false},
        {"no Host in HTTP/1.0", "GET /echo HTTP/1.0\r\n\r\n", "400", false},
        {"two Hosts", getWith("Host: other\r\n"), "400", false},
        {"two equal Hosts", getWith("Host: localhost\r\n"), "400", false},
        {"field names in any case", "GET /echo HTTP/1.1\r\nhOsT: localhost\r\n\r\n", "200"},
        {"blanks around a value", "GET /echo HTTP/1.1\r\nHost: \t localhost \t \r\n\r\n", "200"},
        {"a blank before the colon", getWith("X-A : b\r\n"), "400", false},
        {"a blank before the colon of Content-Length", post("Content-Length : 5\r\n", "hello"), "400", false},
        {"a folded field", getWith("X-A: b\r\n c\r\n"), "400", false},
        {"a folded field by tab", getWith("X-A: b\r\n\tc\r\n"), "400", false},
        {"a first field that starts with a blank", "GET /echo HTTP/1.1\r\n X: y\r\nHost: localhost\r\n\r\n", "400",
         false},
        {"a field without colon", getWith("nonsense\r\n"), "400", false},
        {"a field without name", getWith(": value\r\n"), "400", false},
        {"a field name that is no token", getWith("X(A): b\r\n"), "400", false},
        {"a field name beyond ASCII", getWith("X\xC3\xB6: b\r\n"), "400", false},
        {"a NUL in a value", getWith("X-A: b\0c\r\n"s), "400", false},
        {"a control character in a value",
         getWith("X-A: b\x08"
                 "c\r\n"),
         "400", false},
        {"a DEL in a value", getWith("X-A: b\x7f\r\n"), "400", false},
        {"bytes beyond ASCII in a value", getWith("X-A: \xC3\xB6\xFF\r\n"), "200"},
        {"a carriage return in a value", getWith("X-A: b\rc\r\n"), "400", false},
        {"a line feed in a value", getWith("X-A: b\nc: d\r\n"), "400", false},
        {"an empty value", getWith("X-A:\r\n"), "200"},
        {"100 fields", getWith(repeated("X-A: b\r\n", 99)), "200"},
        {"101 fields", getWith(repeated("X-A: b\r\n", 100)), "431", false},
        {"10 000 fields", getWith(repeated("X: y\r\n", 10000)), "431", false},
        {"a field above 8 KiB", getWith("X-A: " + std::string(9000, 'a') + "\r\n"), "431", false},
        {"a head above 32 KiB", getWith(repeated("X-A: " + std::string(8000, 'a') + "\r\n", 5)), "431", false},
        {"a head of 31 KiB", getWith(repeated("X-A: " + std::string(7900, 'a') + "\r\n", 4)), "200"},
        {"two Authorization fields", getWith("Authorization: a\r\nAuthorization: b\r\n"), "400", false},
        {"two Content-Type fields", getWith("Content-Type: a/b\r\nContent-Type: c/d\r\n"), "400", false},
        {"two Origin fields", getWith("Origin: null\r\nOrigin: http://localhost\r\n"), "400", false},
        {"an upgrade to WebSocket is not taken",
         getWith("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
         "200"},
        {"an upgrade to HTTP/2 is not taken", getWith("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"),
         "200"},
        {"an expectation nobody knows", post("Expect: 200-ok\r\nContent-Length: 5\r\n", ""), "417", false},
        {"a value with line ends does not leave as two fields", get("GET /injected HTTP/1.1"), "200"},
    };
}

std::vector<WireRow> framingRows()
{
    return {
        {"a body with a length", post("Content-Length: 5\r\n", "hello"), "200", true, "POST /echo 5 2cf24dba"},
        {"a body of no bytes", post("Content-Length: 0\r\n", ""), "200", true, "POST /echo 0 e3b0c442"},
        {"a request without a length has no body", post("", ""), "200", true, "POST /echo 0 e3b0c442"},
        {"a length with zeros before it", post("Content-Length: 0005\r\n", "hello"), "200"},
        {"a negative length", post("Content-Length: -5\r\n", "hello"), "400", false},
        {"a length with a sign", post("Content-Length: +5\r\n", "hello"), "400", false},
        {"a length in hexadecimal", post("Content-Length: 0x5\r\n", "hello"), "400", false},
        {"a length with a fraction", post("Content-Length: 5.0\r\n", "hello"), "400", false},
        {"a length with a blank inside", post("Content-Length: 5 5\r\n", "hello"), "400", false},
        {"a length that is a list", post("Content-Length: 5, 5\r\n", "hello"), "400", false},
        {"an empty length", post("Content-Length:\r\n", ""), "400", false},
        {"a length in words", post("Content-Length: five\r\n", "hello"), "400", false},
        {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), "400", false},
        {"two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "400", false},
        {"a length of 10 GB", post("Content-Length: 10000000000\r\n", ""), "413", false},
        {"a length of 2^63", post("Content-Length: 9223372036854775808\r\n", ""), "413", false},
        {"a length of 2^64 and a bit", post("Content-Length: 18446744073709551621\r\n", "hello"), "413", false},
        {"a length of 60 digits", post("Content-Length: " + std::string(60, '9') + "\r\n", ""), "413", false},
        {"a length above the route's limit", post("Content-Length: 65\r\n", "", "/small"), "413", false},
        {"a length at the route's limit", post("Content-Length: 64\r\n", std::string(64, 'a'), "/small"), "200"},
        {"a length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400", false},
        {"chunks and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), "400", false},
        {"chunks in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "400", false},
        {"a coding before chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), "501", false},
        {"a coding after chunked", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), "501", false},
        {"chunked twice in a list", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), "501", false},
        {"chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400",
         false},
        {"chunked with a vertical tab",
         post("Transfer-Encoding: \x0b"
              "chunked\r\n",
              "0\r\n\r\n"),
         "400", false},
        {"a coding like chunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), "501", false},
        {"the identity coding", post("Transfer-Encoding: identity\r\n", "hello"), "501", false},
        {"an empty coding", post("Transfer-Encoding:\r\n", "hello"), "501", false},
        {"chunked in capital letters", post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"), "200"},
        {"a body after GET is read and dropped", getWith("Content-Length: 5\r\n") + "hello", "200"},
        {"a request in a body is a body",
         post("Content-Length: 43\r\n", "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n..."), "200"},
        {"bytes after a body are the next request", post("Content-Length: 2\r\n", "hello\r\n\r\n"), "200 400", false},
        {"a body refused on the head is not read", post("Content-Length: 5000000\r\n", "", "/refused"), "403", false},
        {"a refusal without a body keeps the connection", get("GET /refused HTTP/1.1"), "403"},
        {"a body above 8 MiB goes to disk", post("Content-Length: 9000000\r\n", std::string(9'000'000, 'x')), "200",
         true, "POST /echo 9000000 d8b8b13c disk"},
    };
}

std::vector<WireRow> chunkRows()
{
    using namespace std::string_literals;
    return {
        {"chunks", chunked("5\r\nhello\r\n0\r\n\r\n"), "200", true, "POST /echo 5 2cf24dba"},
        {"many chunks of one byte", chunked(repeated("1\r\na\r\n", 1000) + "0\r\n\r\n"), "200"},
        {"a size in capital letters", chunked("A\r\n0123456789\r\n0\r\n\r\n"), "200"},
        {"a size with zeros before it", chunked("0005\r\nhello\r\n0\r\n\r\n"), "200"},
        {"an extension", chunked("5;name=\"value\"\r\nhello\r\n0\r\n\r\n"), "200"},
        {"an extension without end", chunked("5;" + std::string(20000, 'x')), "400", false},
        {"a line feed in an extension", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a trailer is dropped", chunked("0\r\nX-Trailer: 1\r\n\r\n"), "200"},
        {"a trailer without end", chunked("0\r\nX-Trailer: " + std::string(20000, 'x')), "400", false},
        {"a line feed in the trailer", chunked("0\r\nX: 1\n\r\n"), "400", false},
        {"a negative size", chunked("-5\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a size with a sign", chunked("+5\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a size with a prefix", chunked("0x5\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a size in words", chunked("five\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"an empty size", chunked("\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a blank before the size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a blank after the size", chunked("5 \r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a size of 2^64", chunked("10000000000000000\r\n"), "413", false},
        {"a size of 300 MB", chunked("11E1A300\r\n"), "413", false},
        {"sizes that sum up above the limit",
         post("Transfer-Encoding: chunked\r\n", "20\r\n" + std::string(32, 'a') + "\r\n21\r\n", "/small"), "413",
         false},
        {"a size that ends in a line feed alone", chunked("5\nhello\r\n0\r\n\r\n"), "400", false},
        {"a chunk longer than its size", chunked("5\r\nhello!\r\n0\r\n\r\n"), "400", false},
        {"a chunk shorter than its size", chunked("6\r\nhello\r\n0\r\n\r\n"), "400", false},
        {"a NUL in a size", chunked("5\0\r\nhello\r\n0\r\n\r\n"s), "400", false},
        {"a request after the last chunk", chunked("0\r\n\r\n") + getWith(""), "200 200"},
    };
}

std::vector<WireRow> formRows()
{
    using namespace std::string_literals;
    const std::string end = "--b--\r\n";
    const std::string field = part("name=\"a\"", "hello");
    return {
        {"a form", form(field + end), "200", true, "POST /form " + std::to_string(field.size() + 7) + " a=5:2cf24dba"},
        {"a form without a line end after it", form(field + "--b--"), "200"},
        {"a form with a line end before it", form("\r\n" + field + end), "200"},
        {"a file",
         form(part("name=\"f\"; filename=\"../../etc/passwd\"", "hello", "Content-Type: image/png\r\n") + end), "200"},
        {"a file field that nobody filled", form(part("name=\"f\"; filename=\"\"", "") + end), "200"},
        {"an empty part", form(part("name=\"a\"", "") + end), "200"},
        {"no parts", form(end), "200"},
        {"a part that holds its own boundary almost", form(part("name=\"a\"", "\r\n-b\r\n--a\r\n--") + end), "200"},
        {"a quoted boundary", form(field + end, "multipart/form-data; boundary=\"b\""), "200"},
        {"a boundary of 70 characters",
         form("--" + std::string(70, 'x') + "--", "multipart/form-data; boundary=" + std::string(70, 'x')), "200"},
        {"a boundary of 71 characters",
         form("--" + std::string(71, 'x') + "--", "multipart/form-data; boundary=" + std::string(71, 'x')), "400",
         false},
        {"no boundary", form(field + end, "multipart/form-data"), "400", false},
        {"an empty boundary", form(field + end, "multipart/form-data; boundary="), "400", false},
        {"two boundaries", form(field + end, "multipart/form-data; boundary=b; boundary=c"), "400", false},
        {"a boundary with a quote", form(field + end, "multipart/form-data; boundary=\"b\\\"c\""), "400", false},
        {"text before the first boundary", form("preamble\r\n" + field + end), "400", false},
        {"another boundary", form("--c\r\n\r\n\r\n--c--"), "400", false},
        {"no closing boundary", form(field), "400", false},
        {"a form that ends in a head", form("--b\r\nContent-Disposition: form-data; name=\"a\""), "400", false},
        {"an empty form", form(""), "400", false},
        {"bytes after a boundary", form("--bx\r\n"), "400", false},
        {"text after the closing boundary", form(field + end + "epilogue"), "200"},
        {"5 MB after the closing boundary", form(field + end + std::string(5'000'000, 'x')), "400", false},
        {"a part without a head", form("--b\r\n\r\nhello\r\n" + end), "400", false},
        {"a part without a name", form(part("filename=\"x\"", "hello") + end), "400", false},
        {"a part with an empty name", form(part("name=\"\"", "hello") + end), "400", false},
        {"a part with two names", form(part("name=\"a\"; name=\"b\"", "hello") + end), "400", false},
        {"a part with two dispositions",
         form(part("name=\"a\"", "x", "Content-Disposition: form-data; name=\"b\"\r\n") + end), "400", false},
        {"a part that is an attachment", form("--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n" + end),
         "400", false},
        {"a part with an open quote", form(part("name=\"a", "hello") + end), "400", false},
        {"a part in base64", form(part("name=\"a\"", "aGk=", "Content-Transfer-Encoding: base64\r\n") + end), "400",
         false},
        {"a part that is multipart",
         form(part("name=\"a\"", "", "Content-Type: multipart/mixed; boundary=c\r\n") + end), "400", false},
        {"a part's head above 8 KiB", form(part("name=\"a\"", "", "X: " + std::string(9000, 'x') + "\r\n") + end),
         "400", false},
        {"a part's head without end", form("--b\r\nX: " + std::string(100'000, 'x')), "400", false},
        {"a NUL in a part's name", form(part("name=\"a\0b\""s, "hello") + end), "400", false},
        {"a NUL byte in a part's field", form(part("name=\"a\"", "x", "X: a\0b\r\n"s) + end), "400", false},
        {"32 parts", form(repeated(field, 32) + end), "200"},
        {"33 parts", form(repeated(field, 33) + end), "400", false},
        {"a million parts", form(repeated("--b\r\n\r\n\r\n", 500'000)), "400", false},
        {"a form in chunks",
         post("Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n",
              "1\r\n-\r\n3\r\n-b-\r\n1\r\n-\r\n0\r\n\r\n", "/form"),
         "200"},
    };
}

std::vector<WireRow> connectionRows()
{
    const std::string plain = getWith("");
    return {
        {"two requests in one packet", plain + plain, "200 200"},
        {"a slow request and a quick one keep their order", get("GET /slow?100 HTTP/1.1") + plain, "200 200", true,
         "GET /echo 0"},
        {"200 requests in one packet", repeated(plain, 200), repeated("200 ", 200)},
        {"200 large replies in one packet of requests", repeated(get("GET /big HTTP/1.1"), 20), repeated("200 ", 20)},
        {"a bad request after a good one", plain + "nonsense\r\n\r\n", "200 400", false},
        {"nothing is read after a bad request", "nonsense\r\n\r\n" + plain, "400", false},
        {"HEAD has no body", get("HEAD /echo HTTP/1.1"), "H200"},
        {"HEAD and GET in one packet", get("HEAD /big HTTP/1.1") + plain, "H200 200"},
        {"HEAD that is refused has no body", get("HEAD /refused HTTP/1.1") + plain, "H403 200"},
        {"Connection: close", getWith("Connection: close\r\n"), "200", false},
        {"Connection: close in a list", getWith("Connection: foo, Close\r\n"), "200", false},
        {"Connection: keep-alive", getWith("Connection: keep-alive\r\n"), "200"},
        {"nothing is read after Connection: close", getWith("Connection: close\r\n") + plain, "200", false},
        {"OPTIONS reaches the handler", get("OPTIONS /echo HTTP/1.1"), "200", true, "OPTIONS /echo 0"},
        {"DELETE reaches the handler", get("DELETE /echo HTTP/1.1"), "200", true, "DELETE /echo 0"},
        {"PATCH reaches the handler", get("PATCH /echo HTTP/1.1"), "200", true, "PATCH /echo 0"},
        {"PUT reaches the handler", get("PUT /echo HTTP/1.1"), "200", true, "PUT /echo 0"},
        {"a file is sent whole", get("GET /file HTTP/1.1"), "200"},
        {"a stream comes in chunks", get("GET /stream?3 HTTP/1.1"), "200", true, std::string(30, 'e')},
        {"a stream of no events", get("GET /stream?0 HTTP/1.1") + plain, "200 200"},
        {"a request given up inside the server", get("GET /dropped HTTP/1.1"), "500"},
        {"a body that continues after 100", post("Expect: 100-continue\r\nContent-Length: 5\r\n", "hello"), "200"},
        {"an expectation that is refused", post("Expect: 100-continue\r\nContent-Length: 5\r\n", "", "/refused"), "403",
         false},
    };
}

std::vector<WireRow> allWireRows()
{
    std::vector<WireRow> all;
    for (const auto& group :
         {requestLineRows(), fieldRows(), framingRows(), chunkRows(), formRows(), connectionRows()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}
