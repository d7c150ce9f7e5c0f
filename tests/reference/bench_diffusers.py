#!/usr/bin/env python3
"""Milliseconds of one denoising step of diffusers' FLUX.1-dev transformer with random weights on the first GPU.

    python3 bench_diffusers.py [--size 1024] [--repeat 20] [--exact] [--compile] [--kernels]
    torchrun --nproc-per-node 2 bench_diffusers.py [--size 1024] [--repeat 20] [--compile]

The peer of tests/bench/flux_step.cpp: bf16, one picture, 512 text tokens. --exact tells how far the velocity is from
the same weights' in fp32; the weights are drawn as there, so that both errors can be compared. --compile adds torch.compile, whose first
call takes minutes; --kernels adds a list of the eager step's kernels. Under torchrun all GPUs compute the step together
(context parallel, Ulysses), the peer of tests/bench/team_step.cpp. Needs diffusers (requirements.txt) and torch.
"""
import argparse
import copy
import os
import statistics
import time

import torch
from diffusers import ContextParallelConfig, FluxTransformer2DModel

TEXT_TOKENS = 512


def time_steps(step, repeats):
    for _ in range(3):
        step()
    marks = [torch.cuda.Event(enable_timing=True) for _ in range(repeats + 1)]
    torch.cuda.synchronize()
    marks[0].record()
    for mark in marks[1:]:
        step()
        mark.record()
    torch.cuda.synchronize()
    return [begin.elapsed_time(end) for begin, end in zip(marks, marks[1:])]


def report(name, times):
    if int(os.environ.get("RANK", 0)) == 0:
        print(f"{name}: median {statistics.median(times):.2f} ms, {min(times):.2f} to {max(times):.2f}", flush=True)


def print_kernels(step):
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CUDA]) as profile:
        step()
        torch.cuda.synchronize()
    for row in sorted(profile.key_averages(), key=lambda row: -row.device_time_total)[:25]:
        print(f"{row.device_time_total / 1e3:9.3f} ms {row.count:5d}  {row.key[:150]}")


def fill_randomly(network):
    for name, parameter in network.named_parameters():
        if parameter.dim() > 1:
            parameter.normal_(0, parameter[0].numel() ** -0.5)
        elif "norm" in name and name.endswith(".weight"):
            parameter.fill_(1)
        else:
            parameter.normal_(0, 0.02)


def relative_error(transformer, inputs):
    velocity = transformer(**inputs)[0].float()
    exact = copy.deepcopy(transformer).float()
    exact_inputs = {name: value.float() if torch.is_tensor(value) else value for name, value in inputs.items()}
    expected = exact(**exact_inputs)[0]
    return ((velocity - expected).norm() / expected.norm()).item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--kernels", action="store_true")
    arguments = parser.parse_args()
    members = int(os.environ.get("WORLD_SIZE", 1))
    name = "diffusers" if members == 1 else f"diffusers, {members} GPUs,"
    if members > 1:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
        torch.distributed.init_process_group("nccl", device_id=torch.device("cuda", torch.cuda.current_device()))
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with torch.device("cuda"), torch.inference_mode():
        transformer = FluxTransformer2DModel(guidance_embeds=True).eval()
        fill_randomly(transformer)
        if members > 1:
            transformer.set_attention_backend("_native_cudnn")
            transformer.enable_parallelism(config=ContextParallelConfig(ulysses_degree=members))
        cells = arguments.size // 16
        inputs = {
            "hidden_states": torch.randn(1, cells * cells, 64), "encoder_hidden_states": torch.randn(1, TEXT_TOKENS, 4096),
            "pooled_projections": torch.randn(1, 768), "timestep": torch.ones(1), "guidance": torch.full((1,), 3.5),
            "txt_ids": torch.zeros(TEXT_TOKENS, 3), "img_ids": torch.floor(torch.rand(cells * cells, 3) * cells),
            "return_dict": False,
        }

        def step():
            return transformer(**inputs)

        report(f"{name} eager", time_steps(step, arguments.repeat))
        if arguments.exact:
            print(f"diffusers eager: relative error {relative_error(transformer, inputs):.5f}", flush=True)
        if arguments.kernels:
            print_kernels(step)
        if arguments.compile:
            start = time.perf_counter()
            transformer = torch.compile(transformer)
            step()
            torch.cuda.synchronize()
            print(f"torch.compile: first call {time.perf_counter() - start:.0f} s")
            report(f"{name} compiled", time_steps(step, arguments.repeat))
    if members > 1:
        torch.distributed.destroy_process_group()


if __name__ == "__main__":
    main()
