#include "base/sha256.h"
#include "pipeline/catalogue.h"
#include "weights/fingerprint.h"

namespace genserve::pipeline {

Expected<std::string> modelHash(const ModelParts& parts)
{
    Sha256 hash;
    for (const auto* part : {&parts.transformer, &parts.vae, &parts.clip, &parts.t5}) {
        const auto print = weights::fingerprint(*part);
        if (!print) {
            return tl::unexpected(print.error());
        }
        hash.add(*print);
    }
    return hash.hexDigest();
}

Expected<std::string> adapterHash(const std::filesystem::path& location)
{
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(location, error);
    return (isFolder ? weights::openFolder(location) : weights::openFile(location)).and_then(weights::fingerprint);
}

} // namespace genserve::pipeline
