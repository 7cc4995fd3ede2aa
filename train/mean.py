#!/usr/bin/env python3
"""The mean of the weights of readers that went on from the same one: what each learned, with less of what is chance.

usage: mean.py --out FILE CHECKPOINT...
"""
import argparse
from pathlib import Path

import torch


def mean(states):
    return {name: sum(state[name] for state in states) / len(states) if value.is_floating_point() else value
            for name, value in states[0].items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoints", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    states = [torch.load(path, weights_only=False, map_location="cpu")["reader"] for path in args.checkpoints]
    torch.save({"reader": mean(states)}, args.out)


if __name__ == "__main__":
    main()
