// One request and its pending reply, as a handler holds it. Service thread only; it may be kept as long as the work
// takes, also beyond the life of its connection.
#pragma once

#include "wire/body.h"
#include "wire/reply.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace genserve::service {

// The two ends of a connection; IPv4 addresses are never in their IPv6 form.
struct Peer {
    QHostAddress address;
    quint16 port = 0;
    quint16 localPort = 0;
};

// What the handler learned on the head and wants to find again, e.g. who calls.
class RequestContext {
public:
    virtual ~RequestContext() = default;
};

// A request whose body may come.
struct Admission {
    BodyKind body = BodyKind::Dropped;
    std::uint64_t maxBodyBytes = 0;
    std::shared_ptr<RequestContext> context;
};
// Or the reply that refuses it before its body is read.
struct HeadRefusal {
    HeadRefusal(Reply reply, std::shared_ptr<RequestContext> context = {})
        : reply(std::move(reply)), context(std::move(context))
    {
    }
    Reply reply;
    std::shared_ptr<RequestContext> context; // of the record, where it is known
};
using HeadDecision = std::variant<Admission, HeadRefusal>;

class Exchange {
public:
    // How the reply leaves; set by the connection, emptied when that has gone. Absent = there will be none.
    using Sender = std::function<void(std::optional<Reply>)>;

    Exchange(RequestHead head, Body body, Peer peer, std::string requestId, std::shared_ptr<RequestContext> context);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    ~Exchange(); // an exchange that was never answered is answered 500

    [[nodiscard]] const RequestHead& head() const { return m_head; }
    [[nodiscard]] const Peer& peer() const { return m_peer; }
    [[nodiscard]] const std::string& requestId() const { return m_requestId; }
    [[nodiscard]] const std::shared_ptr<RequestContext>& context() const { return m_context; }
    [[nodiscard]] Body& body() { return m_body; } // to be moved from

    // A field that the reply gets whoever makes it.
    void addReplyField(HeaderField field) { m_replyFields.push_back(std::move(field)); }
    // Once; later calls, and calls after the client has gone, do nothing.
    void reply(Reply reply);
    [[nodiscard]] bool isOpen() const { return m_sender != nullptr; }
    // Called at most once, when the client leaves before its reply. Replaces an earlier one.
    void onClientGone(std::function<void()> callback) { m_clientGone = std::move(callback); }

    void setSender(Sender sender) { m_sender = std::move(sender); }
    void clientHasGone();

private:
    RequestHead m_head;
    Body m_body;
    Peer m_peer;
    std::string m_requestId;
    std::shared_ptr<RequestContext> m_context;
    Sender m_sender;
    std::function<void()> m_clientGone;
    std::vector<HeaderField> m_replyFields;
};

// For the log: what became of a request. No body, no query, no field of it.
struct ExchangeRecord {
    std::string requestId;
    Peer peer;
    std::string method; // empty where no head could be read
    std::string path;
    int status = 0; // 0 = the client left before its reply
    double milliseconds = 0;
    std::uint64_t bytesIn = 0; // of the body
    std::uint64_t bytesOut = 0;
    std::shared_ptr<RequestContext> context;
};

// What stands behind the wire. All calls come on the service thread.
class WireHandler {
public:
    virtual ~WireHandler() = default;
    // On the head alone, before a byte of the body is taken.
    virtual HeadDecision decide(const RequestHead& head, const Peer& peer) = 0;
    // The whole request. Replies now or later.
    virtual void handle(std::shared_ptr<Exchange> exchange) = 0;
    // The words for what the wire itself refuses.
    virtual Reply describeFault(const WireFault& fault) = 0;
    virtual void finished(const ExchangeRecord& record) = 0;
};

} // namespace genserve::service
