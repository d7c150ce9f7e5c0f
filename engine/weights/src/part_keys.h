// The name rules of each layout. `prefix` is what stands before the part's names, e.g. "vae.", or empty.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "weights/key_map.h"

namespace genserve::weights {

using TensorTable = std::map<std::string, StoredTensor>;

// The tensors that must stand under one prefix, the most telling first.
std::span<const std::string_view> bflTransformerMarks();
std::span<const std::string_view> diffusersTransformerMarks();
std::span<const std::string_view> bflControlNetMarks();
std::span<const std::string_view> diffusersControlNetMarks();
std::span<const std::string_view> ldmAutoencoderMarks();
std::span<const std::string_view> diffusersAutoencoderMarks();
std::span<const std::string_view> clipTextMarks();
std::span<const std::string_view> t5EncoderMarks();

Expected<TensorTable> fromBflTransformer(const Checkpoint& file, const std::string& prefix);
Expected<TensorTable> fromBflControlNet(const Checkpoint& file, const std::string& prefix);
Expected<TensorTable> fromLdmAutoencoder(const Checkpoint& file, const std::string& prefix);
Expected<TensorTable> fromClipText(const Checkpoint& file, const std::string& prefix);
Expected<TensorTable> fromT5Encoder(const Checkpoint& file, const std::string& prefix);
// Names that need no change but the loss of their prefix.
Expected<TensorTable> fromDiffusers(const Checkpoint& file, const std::string& prefix);

// Adds a tensor; a name that is taken is CorruptFile.
Expected<void> addTensor(const Checkpoint& file, TensorTable& table, const std::string& name, StoredTensor tensor);

// The first file of a checkpoint, for messages.
std::string fileName(const Checkpoint& file);

// Rows first ... first + count - 1 of a tensor, which must have them; no bytes are read.
StoredTensor rowsOf(const StoredTensor& tensor, std::int64_t first, std::int64_t count);

} // namespace genserve::weights
