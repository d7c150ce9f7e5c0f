#include "thread_setup.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace genserve::tasks {

void setUpThread(const std::string& name, ThreadRank rank)
{
    ::pthread_setname_np(::pthread_self(), name.substr(0, 15).c_str());
    if (rank == ThreadRank::Background) {
        // Linux keeps this value per thread, and threads that this one starts inherit it.
        constexpr int Niceness = 5;
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), Niceness);
    }
}

} // namespace genserve::tasks
