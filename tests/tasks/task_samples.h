// Tasks and requests for tests.
#pragma once

#include "tasks/task.h"

#include <QByteArray>

#include <filesystem>
#include <string>

class QTemporaryDir;

// A request in which no field has its default.
genserve::GenerationRequest fullRequest();

// A waiting task of client "local" with a new id.
genserve::tasks::NewTask newTask(std::int64_t sequence, const std::string& prompt = "a fox");

std::filesystem::path pathOf(const QTemporaryDir& folder);
QByteArray shown(const std::string& text);
