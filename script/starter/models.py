"""The starter model's configurations: plain diffusers / transformers classes, small sizes."""
import diffusers
import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxTransformer2DModel
from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

diffusers.utils.logging.set_verbosity_error()

WIDTH_HEADS, HEAD_DIM, DOUBLE, SINGLE = 6, 32, 1, 6
JOINT_DIM, POOLED_DIM = 96, 64
CLIP_VOCAB, T5_VOCAB = 2048, 2500


def make_vae():
    # Groups of eight channels at the widest place: with one channel a group (32 of 32) normalisation removes the brightness,
    # and the network stores it as a few extreme pixels in a corner.
    return AutoencoderKL(in_channels=3, out_channels=3, down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
                         block_out_channels=[32, 64, 64, 96], layers_per_block=1, act_fn="silu", latent_channels=16, norm_num_groups=4,
                         sample_size=1024, scaling_factor=1.0, shift_factor=0.0, use_quant_conv=False, use_post_quant_conv=False, force_upcast=True)


def make_transformer():
    model = FluxTransformer2DModel(patch_size=1, in_channels=64, num_layers=DOUBLE, num_single_layers=SINGLE, attention_head_dim=HEAD_DIM,
                                   num_attention_heads=WIDTH_HEADS, joint_attention_dim=JOINT_DIM, pooled_projection_dim=POOLED_DIM,
                                   guidance_embeds=True, axes_dims_rope=(8, 12, 12))
    with torch.no_grad():   # adaLN-zero start: every block begins as the identity, the output as zero
        for name, module in model.named_modules():
            if isinstance(module, torch.nn.Linear):
                torch.nn.init.xavier_uniform_(module.weight)
                torch.nn.init.zeros_(module.bias)
        for name, module in model.named_modules():
            if name.endswith(("norm1.linear", "norm1_context.linear", "norm.linear", "norm_out.linear")) or name == "proj_out":
                module.weight.zero_()
                module.bias.zero_()
        for block in model.single_transformer_blocks:
            torch.nn.init.xavier_uniform_(block.proj_out.weight)
    return model


def make_clip():
    return CLIPTextModel(CLIPTextConfig(vocab_size=CLIP_VOCAB, hidden_size=POOLED_DIM, intermediate_size=256, num_hidden_layers=2, num_attention_heads=4,
                                        max_position_embeddings=77, projection_dim=POOLED_DIM, hidden_act="quick_gelu", bos_token_id=0, eos_token_id=2, pad_token_id=1))


def make_t5():
    return T5EncoderModel(T5Config(vocab_size=T5_VOCAB, d_model=JOINT_DIM, d_kv=24, d_ff=256, num_layers=3, num_heads=4, feed_forward_proj="gated-gelu",
                                   dropout_rate=0.0, relative_attention_num_buckets=32, relative_attention_max_distance=128, tie_word_embeddings=False,
                                   is_encoder_decoder=False, use_cache=False))


def make_scheduler():
    return FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=3.0, use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15,
                                           base_image_seq_len=256, max_image_seq_len=4096)


def count(model):
    return sum(p.numel() for p in model.parameters())


if __name__ == "__main__":
    for make in (make_transformer, make_vae, make_clip, make_t5):
        print(make.__name__, f"{count(make()) / 1e6:.3f} M parameters")
