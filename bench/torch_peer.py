#!/usr/bin/env python3
"""Times diffusers' U-Net in PyTorch on the CPU for the cases of a JSON file; prints one JSON object.

usage: torch_peer.py CASES.json THREADS REPEATS
"""
import json
import statistics
import sys
import time

import diffusers
import torch
from torch.nn.functional import mse_loss


def timed(action, repeats):
    for _ in range(3):
        action()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return {"median": statistics.median(seconds), "least": min(seconds)}


def measure(case, repeats, layout):
    """Seconds of a training step (forward, backward, AdamW) and of a forward pass for inference."""
    torch.manual_seed(0)
    rows, side, tokens = case["batch"], case["side"], case["tokens"]
    unet = diffusers.UNet2DConditionModel(**case["unet"]).to(memory_format=layout)
    sample = torch.randn(rows, 4, side, side).contiguous(memory_format=layout)
    target = torch.randn(rows, 4, side, side).contiguous(memory_format=layout)
    context = torch.randn(rows, tokens, case["unet"]["cross_attention_dim"])
    timesteps = torch.randint(0, 1000, (rows,))
    optimizer = torch.optim.AdamW(unet.parameters(), lr=1e-5, weight_decay=1e-2, foreach=True)

    def train():
        optimizer.zero_grad(set_to_none=True)
        mse_loss(unet(sample, timesteps, encoder_hidden_states=context).sample, target).backward()
        optimizer.step()

    @torch.inference_mode()
    def infer():
        unet(sample, timesteps, encoder_hidden_states=context)

    unet.train()
    training = timed(train, repeats)
    unet.eval()
    return {"train": training, "infer": timed(infer, repeats)}


def main():
    cases, threads, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    left, right = torch.randn(2048, 2048), torch.randn(2048, 2048)
    product = timed(lambda: left @ right, 9)
    layouts = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
    with open(cases, encoding="utf-8") as file:
        listed = json.load(file)
    print(json.dumps({
        "torch": torch.__version__,
        "diffusers": diffusers.__version__,
        "sgemm": 2 * 2048 ** 3 / product["least"],
        "cases": {c["name"]: {n: measure(c, repeats, f) for n, f in layouts.items()} for c in listed},
    }))


if __name__ == "__main__":
    main()
