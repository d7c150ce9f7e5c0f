#include "models/weight_stream.h"

#include <algorithm>
#include <utility>

#include <ATen/ATen.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace genserve::models {
namespace {

constexpr std::size_t Places = 2;
constexpr std::int64_t Alignment = 256; // bytes, as libtorch aligns what it allocates on a GPU
// libtorch rounds pinned memory up to a power of two, so a unit is kept in pieces.
constexpr std::int64_t PieceBytes = std::int64_t{64} << 20;

c10::impl::VirtualGuardImpl guardOf(at::Device device) { return c10::impl::VirtualGuardImpl(device.type()); }

at::Tensor bytesOf(const at::Tensor& tensor) { return tensor.contiguous().view(-1).view(at::kByte); }

} // namespace

WeightStream::~WeightStream()
{
    try {
        rest();
    } catch (...) { // a device that has failed can't be waited for
    }
}

void WeightStream::take(std::size_t unit, const std::vector<at::Tensor*>& weights)
{
    TORCH_CHECK(!holds(unit), "WeightStream: unit ", unit, " is in the stream already");
    rest();
    Unit taken;
    for (at::Tensor* weight : weights) {
        taken.weights.push_back({weight, weight->sizes().vec(), weight->scalar_type(), taken.bytes});
        const auto bytes = static_cast<std::int64_t>(weight->nbytes());
        taken.bytes += (bytes + Alignment - 1) / Alignment * Alignment;
    }
    const auto hostOptions = at::TensorOptions().dtype(at::kByte).pinned_memory(!m_device.is_cpu());
    for (std::int64_t first = 0; first < taken.bytes; first += PieceBytes) {
        taken.host.push_back(at::empty({std::min(PieceBytes, taken.bytes - first)}, hostOptions));
    }
    for (const Weight& weight : taken.weights) {
        const at::Tensor bytes = bytesOf(*weight.target);
        for (std::int64_t done = 0; done < bytes.size(0);) {
            const std::int64_t at = weight.offset + done;
            const std::int64_t count = std::min(bytes.size(0) - done, PieceBytes - at % PieceBytes);
            taken.host[static_cast<std::size_t>(at / PieceBytes)]
                .narrow(0, at % PieceBytes, count)
                .copy_(bytes.narrow(0, done, count));
            done += count;
        }
        weight.target->reset();
    }
    m_units.emplace(unit, std::move(taken));
}

void WeightStream::giveBack(std::size_t unit)
{
    const auto found = m_units.find(unit);
    if (found == m_units.end()) {
        return;
    }
    rest();
    for (const Weight& weight : found->second.weights) {
        *weight.target = at::empty(weight.shape, at::TensorOptions().dtype(weight.dtype).device(m_device));
        const at::Tensor bytes = weight.target->view(-1).view(at::kByte);
        for (std::int64_t done = 0; done < bytes.size(0);) {
            const std::int64_t at = weight.offset + done;
            const std::int64_t count = std::min(bytes.size(0) - done, PieceBytes - at % PieceBytes);
            bytes.narrow(0, done, count)
                .copy_(found->second.host[static_cast<std::size_t>(at / PieceBytes)].narrow(0, at % PieceBytes, count));
            done += count;
        }
    }
    m_units.erase(found);
}

void WeightStream::clear()
{
    rest();
    m_units.clear();
}

std::int64_t WeightStream::hostBytes() const
{
    std::int64_t bytes = 0;
    for (const auto& [index, unit] : m_units) {
        bytes += unit.bytes;
    }
    return bytes;
}

void WeightStream::enter(std::size_t unit)
{
    if (m_units.empty()) {
        return;
    }
    ensurePlaces();
    if (m_entered && *m_entered != unit) {
        leave();
    }
    if (!holds(unit)) {
        return;
    }
    Place* place = placeOf(unit);
    if (place == nullptr) {
        place = &fill(unit);
    }
    if (place->arrived) {
        place->arrived->block(guardOf(m_device).getStream(m_device));
    }
    show(m_units.at(unit), place->bytes);
    m_entered = unit;
    if (placeOf(after(unit)) == nullptr) {
        fill(after(unit));
    }
}

// The unit that was in use is done as far as the host is concerned: its place takes the one behind the next.
void WeightStream::leave()
{
    const std::size_t left = *m_entered;
    m_entered.reset();
    for (const Weight& weight : m_units.at(left).weights) {
        weight.target->reset();
    }
    const std::size_t next = after(left);
    const std::size_t behind = after(next);
    if (m_units.size() > Places && placeOf(next) != nullptr && placeOf(behind) == nullptr) {
        placeOf(left)->unit.reset();
        fill(behind);
    }
}

// Into the place of a unit that is not in use. The copy waits for all that was asked of the device so far, which
// includes the last use of that place.
WeightStream::Place& WeightStream::fill(std::size_t unit)
{
    const auto free = std::ranges::find_if(m_places, [](const Place& place) { return !place.unit; });
    const auto unused = free != m_places.end() ? free : std::ranges::find_if(m_places, [&](const Place& place) {
        return place.unit != m_entered;
    });
    Place& place = *unused;
    place.unit = unit;
    const Unit& source = m_units.at(unit);
    const auto copyAll = [&] {
        std::int64_t first = 0;
        for (const at::Tensor& piece : source.host) {
            place.bytes.narrow(0, first, piece.size(0)).copy_(piece, /*non_blocking=*/true);
            first += piece.size(0);
        }
    };
    if (m_device.is_cpu()) {
        copyAll();
        return place;
    }
    c10::Event asked(m_device.type());
    asked.record(guardOf(m_device).getStream(m_device));
    asked.block(*m_copies);
    const c10::StreamGuard onCopies(*m_copies);
    copyAll();
    place.arrived.emplace(m_device.type());
    place.arrived->record(*m_copies);
    return place;
}

void WeightStream::show(const Unit& unit, const at::Tensor& bytes)
{
    for (const Weight& weight : unit.weights) {
        const std::int64_t count =
            c10::multiply_integers(weight.shape) * static_cast<std::int64_t>(c10::elementSize(weight.dtype));
        *weight.target = bytes.narrow(0, weight.offset, count).view(weight.dtype).view(weight.shape);
    }
}

void WeightStream::ensurePlaces()
{
    if (!m_places.empty()) {
        return;
    }
    std::int64_t most = 0;
    for (const auto& [index, unit] : m_units) {
        most = std::max(most, unit.bytes);
    }
    if (!m_device.is_cpu()) {
        // The places stay: cut from what others left, they would keep the rest of that from being given back.
        c10::getDeviceAllocator(m_device.type())->emptyCache();
        m_copies = guardOf(m_device).getStreamFromGlobalPool(m_device, /*isHighPriority=*/true);
    }
    std::vector<Place> places(std::min(Places, m_units.size())); // all or, when memory runs out, none
    for (Place& place : places) {
        place.bytes = at::empty({most}, at::TensorOptions().dtype(at::kByte).device(m_device));
    }
    m_places = std::move(places);
}

void WeightStream::rest()
{
    if (m_places.empty()) {
        return;
    }
    if (m_entered) {
        for (const Weight& weight : m_units.at(*m_entered).weights) {
            weight.target->reset();
        }
        m_entered.reset();
    }
    if (m_copies) { // the allocator knows of the compute stream only
        guardOf(m_device).synchronizeStream(*m_copies);
    }
    m_places.clear();
}

std::size_t WeightStream::after(std::size_t unit) const
{
    const auto next = m_units.upper_bound(unit);
    return next == m_units.end() ? m_units.begin()->first : next->first;
}

WeightStream::Place* WeightStream::placeOf(std::size_t unit)
{
    const auto place = std::ranges::find(m_places, unit, &Place::unit);
    return place == m_places.end() ? nullptr : &*place;
}

} // namespace genserve::models
