"""One process per GPU when started by torchrun, a single process otherwise (CUDA or CPU)."""
import os
import time

import torch
import torch.distributed as dist

RANK, WORLD = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
DEVICE = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
COMPUTE = torch.bfloat16 if DEVICE.type == "cuda" else torch.float32


def start():
    if DEVICE.type == "cuda":
        torch.cuda.set_device(DEVICE)
        torch.backends.cuda.enable_cudnn_sdp(False)   # its backward faults at head size 32 (torch 2.11, cuDNN 9.19)
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = torch.backends.cudnn.benchmark = True
    else:
        torch.set_num_threads(1)
    if WORLD > 1:
        dist.init_process_group("nccl" if DEVICE.type == "cuda" else "gloo")


def broadcast(tensor):
    if WORLD > 1:
        dist.broadcast(tensor, 0)


def average(tensor):
    """The mean of a tensor over the processes, in place."""
    if WORLD > 1:
        dist.all_reduce(tensor)
        tensor /= WORLD
    return tensor


def finish():
    if WORLD > 1:
        dist.barrier()
        dist.destroy_process_group()


class Clock:
    """How much of a stage's wall-clock time has passed, the same number on all processes.

    The deadline is a time of day (seconds of the epoch), so a slow start shortens the training and not the stages after it."""
    def __init__(self, deadline):
        self.start, self.deadline, self.last, self.shared = time.time(), deadline, 0.0, 0.0

    def seconds(self):
        return time.time() - self.start

    def own(self):
        return (time.time() - self.start) / max(1e-3, self.deadline - self.start)

    def fraction(self, step, every=8):
        """Agreed with the other processes at every eighth step: asking at each would stop the GPU each time."""
        if step % every == 0:
            value = torch.tensor([self.own()], device=DEVICE)
            self.shared = average(value).item()
        return self.shared


def arguments(parser):
    """What all stages take; returns the parsed arguments with `deadline` set."""
    parser.add_argument("--seconds", type=float, default=60, help="wall-clock time of the stage, used when no deadline is given")
    parser.add_argument("--deadline", type=float, help="time of day (epoch seconds) at which the stage should be done")
    parser.add_argument("--steps", type=int, default=10 ** 9)
    parser.add_argument("--batch_scale", type=float, default=1.0)
    parser.add_argument("--cache_scale", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument("--sprites", required=True)
    parser.add_argument("--tokenizers", required=True, help="folder with tokenizer/ and tokenizer_2/")
    parser.add_argument("--out", required=True, help="folder for the results")
    a = parser.parse_args()
    a.deadline = a.deadline or time.time() + a.seconds
    os.makedirs(a.out, exist_ok=True)
    return a


def log(*words):
    if RANK == 0:
        print(*words, flush=True)
