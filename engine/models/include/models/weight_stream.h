// Weights that wait in host memory and come to the device just before they are used.
//
// Two places on the device take turns: while one unit is multiplied with, the next one's bytes travel on a stream of
// their own, so that with enough arithmetic between them nothing waits. The weights that arrive are the bytes that
// left, hence the results are those of resident weights.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Event.h>
#include <c10/core/Stream.h>

#include "models/weight_gate.h"

namespace genserve::models {

class WeightStream : public WeightGate {
public:
    // On the CPU the host's memory is the device's, and nothing runs beside: useful in tests only.
    explicit WeightStream(at::Device device) : m_device(device) {}
    ~WeightStream() override;
    WeightStream(const WeightStream&) = delete;
    WeightStream& operator=(const WeightStream&) = delete;

    // Moves a unit's weights from the device to host memory, pinned on a GPU. Each tensor is undefined until its unit
    // is entered, and must stay at its address as long as the stream. Blocks.
    void take(std::size_t unit, const std::vector<at::Tensor*>& weights);
    // Brings them back for good; nothing if the unit is not in the stream. Blocks.
    void giveBack(std::size_t unit);

    // Forgets all units; their tensors stay undefined.
    void clear();

    [[nodiscard]] bool holds(std::size_t unit) const { return m_units.contains(unit); }
    [[nodiscard]] std::size_t count() const { return m_units.size(); }
    [[nodiscard]] std::int64_t hostBytes() const;

    // Units that are not in the stream are let through; the stream learns from them that the one before is done.
    void enter(std::size_t unit) override;

    // Gives the places on the device back until the next enter(). Blocks.
    void rest();

private:
    struct Weight {
        at::Tensor* target;
        std::vector<std::int64_t> shape;
        at::ScalarType dtype;
        std::int64_t offset; // bytes from the start of the unit
    };
    struct Unit {
        std::vector<Weight> weights;
        std::vector<at::Tensor> host; // bytes, in pieces
        std::int64_t bytes = 0;
    };
    struct Place {
        at::Tensor bytes;
        std::optional<std::size_t> unit; // whose bytes are there or on their way
        std::optional<c10::Event> arrived;
    };

    void leave();
    Place& fill(std::size_t unit);
    void show(const Unit& unit, const at::Tensor& bytes);
    void ensurePlaces();
    [[nodiscard]] std::size_t after(std::size_t unit) const;
    [[nodiscard]] Place* placeOf(std::size_t unit);

    at::Device m_device;
    std::map<std::size_t, Unit> m_units;
    std::vector<Place> m_places;
    std::optional<std::size_t> m_entered;
    std::optional<c10::Stream> m_copies;
};

} // namespace genserve::models
