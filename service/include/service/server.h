// The REST service on a thread of its own: what serve and the desktop start, stop and start again with other options.
#pragma once

#include "base/error.h"
#include "service/request_record.h"
#include "service/server_options.h"
#include "service/task_door.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace genserve::service {

class Server {
public:
    // Called on the service thread, where the door is made and used.
    using DoorFactory = std::function<std::unique_ptr<TaskDoor>()>;
    // Once a request, on the service thread. Empty = nobody.
    using Audit = std::function<void(const RequestRecord& record)>;

    // Listens on all addresses of the options; those after the first may fail, as ::1 does on machines without IPv6.
    // Io where the first can't be listened on, which says so and names address and port. Blocks shortly.
    static Expected<std::unique_ptr<Server>> start(ServerOptions options, DoorFactory door, Audit audit);
    ~Server(); // stop() at once

    [[nodiscard]] std::uint16_t port() const;
    // Requests for pictures are answered 503 from now on, also those whose task waits in the queue: it stays there for
    // the next start. Everything else goes on, so that those whose task runs get their picture.
    void drain();
    // No new connections, 503 to new requests; waits so long for the pending ones, answers 503 to those that are left
    // and closes. No task is cancelled. Blocks.
    void stop(std::chrono::milliseconds grace);

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace genserve::service
