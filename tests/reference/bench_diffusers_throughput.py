#!/usr/bin/env python3
"""Pictures a minute of diffusers' FLUX.1-dev with random weights: one process on one GPU, then one on each.

    python3 bench_diffusers_throughput.py [--size 1024] [--steps 28] [--pictures 5] [--compile]

The peer of `genserve bench throughput --flux`. Every process denoises, decodes and writes PNG files; it is given its
prompt's embeddings (the program that it is compared with encodes each prompt). The clock runs from the moment when
all are warm to the last picture's file. Needs diffusers (requirements.txt) and torch.
"""
import argparse
import tempfile
import time
from pathlib import Path

import torch
import torch.multiprocessing as processes

TEXT_TOKENS = 512


def random_pipeline(device):
    from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
    from bench_diffusers import fill_randomly

    torch.set_default_dtype(torch.bfloat16)
    with torch.device(device):
        transformer = FluxTransformer2DModel(guidance_embeds=True).eval()
        autoencoder = AutoencoderKL(
            down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
            block_out_channels=[128, 256, 512, 512], layers_per_block=2, latent_channels=16, norm_num_groups=32,
            scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False, use_post_quant_conv=False).eval()
    fill_randomly(transformer)
    fill_randomly(autoencoder)
    torch.set_default_dtype(torch.float32)
    scheduler = FlowMatchEulerDiscreteScheduler(
        shift=3.0, use_dynamic_shifting=True, base_image_seq_len=256, max_image_seq_len=4096, base_shift=0.5,
        max_shift=1.15)
    pipeline = FluxPipeline(scheduler, autoencoder, None, None, None, None, transformer)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@torch.inference_mode()
def work(rank, arguments, barrier, folder):
    device = torch.device("cuda", rank)
    torch.cuda.set_device(device)
    pipeline = random_pipeline(device)
    if arguments.compile:
        pipeline.transformer = torch.compile(pipeline.transformer)
    text = torch.randn(1, TEXT_TOKENS, 4096, device=device, dtype=torch.bfloat16)
    pooled = torch.randn(1, 768, device=device, dtype=torch.bfloat16)

    def picture(index, steps):
        image = pipeline(prompt_embeds=text, pooled_prompt_embeds=pooled, width=arguments.size, height=arguments.size,
                         num_inference_steps=steps, generator=torch.Generator("cpu").manual_seed(index)).images[0]
        image.save(folder / f"{rank}-{index}.png", compress_level=1)

    picture(0, 2)
    barrier.wait()
    for index in range(arguments.pictures):
        picture(index, arguments.steps)
    barrier.wait()


def measure(gpus, arguments):
    context = processes.get_context("spawn")
    barrier = context.Barrier(gpus + 1)
    with tempfile.TemporaryDirectory() as folder:
        workers = [context.Process(target=work, args=(rank, arguments, barrier, Path(folder))) for rank in range(gpus)]
        for worker in workers:
            worker.start()
        barrier.wait()
        begin = time.perf_counter()
        barrier.wait()
        seconds = time.perf_counter() - begin
        for worker in workers:
            worker.join()
    return 60 * gpus * arguments.pictures / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--steps", type=int, default=28)
    parser.add_argument("--pictures", type=int, default=5, help="of each process")
    parser.add_argument("--compile", action="store_true")
    arguments = parser.parse_args()
    one = None
    for gpus in sorted({1, torch.cuda.device_count()}):
        rate = measure(gpus, arguments)
        one = one or rate
        print(f"diffusers {'compiled' if arguments.compile else 'eager'}, {gpus} processes: {rate:.2f} pictures a minute, "
              f"efficiency {rate / one / gpus:.3f}", flush=True)


if __name__ == "__main__":
    main()
