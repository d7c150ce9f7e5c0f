// The REST service over tasks that are played, as a program: for clients that send more requests than an engine could
// ever work off (script/api_cases, load tools). Prints its port and serves until it is killed.
//
//   fake_service [PORT [KEYFILE]]
#include "fake_door.h"
#include "service/server.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    genserve::service::ServerOptions options;
    options.addresses = {"127.0.0.1"};
    options.port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
    options.requestsPerSecond = 1e9;
    options.limits.connections = options.limits.connectionsPerAddress = 2000;
    if (argc > 2) {
        options.keyFile = argv[2];
    }
    const auto server = genserve::service::Server::start(options, [] { return std::make_unique<FakeDoor>(); }, {});
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
        return 1;
    }
    std::printf("fake service on port %d\n", (*server)->port());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
