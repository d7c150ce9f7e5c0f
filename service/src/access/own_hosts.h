// The names and addresses under which clients may call this machine.
#pragma once

#include <string>
#include <vector>

namespace genserve::service {

// localhost, the addresses of all interfaces, the host's name and its .local form; lower case.
std::vector<std::string> ownHosts();

} // namespace genserve::service
