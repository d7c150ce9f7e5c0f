// Which kernels every GPU of a team ran when, during one step.
#pragma once

#include <barrier>
#include <functional>
#include <string>
#include <vector>

namespace genserve::bench {

class TeamTimeline {
public:
    explicit TeamTimeline(int members) : m_meeting(members) {}

    // Called by every member: runs the work of all of them under libtorch's profiler, which the first one switches.
    void record(int rank, const std::function<void()>& work);

    // Writes one line a kernel, "device,start_us,length_us,name", and prints each device's sums by what they are for.
    void print(const std::string& file) const;

private:
    struct Kernel {
        int device;
        double start, length; // us
        std::string name;
    };
    std::barrier<> m_meeting;
    std::vector<Kernel> m_kernels; // by start
};

} // namespace genserve::bench
