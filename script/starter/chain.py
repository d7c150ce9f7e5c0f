"""Run the training stages one after another, each in its own processes with its own time, and keep what they made.

A stage that fails or hangs is ended and its place in the time goes to the next; what it saved until then is kept. After
each stage, and while stages run, the results are copied to --out, so an interrupted chain loses at most the last minutes.

    python chain.py --part codec --seconds 235 --gpus 4 --sprites sprites.npz --tokenizers DIR --out out [--state DIR]
    python chain.py --part flow --seconds 555 --gpus 4 --sprites sprites.npz --tokenizers DIR --out out --state DIR
"""
import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = ["vae.safetensors", "text.safetensors", "flow_average.safetensors", "flow_weights.safetensors", "flow_moments.safetensors",
        "student.safetensors", "controlnet.safetensors", "sheet.jpg", "vae.jpg", "judge.safetensors"]


class Chain:
    def __init__(self, a):
        self.a, self.end, self.port = a, time.time() + a.seconds, 29600
        self.work, self.lock = a.work, threading.Lock()
        os.makedirs(self.work, exist_ok=True)
        os.makedirs(a.out, exist_ok=True)
        for name in KEPT:
            if a.state and os.path.exists(f"{a.state}/{name}"):
                shutil.copy(f"{a.state}/{name}", f"{self.work}/{name}")
        self.log_file = open(f"{self.work}/log.txt", "a", buffering=1, encoding="utf-8")

    def say(self, text):
        with self.lock:
            line = f"[{time.time() - (self.end - self.a.seconds):6.1f}] {text}"
            print(line, flush=True)
            self.log_file.write(line + "\n")

    def has(self, name):
        return os.path.exists(f"{self.work}/{name}")

    def collect(self):
        """Copy what is there to --out: whole files only, the newest version of each."""
        for name in [n for n in KEPT if n in self.a.keep] + ["log.txt"]:
            source, target = f"{self.work}/{name}", f"{self.a.out}/{name}"
            if os.path.exists(source) and (not os.path.exists(target) or os.path.getmtime(source) > os.path.getmtime(target)):
                shutil.copyfile(source, target + ".part")
                os.replace(target + ".part", target)

    def start(self, name, script, gpus, seconds, *extra, out=None):
        """Start a stage on the given GPUs; `seconds` count from now and include its start."""
        deadline = min(time.time() + seconds, self.end)
        self.port += 1
        env = dict(os.environ, TOKENIZERS_PARALLELISM="false", OMP_NUM_THREADS="1" if self.a.cpu else "4", PYTHONUNBUFFERED="1", HF_HUB_OFFLINE="1")
        env.setdefault("NCCL_NVLS_ENABLE", "0")
        env.setdefault("TORCH_NCCL_ASYNC_ERROR_HANDLING", "1")
        command = [sys.executable, f"{HERE}/{script}", "--deadline", f"{deadline - 3:.1f}", "--sprites", self.a.sprites, "--tokenizers", self.a.tokenizers,
                            "--out", out or self.work, *map(str, extra), *(self.a.stage_options.split())]
        self.say(f"== {name} on GPUs {gpus}, {deadline - time.time():.0f} s")
        processes = []
        for rank in range(len(gpus)):
            ranked = dict(env, RANK=str(rank), LOCAL_RANK="0", WORLD_SIZE=str(len(gpus)), MASTER_ADDR="127.0.0.1", MASTER_PORT=str(self.port))
            if not self.a.cpu:   # each process sees one GPU, so that what one compiled serves the others
                ranked["CUDA_VISIBLE_DEVICES"] = str(gpus[rank])
            processes.append(subprocess.Popen(command, env=ranked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                              start_new_session=True))
        readers = [threading.Thread(target=self.relay, args=(f"{name}{'' if k == 0 else f'#{k}'}", p.stdout), daemon=True) for k, p in enumerate(processes)]
        for reader in readers:
            reader.start()
        return dict(name=name, processes=processes, kill_at=deadline + self.a.grace, readers=readers)

    def relay(self, name, pipe):
        for line in pipe:
            if line.strip() and "Warning" not in line and "warnings.warn" not in line:
                self.say(f"{name}: {line.rstrip()[:400]}")

    def watch(self, stage):
        """True while the stage runs. Its processes wait for each other, so when one has failed the rest are ended too."""
        codes = [p.poll() for p in stage["processes"]]
        if None not in codes:
            return False
        if any(codes) and "failed" not in stage:
            stage["failed"] = True
            stage["kill_at"] = min(stage["kill_at"], time.time() + 3)
        if time.time() > stage["kill_at"]:
            self.say(f"!! {stage['name']} {'failed' if 'failed' in stage else 'outstayed its time'} and is ended")
            for p in (p for p in stage["processes"] if p.poll() is None):
                os.killpg(p.pid, signal.SIGKILL)
            for p in stage["processes"]:
                p.wait()
        return True

    def wait(self, *stages):
        """Wait for stages, ending those that outstay their time. True when all of them succeeded."""
        fresh = time.time()
        while any([self.watch(s) for s in stages]):
            if time.time() - fresh > 20:
                fresh = time.time()
                self.collect()
            time.sleep(.5)
        codes = {s["name"]: [p.returncode for p in s["processes"]] for s in stages}
        for s in stages:
            for reader in s["readers"]:
                reader.join(3)
            if any(codes[s["name"]]):
                self.say(f"!! {s['name']} ended with {codes[s['name']]}")
        self.collect()
        return not any(any(c) for c in codes.values())

    def left(self):
        return self.end - time.time()


def codec(c):
    """Autoencoder on all GPUs but the last, which trains the text encoders, tries each later stage shortly and trains the judge."""
    a, last = c.a, [c.a.gpus - 1]
    vae = c.start("vae", "train_vae.py", list(range(max(1, a.gpus - 1))), c.left() - 12, *(["--init", f"{c.work}/vae.safetensors"] if c.has("vae.safetensors") else []))
    if not c.has("text.safetensors"):
        c.wait(c.start("text", "train_text.py", last, a.text_seconds))
    if a.trial:
        trial = f"{c.work}/trial"
        os.makedirs(trial, exist_ok=True)
        while not c.has("vae.safetensors") and c.watch(vae) and c.left() > 30:
            time.sleep(1)
        if c.has("vae.safetensors"):
            shutil.copy(f"{c.work}/vae.safetensors", f"{trial}/vae.safetensors")
            try_later_stages(c, trial, last)
    if not c.has("judge.safetensors") and c.left() > 30:
        c.wait(c.start("judge", "judge.py", last, c.left() - 12))
    c.wait(vae)


def try_later_stages(c, trial, gpus):
    steps, vae = ["--steps", c.a.trial], ["--vae", f"{trial}/vae.safetensors"]
    small = ["--cache_scale", "0.05"] if not c.a.cpu else []
    init = ["--init", f"{trial}/flow_average.safetensors"]
    text = ["--text", f"{c.work}/text.safetensors"] if c.has("text.safetensors") else []
    plan = [("trial flow", "train_flow.py", 45, vae + text + steps + small), ("trial 1024", "train_flow.py", 30, vae + text + ["--steps", 3, "--only", "1024"] + small),
            ("trial distill", "distill_guidance.py", 30, vae + init + steps + small), ("trial controlnet", "train_controlnet.py", 30, vae + init + steps + small),
            ("trial sheet", "sheet.py", 30, ["--state", trial, "--small"])]
    for name, script, seconds, extra in plan:
        if c.left() < 25:
            c.say(f"no time for {name}")
            continue
        c.wait(c.start(name, script, gpus, min(seconds, c.left() - 10), *extra, out=trial))


def flow(c):
    """Flow matching on all GPUs, then guidance distillation beside the ControlNet, then the contact sheet."""
    a = c.a
    if not c.has("vae.safetensors"):
        raise SystemExit("no vae.safetensors: run the part codec first, or name its results with --state")
    vae = ["--vae", f"{c.work}/vae.safetensors"]
    text = ["--text", f"{c.work}/text.safetensors"] if c.has("text.safetensors") else []
    resume = []
    if c.has("flow_average.safetensors"):
        known = ["--resume", c.work] if c.has("flow_weights.safetensors") else ["--init", f"{c.work}/flow_average.safetensors"]
        resume = [*known, "--from_fraction", a.from_fraction]
    everything = list(range(a.gpus))
    for scale, fused in ((1.0, not a.cpu), (1.0, False), (.5, False)):
        compiled, seconds = ["--compiled"] * fused, c.left() - a.after_seconds
        if seconds < 20 or c.wait(c.start("flow", "train_flow.py", everything, seconds, *vae, *text, *resume, *compiled, "--batch_scale", scale * a.batch_scale)):
            break
        if c.has("flow_weights.safetensors"):
            resume = ["--resume", c.work, "--from_fraction", max(a.from_fraction, 1 - max(0, c.left() - a.after_seconds) / (a.seconds - a.after_seconds))]
    if c.has("flow_average.safetensors"):
        init = [*vae, "--init", f"{c.work}/flow_average.safetensors"]
        earlier = ["--resume", f"{c.work}/controlnet.safetensors"] if c.has("controlnet.safetensors") else []
        seconds, many = c.left() - a.sheet_seconds, max(1, a.gpus - 1)
        stages = [c.start("distill", "distill_guidance.py", everything[:many], seconds, *init, *compiled)]
        if a.gpus > 1 or a.cpu:
            stages.append(c.start("controlnet", "train_controlnet.py", everything[-1:], seconds, *init, *earlier))
        c.wait(*stages)
        if not a.sheet_seconds:
            return
        last = [c.start("sheet", "sheet.py", [0], c.left(), "--state", c.work, *(["--small"] if a.cpu else []))]
        if c.has("judge.safetensors"):
            last.append(c.start("judge", "judge.py", everything[-1:], c.left(), "--evaluate", c.work))
        c.wait(*last)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--part", choices=["codec", "flow"], required=True)
    ap.add_argument("--seconds", type=float, required=True, help="for the whole part")
    ap.add_argument("--gpus", type=int, default=4)
    ap.add_argument("--sprites", required=True)
    ap.add_argument("--tokenizers", required=True)
    ap.add_argument("--out", required=True, help="where results are handed over")
    ap.add_argument("--work", default="/tmp/starter-training", help="where stages write")
    ap.add_argument("--state", help="results of earlier parts to go on from")
    ap.add_argument("--keep", nargs="*", default=None, help="which results to hand over")
    ap.add_argument("--from_fraction", type=float, default=.3, help="where a resumed flow run enters its schedule")
    ap.add_argument("--after_seconds", type=float, default=135, help="kept for the stages after the flow")
    ap.add_argument("--sheet_seconds", type=float, default=40)
    ap.add_argument("--text_seconds", type=float, default=70)
    ap.add_argument("--batch_scale", type=float, default=1.0)
    ap.add_argument("--trial", type=int, default=30, help="steps of each later stage that part codec tries; 0 for none")
    ap.add_argument("--grace", type=float, default=12, help="seconds a stage may outstay its time for saving")
    ap.add_argument("--cpu", action="store_true", help="no GPUs: processes on the CPU, to try the chain")
    ap.add_argument("--stage_options", default="", help="passed on to every stage")
    a = ap.parse_args()
    a.keep = a.keep or (["vae.safetensors", "text.safetensors", "vae.jpg", "judge.safetensors"] if a.part == "codec" else KEPT[2:8])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]   # worker processes hand over each tensor as an open file
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY and hard < 65536 else 65536, hard))
    chain = Chain(a)
    chain.say(f"part {a.part}: {a.seconds:.0f} s on {a.gpus} processes")
    try:
        (codec if a.part == "codec" else flow)(chain)
    finally:
        chain.say("end of the part")
        chain.collect()


if __name__ == "__main__":
    main()
