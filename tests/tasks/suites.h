// The suites of this binary, each in its own file.
#pragma once

#include <array>

#include "../support/suite_runner.h"

int runAdmission(int argc, char** argv);
int runDataFolder(int argc, char** argv);
int runForeignTexts(int argc, char** argv);
int runInputFiles(int argc, char** argv);
int runPictureReader(int argc, char** argv);
int runPictureTexts(int argc, char** argv);
int runPictureWriter(int argc, char** argv);
int runRequestJson(int argc, char** argv);
int runTaskDevices(int argc, char** argv);
int runTaskHistory(int argc, char** argv);
int runTaskMixed(int argc, char** argv);
int runTaskObserver(int argc, char** argv);
int runTaskQueue(int argc, char** argv);
int runTaskRecovery(int argc, char** argv);
int runTaskService(int argc, char** argv);
int runTaskSharing(int argc, char** argv);
int runTaskStore(int argc, char** argv);
int runTaskTimes(int argc, char** argv);

constexpr std::array<Suite, 18> Suites{{
    {"admission", runAdmission},
    {"data_folder", runDataFolder},
    {"foreign_texts", runForeignTexts},
    {"input_files", runInputFiles},
    {"picture_reader", runPictureReader},
    {"picture_texts", runPictureTexts},
    {"picture_writer", runPictureWriter},
    {"request_json", runRequestJson},
    {"task_devices", runTaskDevices},
    {"task_history", runTaskHistory},
    {"task_mixed", runTaskMixed},
    {"task_observer", runTaskObserver},
    {"task_queue", runTaskQueue},
    {"task_recovery", runTaskRecovery},
    {"task_service", runTaskService},
    {"task_sharing", runTaskSharing},
    {"task_store", runTaskStore},
    {"task_times", runTaskTimes},
}};
