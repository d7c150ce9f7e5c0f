#include "floor.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "kernels/attention.h"
#include "kernels/linear.h"

namespace genserve::bench {
namespace {

using kernels::Activation;

class Floor {
public:
    explicit Floor(const Subject& subject) : m_subject(subject), m_dim(subject.config.innerDim())
    {
        const std::int64_t tokens = TextTokens + subject.latents.size(0);
        const auto options = subject.latents.options();
        m_normed = at::randn({tokens, m_dim}, options);
        m_qkv = at::empty({tokens, 3, subject.config.num_attention_heads, subject.config.attention_head_dim}, options);
        m_hidden = at::empty({tokens, weight("transformer_blocks.0.ff.net.0.proj.weight").size(0)}, options);
        m_joined = at::randn({tokens, weight("single_transformer_blocks.0.proj_out.weight").size(1)}, options);
        m_out = at::empty({tokens, m_dim}, options);
        m_bias = at::zeros({m_joined.size(1)}, options);
    }

    void run() const
    {
        for (std::int64_t i = 0; i < m_subject.config.num_layers; ++i) {
            runDouble("transformer_blocks." + std::to_string(i) + ".");
        }
        for (std::int64_t i = 0; i < m_subject.config.num_single_layers; ++i) {
            runSingle("single_transformer_blocks." + std::to_string(i) + ".");
        }
    }

private:
    // Of what is stacked, the first name finds all.
    [[nodiscard]] const at::Tensor& weight(const std::string& name) const
    {
        const auto& all = m_subject.parameters.all();
        return *std::ranges::find(all, name, [](const auto& parameter) { return parameter.names.front(); })->target;
    }

    void multiply(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& out,
                  Activation activation = Activation::None) const
    {
        kernels::linear(rows, weight, m_bias.narrow(0, 0, weight.size(0)), out, activation);
    }

    void runDouble(const std::string& scope) const
    {
        struct Part {
            std::int64_t first, count;
            const char *qkv, *out, *ff;
        };
        const std::int64_t image = m_normed.size(0) - TextTokens;
        const Part parts[] = {{TextTokens, image, "attn.to_q", "attn.to_out.0", "ff"},
                              {0, TextTokens, "attn.add_q_proj", "attn.to_add_out", "ff_context"}};
        const auto of = [](const at::Tensor& rows, const Part& part) { return rows.narrow(0, part.first, part.count); };
        for (const Part& part : parts) {
            multiply(of(m_normed, part), weight(scope + part.qkv + ".weight"), of(m_qkv.flatten(1), part));
        }
        const at::Tensor attended = kernels::attention(m_qkv);
        for (const Part& part : parts) {
            multiply(of(attended, part), weight(scope + part.out + ".weight"), of(m_out, part));
            multiply(of(m_normed, part), weight(scope + part.ff + ".net.0.proj.weight"), of(m_hidden, part),
                     Activation::GeluTanh);
            multiply(of(m_hidden, part), weight(scope + part.ff + ".net.2.weight"), of(m_out, part));
        }
    }

    void runSingle(const std::string& scope) const
    {
        const at::Tensor& in = weight(scope + "attn.to_q.weight");
        multiply(m_normed, in.narrow(0, 0, 3 * m_dim), m_qkv.flatten(1));
        multiply(m_normed, in.narrow(0, 3 * m_dim, in.size(0) - 3 * m_dim), m_joined.narrow(1, m_dim, m_hidden.size(1)),
                 Activation::GeluTanh);
        static_cast<void>(kernels::attention(m_qkv));
        multiply(m_joined, weight(scope + "proj_out.weight"), m_out);
    }

    const Subject& m_subject;
    std::int64_t m_dim;
    at::Tensor m_normed, m_qkv, m_hidden, m_joined, m_out, m_bias;
};

} // namespace

std::function<void()> stepsFloor(const Subject& subject)
{
    return [floor = std::make_shared<Floor>(subject)] { floor->run(); };
}

} // namespace genserve::bench
