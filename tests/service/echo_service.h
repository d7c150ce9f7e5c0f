// The wire with a handler that tells what it got, on a thread of its own, as the program runs it.
#pragma once

#include "wire/wire.h"

#include <QThread>

#include <atomic>
#include <memory>

// GET /echo, /slow?<ms>, /never, /big, /file, /stream?<events>, /endless, /dropped, /injected; POST /echo (any body),
// POST /form (multipart), POST /small (64 bytes), /refused (403 on the head).
class EchoHandler final : public genserve::service::WireHandler {
public:
    genserve::service::HeadDecision decide(const genserve::service::RequestHead& head,
                                           const genserve::service::Peer& peer) override;
    void handle(std::shared_ptr<genserve::service::Exchange> exchange) override;
    genserve::service::Reply describeFault(const genserve::service::WireFault& fault) override;
    void finished(const genserve::service::ExchangeRecord& record) override;

    std::atomic<int> handled = 0;
    std::atomic<int> clientsGone = 0;
    std::atomic<int> records = 0;
    std::atomic<int> streamsAlive = 0;

private:
    void handleGet(const std::shared_ptr<genserve::service::Exchange>& exchange);
};

class EchoService {
public:
    explicit EchoService(const genserve::service::WireLimits& limits = {});
    ~EchoService();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    EchoHandler& handler() { return m_handler; }
    // Asked on the service's thread.
    int connections();
    int openExchanges();
    std::uint64_t bodyBytesInUse();
    // Starts a graceful end; true once every connection has closed within the time.
    bool drainWithin(int timeoutMs);

private:
    template <class Function>
    void onThread(Function function);

    EchoHandler m_handler;
    QThread m_thread;
    std::unique_ptr<genserve::service::Wire> m_wire;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_isEmpty = false;
};

// Sizes as shipped, times short enough for a test.
genserve::service::WireLimits quickLimits();
