#include "wire/exchange.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace genserve::service {

Exchange::Exchange(RequestHead head, Body body, Peer peer, std::string requestId,
                   std::shared_ptr<RequestContext> context)
    : m_head(std::move(head)),
      m_body(std::move(body)),
      m_peer(std::move(peer)),
      m_requestId(std::move(requestId)),
      m_context(std::move(context))
{
}

Exchange::~Exchange()
{
    m_clientGone = nullptr;
    if (const Sender sender = std::exchange(m_sender, nullptr)) {
        sender(std::nullopt);
    }
}

void Exchange::reply(Reply reply)
{
    m_clientGone = nullptr;
    if (const Sender sender = std::exchange(m_sender, nullptr)) {
        std::ranges::move(m_replyFields, std::back_inserter(reply.fields));
        sender(std::move(reply));
    }
}

void Exchange::clientHasGone()
{
    m_sender = nullptr;
    if (const auto callback = std::exchange(m_clientGone, nullptr)) {
        callback();
    }
}

} // namespace genserve::service
