#include "process_memory.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <malloc.h>

long processMemoryKiB()
{
    ::malloc_trim(0); // what was freed is no leak
    std::ifstream status("/proc/self/status");
    std::string word;
    long value = 0;
    while (status >> word) {
        if (word == "RssAnon:") {
            status >> value;
            break;
        }
    }
    return value;
}

int openDescriptors()
{
    const std::filesystem::directory_iterator entries("/proc/self/fd");
    return static_cast<int>(std::distance(begin(entries), end(entries))) - 1; // without the one that reads the folder
}
