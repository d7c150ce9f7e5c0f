// What this process uses at the moment, for tests that bound it.
#pragma once

long processMemoryKiB(); // resident, without the pages of mapped files
int openDescriptors();
