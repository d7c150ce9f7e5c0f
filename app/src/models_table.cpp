#include "models_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace genserve::app {
namespace {

// The longest cell stands last.
using Row = std::vector<std::string>;

std::string join(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    std::array<char, 32> text{};
    if (bytes >= 1'000'000'000) {
        std::snprintf(text.data(), text.size(), "%.1f GB", double(bytes) / 1e9);
    } else {
        std::snprintf(text.data(), text.size(), "%.0f MB", std::ceil(double(bytes) / 1e6));
    }
    return text.data();
}

Row rowOf(const ModelInfo& model)
{
    return {model.id,
            model.name,
            model.format,
            model.precision,
            sizeText(model.bytes),
            join(model.features),
            model.location.string()};
}

// Columns a terminal needs for UTF-8 text without wide characters.
std::size_t columnsOf(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string lineOf(const Row& row, const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
        line += row[column];
        if (column + 1 < row.size()) {
            line.append(widths[column] - columnsOf(row[column]) + 2, ' ');
        }
    }
    return line;
}

// The first row is the heading.
std::vector<std::string> aligned(const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], columnsOf(row[column]));
        }
    }
    std::vector<std::string> lines;
    std::ranges::transform(rows, std::back_inserter(lines), [&](const Row& row) { return lineOf(row, widths); });
    return lines;
}

} // namespace

std::vector<std::string> modelsTable(const std::vector<ModelInfo>& models)
{
    if (models.empty()) {
        return {"no models are installed"};
    }
    std::vector<Row> rows{{"ID", "NAME", "FORMAT", "PRECISION", "SIZE", "FEATURES", "LOCATION"}};
    std::ranges::transform(models, std::back_inserter(rows), rowOf);
    const auto table = aligned(rows);
    std::vector<std::string> lines{table.front()};
    for (std::size_t i = 0; i < models.size(); ++i) {
        lines.push_back(table[i + 1]);
        if (!models[i].missing.empty()) {
            lines.push_back("  can't run without: " + join(models[i].missing));
        }
    }
    return lines;
}

std::vector<std::string> adaptersTable(const std::vector<AdapterInfo>& adapters)
{
    if (adapters.empty()) {
        return {};
    }
    std::vector<Row> rows{{"ID", "KIND", "CONTROL", "FORMAT", "PRECISION", "SIZE", "FITS", "LOCATION"}};
    for (const AdapterInfo& adapter : adapters) {
        rows.push_back({adapter.id, adapter.kind, adapter.control.empty() ? "-" : adapter.control, adapter.format,
                        adapter.precision, sizeText(adapter.bytes), adapter.fits.empty() ? "-" : join(adapter.fits),
                        adapter.location.string()});
    }
    const auto table = aligned(rows);
    std::vector<std::string> lines{table.front()};
    for (std::size_t i = 0; i < adapters.size(); ++i) {
        lines.push_back(table[i + 1]);
        if (!adapters[i].problem.empty()) {
            lines.push_back("  " + adapters[i].problem);
        }
    }
    return lines;
}

std::vector<std::string> filesTable(const std::vector<InstalledFile>& files, bool onlyUnreadable)
{
    std::vector<Row> rows{{"FILE", "SIZE", "ENABLES", "WHAT IT IS", "LOCATION"}};
    for (const InstalledFile& file : files) {
        if (file.role == "unreadable" || !onlyUnreadable) {
            rows.push_back({file.role, sizeText(file.bytes), file.enables.empty() ? "-" : join(file.enables),
                            file.detail, file.location.string()});
        }
    }
    return rows.size() == 1 ? std::vector<std::string>() : aligned(rows);
}

double megabytes(std::uint64_t bytes) { return std::round(double(bytes) / 1e5) / 10; }

} // namespace genserve::app
