#include "folder_walk.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "adapter_entry.h"
#include "base/log.h"
#include "huggingface_cache.h"
#include "model_folder.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr int MaxDepth = 2;
constexpr int MaxAdapterDepth = 4;         // below a folder of LoRAs or ControlNets, which people sort by themes
constexpr std::size_t MaxEntries = 50'000; // names looked at in one walk
constexpr std::size_t MaxFiles = 10'000;   // headers read in one walk

// ComfyUI's folders of things that are no model and no part of one.
constexpr std::array<std::string_view, 5> SkippedFolders{"embeddings", "clip_vision", "hypernetworks", "upscale_models",
                                                         "vae_approx"};
// ComfyUI's and AUTOMATIC1111's folders, in lower case. They may hold thousands of files, so they come last.
constexpr std::array<std::string_view, 5> AdapterFolders{"lora", "loras", "lycoris", "controlnet", "controlnets"};
// Formats of models that are not read; told rather than passed over.
constexpr std::array<std::string_view, 5> ForeignEndings{".gguf", ".ckpt", ".pt", ".pth", ".bin"};

bool isAdapterFolder(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::find(AdapterFolders, name) != AdapterFolders.end();
}

bool isForeign(const fs::path& file)
{
    return std::ranges::find(ForeignEndings, file.extension().string()) != ForeignEndings.end();
}

// Every engine of the process walks the folders, and walks them again later: what was told once is not told again.
bool isNew(const std::string& line)
{
    constexpr std::size_t MostTold = 1000;
    static std::mutex mutex;
    static std::set<std::string> told;
    const std::lock_guard lock(mutex);
    return told.size() >= MostTold || told.insert(line).second;
}

void warn(const Error& error)
{
    constexpr std::size_t LongestLine = 6000; // a path may have 4096 bytes
    if (const std::string line = oneLine(describe(error), LongestLine); isNew(line)) {
        log(LogLevel::Warning, "pipeline", line);
    }
}

bool isFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

class Walker {
public:
    void visitRoot(const fs::path& folder);
    // The folders of adapters that were met on the way.
    void visitAdapters();
    Findings take() && { return std::move(m_findings); }

private:
    void visit(const fs::path& folder, int depth);
    void visitRepository(const fs::path& repository);
    // True where the folder is a whole model, so that nothing in it is looked for any more.
    bool addModelFolder(const fs::path& folder);
    void addEntries(const fs::path& folder, int depth);
    void addFile(const fs::path& file);
    void addUnreadable(const Error& error);
    bool isFirstVisit(const fs::path& place);
    std::vector<fs::path> entriesOf(const fs::path& folder);
    bool isWithin(std::size_t count, std::size_t limit, const char* what);

    Findings m_findings;
    std::vector<fs::path> m_adapterFolders;
    std::set<fs::path> m_visited; // canonical
    std::size_t m_entries = 0;
    std::size_t m_files = 0;
    bool m_hasWarned = false;
};

void Walker::visitRoot(const fs::path& folder)
{
    if (!isFolder(folder)) {
        return warn({ErrorCode::NotFound, "is not a folder that can be read", folder.string()});
    }
    std::error_code error;
    const auto whole = fs::absolute(folder, error).lexically_normal();
    visit(whole.has_filename() ? whole : whole.parent_path(), 0);
}

void Walker::visit(const fs::path& folder, int depth)
{
    if (!isFirstVisit(folder)) {
        return;
    }
    if (isRepository(folder)) {
        return visitRepository(folder);
    }
    if (isModelFolder(folder)) {
        if (!addModelFolder(folder)) {
            addEntries(folder, MaxDepth);
        }
        return;
    }
    if (isControlNetFolder(folder)) {
        m_findings.controlNets.push_back(describeControlNetFolder(folder));
        return;
    }
    addEntries(folder, depth);
}

void Walker::visitAdapters()
{
    for (std::size_t i = 0; i < m_adapterFolders.size(); ++i) { // a visit may add to them
        visit(fs::path(m_adapterFolders[i]), MaxDepth - MaxAdapterDepth);
    }
}

void Walker::addUnreadable(const Error& error)
{
    warn(error);
    m_findings.unreadable.push_back(error);
}

void Walker::visitRepository(const fs::path& repository)
{
    const auto snapshot = snapshotOf(repository);
    if (!snapshot) {
        return addUnreadable(snapshot.error());
    }
    visit(*snapshot, MaxDepth - 1);
}

bool Walker::addModelFolder(const fs::path& folder)
{
    auto entry = describeFolder(folder);
    if (entry) {
        const bool isWhole = entry->info.missing.empty();
        for (const AdapterEntry& own : entry->own) {
            isFirstVisit(own.info.location); // it is, and is not looked at on its own
        }
        m_findings.models.push_back({.folder = std::move(*entry), .file = {}});
        return isWhole;
    }
    const auto className = pipelineClass(folder);
    if (className && !isFluxClass(*className)) {
        log(LogLevel::Debug, "pipeline", oneLine(describe(entry.error())));
        return true;
    }
    addUnreadable(entry.error());
    return false;
}

void Walker::addEntries(const fs::path& folder, int depth)
{
    std::vector<fs::path> folders;
    for (const fs::path& entry : entriesOf(folder)) {
        const std::string name = entry.filename().string();
        if (!isFolder(entry)) {
            if (isWeightFileName(entry)) {
                addFile(entry);
            } else if (isForeign(entry)) {
                m_findings.unreadable.push_back({ErrorCode::UnsupportedFormat,
                                                 entry.extension().string().substr(1) + " files are not read",
                                                 entry.string()});
            }
        } else if (isWeightFileName(entry) && !isModelFolder(entry)) {
            addUnreadable({ErrorCode::UnsupportedFormat, "is a folder, not a file", entry.string()});
        } else if (isAdapterFolder(name) && !isControlNetFolder(entry)) {
            m_adapterFolders.push_back(entry);
        } else if (!name.starts_with('.') && std::ranges::find(SkippedFolders, name) == SkippedFolders.end()) {
            folders.push_back(entry);
        }
    }
    for (const fs::path& entry : folders) {
        if (depth < MaxDepth || isModelFolder(entry) || isRepository(entry) || isControlNetFolder(entry)) {
            visit(entry, depth + 1);
        }
    }
}

void Walker::addFile(const fs::path& file)
{
    if (!isWithin(++m_files, MaxFiles, "weight files") || !isFirstVisit(file)) {
        return;
    }
    auto found = inspectFile(file);
    if (!found) {
        return addUnreadable(found.error());
    }
    if (found->isModel()) {
        m_findings.models.push_back({.folder = {}, .file = *found});
    }
    m_findings.files.push_back(std::move(*found));
}

// Links to a file or folder that was already met, loops among them, are passed over.
bool Walker::isFirstVisit(const fs::path& place)
{
    std::error_code error;
    const auto canonical = fs::canonical(place, error);
    return error || m_visited.insert(canonical).second;
}

std::vector<fs::path> Walker::entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    fs::directory_iterator place(folder, error);
    while (!error && place != fs::directory_iterator() && isWithin(++m_entries, MaxEntries, "entries")) {
        entries.push_back(place->path());
        place.increment(error);
    }
    if (error) {
        warn({ErrorCode::Io, error.message(), folder.string()});
    }
    std::ranges::sort(entries);
    return entries;
}

bool Walker::isWithin(std::size_t count, std::size_t limit, const char* what)
{
    if (count > limit && !std::exchange(m_hasWarned, true)) {
        warn({ErrorCode::UnsupportedFormat,
              "the model folders hold more than " + std::to_string(limit) + " " + what + "; the rest is not looked at",
              ""});
    }
    return count <= limit;
}

} // namespace

Findings walkFolders(const std::vector<fs::path>& folders, ScanScope scope)
{
    Walker walker;
    for (const fs::path& folder : folders) {
        walker.visitRoot(folder);
    }
    if (scope == ScanScope::Everything) {
        walker.visitAdapters();
    }
    return std::move(walker).take();
}

std::vector<WeightFile> weightFilesIn(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code error;
    fs::directory_iterator place(folder, error);
    while (!error && place != fs::directory_iterator() && paths.size() < MaxFiles) {
        if (isWeightFileName(place->path())) {
            paths.push_back(place->path());
        }
        place.increment(error);
    }
    std::ranges::sort(paths);
    std::vector<WeightFile> files;
    for (const fs::path& path : paths) {
        if (auto file = inspectFile(path)) {
            files.push_back(std::move(*file));
        }
    }
    return files;
}

} // namespace genserve::pipeline
