// genserve: a launcher that sets up the process and then loads the program, libgenserve.so, or watches over a process
// that does (watchdog.h).
//
// Why two files: libgomp, which libtorch brings along, reads its settings from the environment while it is loaded.
// Threads that wait for work spin for milliseconds by default; on a computer whose cores are busy with something else
// that makes a picture take ten times as long. Whoever sets one of the variables keeps their choice.
#include "watchdog.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <dlfcn.h>
#include <fcntl.h>

namespace {

constexpr const char* SpinCount = "3000"; // a few microseconds: costs nothing measurable on a quiet computer
// libtorch reads this when it first allocates on a GPU. Pinning by one thread took most of the time to load a model
// whose blocks are streamed: 11.2 instead of 4.2 s for 23 GB.
constexpr const char* PinnedMemory = "pinned_use_cuda_host_register:True,pinned_num_register_threads:8";

// A closed standard stream's number would go to the next file opened, and messages into that file.
void openClosedStreams()
{
    for (int stream = 0; stream <= 2; ++stream) {
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", O_RDWR) != stream) {
            std::abort();
        }
    }
}

// Beside the launcher in a build folder, else where it is installed.
std::filesystem::path programLibrary()
{
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    const auto beside = folder / "libgenserve.so";
    return std::filesystem::exists(beside, error) ? beside : folder / GENSERVE_INSTALLED_LIBRARY;
}

} // namespace

int main(int argc, char** argv)
{
    openClosedStreams();
    if (genserve::app::asksForWatchdog(argc, argv)) {
        return genserve::app::runWatchdog(argc, argv);
    }
    if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
        setenv("GOMP_SPINCOUNT", SpinCount, 0);
    }
    setenv("PYTORCH_ALLOC_CONF", PinnedMemory, 0);
    void* program = dlopen(programLibrary().c_str(), RTLD_LAZY | RTLD_GLOBAL);
    void* entry = program == nullptr ? nullptr : dlsym(program, "genserveMain");
    if (entry == nullptr) {
        std::fprintf(stderr, "genserve: the program can't be loaded: %s\n", dlerror());
        return 1;
    }
    return reinterpret_cast<int (*)(int, char**)>(entry)(argc, argv);
}
