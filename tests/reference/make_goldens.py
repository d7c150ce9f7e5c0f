"""Writes tests/data/golden from the models in tests/data/models.

    python make_goldens.py [modules|pipelines|control]
"""

import sys

import torch

from control_goldens import make_control_goldens
from golden_file import GOLDEN, load_pipeline, write_hashes
from module_goldens import make_module_goldens
from pipeline_goldens import make_pipeline_goldens

MODELS = ["odd", "schnell", "sharded", "single_file_twin"]

if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    GOLDEN.mkdir(exist_ok=True)
    which = sys.argv[1:] or ["modules", "pipelines", "control"]
    pipelines = {name: load_pipeline(name) for name in MODELS}
    if "modules" in which:
        make_module_goldens(pipelines)
    if "pipelines" in which:
        make_pipeline_goldens(pipelines)
    if "control" in which:
        make_control_goldens()
    write_hashes()
