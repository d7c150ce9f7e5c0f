// What all request bodies together may hold, in memory and on disk. Thread-safe: bodies are read on the service thread
// and dropped wherever their last user is.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace genserve::service {

class BodyBudget {
public:
    explicit BodyBudget(std::uint64_t bytes) : m_limit(bytes) {}

    [[nodiscard]] std::uint64_t used() const { return m_used.load(); }
    [[nodiscard]] std::uint64_t available() const
    {
        const std::uint64_t taken = m_used.load();
        return taken < m_limit ? m_limit - taken : 0;
    }
    bool take(std::uint64_t bytes)
    {
        std::uint64_t taken = m_used.load();
        do {
            if (bytes > m_limit || taken > m_limit - bytes) {
                return false;
            }
        } while (!m_used.compare_exchange_weak(taken, taken + bytes));
        return true;
    }
    void giveBack(std::uint64_t bytes) { m_used -= bytes; }

private:
    const std::uint64_t m_limit;
    std::atomic<std::uint64_t> m_used{0};
};

// One body's part of it, given back at the end of its life.
class BudgetShare {
public:
    BudgetShare() = default;
    explicit BudgetShare(std::shared_ptr<BodyBudget> budget) : m_budget(std::move(budget)) {}
    BudgetShare(BudgetShare&& other) noexcept
        : m_budget(std::move(other.m_budget)), m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    BudgetShare& operator=(BudgetShare&& other) noexcept
    {
        std::swap(m_budget, other.m_budget);
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    BudgetShare(const BudgetShare&) = delete;
    BudgetShare& operator=(const BudgetShare&) = delete;
    ~BudgetShare()
    {
        if (m_budget) {
            m_budget->giveBack(m_bytes);
        }
    }

    // False where the budget is used up. Without a budget everything is granted.
    bool grow(std::uint64_t bytes)
    {
        if (m_budget && !m_budget->take(bytes)) {
            return false;
        }
        m_bytes += bytes;
        return true;
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::shared_ptr<BodyBudget> m_budget;
    std::uint64_t m_bytes = 0;
};

} // namespace genserve::service
