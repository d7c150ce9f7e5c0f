#include "wire/body.h"

#include "wire/multipart_parser.h"

namespace genserve::service {
namespace {

class DroppedBody final : public BodySink {
public:
    WireResult<void> write(std::string_view piece) override
    {
        m_bytes += piece.size();
        return {};
    }
    WireResult<void> finish() override { return {}; }
    Body take() override
    {
        Body body;
        body.bytes = m_bytes;
        return body;
    }

private:
    std::uint64_t m_bytes = 0;
};

// Counts and budgets every byte before it is stored.
class StoredBody : public BodySink {
public:
    StoredBody(BodyKind kind, const WireLimits& limits, std::shared_ptr<BodyBudget> budget)
    {
        m_body.kind = kind;
        m_body.share = BudgetShare(std::move(budget));
        m_plan.memoryBytes = limits.spoolAboveBytes;
        m_plan.folder = limits.spoolFolder;
    }
    WireResult<void> write(std::string_view piece) final
    {
        if (!m_body.share.grow(piece.size())) {
            return wireFault(503, "busy", "the server has too many uploads at the moment");
        }
        m_body.bytes += piece.size();
        return store(piece);
    }
    Body take() final { return std::move(m_body); }

protected:
    virtual WireResult<void> store(std::string_view piece) = 0;

    Body m_body;
    SpoolPlan m_plan;
};

class WholeBody final : public StoredBody {
public:
    using StoredBody::StoredBody;
    WireResult<void> finish() override { return {}; }

protected:
    WireResult<void> store(std::string_view piece) override { return m_body.whole.append(piece, m_plan); }
};

class FormBody final : public StoredBody, private PartSink {
public:
    FormBody(std::string_view boundary, const WireLimits& limits, std::shared_ptr<BodyBudget> budget)
        : StoredBody(BodyKind::Form, limits, std::move(budget)), m_parser(boundary, *this)
    {
    }
    WireResult<void> finish() override { return m_parser.finish(); }

protected:
    WireResult<void> store(std::string_view piece) override { return m_parser.feed(piece); }

private:
    WireResult<void> beginPart(const PartHead& head) override
    {
        m_isEmptyFile = head.hasFilename && head.filenameIsEmpty;
        m_body.parts.push_back({head.name, head.hasFilename, head.contentType, {}});
        return {};
    }
    WireResult<void> partData(std::string_view piece) override
    {
        return m_body.parts.back().content.append(piece, m_plan);
    }
    WireResult<void> endPart() override
    {
        // Browsers send a file field that nobody filled as a file without name and bytes.
        if (m_isEmptyFile && m_body.parts.back().content.size() == 0) {
            m_body.parts.pop_back();
        }
        return {};
    }

    MultipartParser m_parser;
    bool m_isEmptyFile = false;
};

} // namespace

WireResult<std::unique_ptr<BodySink>> makeBodySink(BodyKind kind, std::string_view contentType,
                                                   const WireLimits& limits, std::shared_ptr<BodyBudget> budget)
{
    switch (kind) {
    case BodyKind::Dropped: return std::make_unique<DroppedBody>();
    case BodyKind::Whole: return std::make_unique<WholeBody>(kind, limits, std::move(budget));
    case BodyKind::Form: break;
    }
    const auto boundary = MultipartParser::boundaryOf(contentType);
    if (!boundary) {
        return tl::unexpected(boundary.error());
    }
    return std::make_unique<FormBody>(*boundary, limits, std::move(budget));
}

} // namespace genserve::service
