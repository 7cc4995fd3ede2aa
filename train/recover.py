#!/usr/bin/env python3
"""A reader's exported file back to a checkpoint that training can go on from, and the vocabulary it reads with.

Weights come back as near as 8 bits keep them (the heads of frames and spans: as 16-bit floats); the table of pieces, which
training leaves frozen, is taken from the base encoder again.

usage: recover.py --model FILE.tmodel --base DIR --out DIR     then: train.py --vocabulary DIR --start DIR/reader.pt
"""
import argparse
import json
import struct
import tempfile
from pathlib import Path

import numpy as np
import openvino as ov
import torch
from safetensors.numpy import load_file

from export import ALIGNMENT, MAGIC
from vocabulary import EMBEDDING

GRAPHS = {"encoder": "encoder.", "frames": "", "spans": "spans."}   # of the graph: before the names of its parts


def sections(path):
    """The sections of the file by name (layout: tocsin/analyse/model_file.h)."""
    blob = path.read_bytes()
    if blob[:8] != MAGIC:
        raise SystemExit(f"{path}: found {blob[:8]!r}, expected {MAGIC!r}; is this a .tmodel file?")
    size = struct.unpack("<Q", blob[8:16])[0]
    first = -(-(16 + size) // ALIGNMENT) * ALIGNMENT
    return {name: blob[first + at:first + at + length] for name, (at, length) in json.loads(blob[16:16 + size]).items()}


def graph(parts, name):
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("xml", "bin"):
            (Path(folder) / f"graph.{kind}").write_bytes(parts[f"{name}.{kind}"])
        return ov.Core().read_model(Path(folder) / "graph.xml", Path(folder) / "graph.bin").clone()


def input_node(node, number):
    return node.input(number).get_source_output().get_node()


def value(node):
    """The constant that a node computes from constants alone, as 32-bit floats."""
    kind = node.get_type_name()
    if kind == "Constant":
        return np.array(node.data, dtype=np.float32)
    inputs = [value(input_node(node, i)) for i in range(node.get_input_size())]
    if kind == "Convert":
        return inputs[0]
    if kind in ("Multiply", "Subtract"):
        return inputs[0] * inputs[1] if kind == "Multiply" else inputs[0] - inputs[1]
    raise SystemExit(f"{node.get_friendly_name()}: found {kind}, expected a weight; was this exported by export.py?")


def smoothing(node):
    """The factor of each column that quantisation moved from the weights to their input; 1 where it moved none."""
    while node.get_type_name() == "FakeQuantize":
        node = input_node(node, 0)
    return value(input_node(node, 1)).reshape(-1) if "smooth_quant" in node.get_friendly_name() else 1.0


def added(node):
    """The constant that is added to a node's result."""
    (adder,) = {t.get_node() for t in node.output(0).get_target_inputs()}
    return value(input_node(adder, 1)).reshape(-1)


def weights(model, prefix):
    """The tensors of one graph by their names in the checkpoint."""
    found = {}
    for node in model.get_ordered_ops():
        name = node.get_friendly_name()
        path, _, call = name.removeprefix("__module.").partition("/aten::")
        if call == "linear/MatMul":
            found[f"{prefix}{path}.weight"] = value(input_node(node, 1)) * smoothing(input_node(node, 0))
            found[f"{prefix}{path}.bias"] = added(node)
        elif call == "layer_norm/Multiply_1":
            found[f"{prefix}{path}.weight"] = value(input_node(node, 1)).reshape(-1)
            found[f"{prefix}{path}.bias"] = added(node)
        elif name.startswith("self.") and node.get_type_name() == "Constant":
            table = name.removeprefix("self.").removesuffix("_compressed")
            found.setdefault(prefix + table, value(node))
    return found


def vocabulary(parts, base):
    """Pieces with their scores, and their rows of the base encoder's table."""
    pieces = [line.split("\t") for line in parts["pieces.tsv"].decode().split("\n") if line]
    row = {piece: i for i, (piece, _) in enumerate(json.loads((base / "pieces.json").read_text()))}
    table = load_file(base / "model.safetensors")[EMBEDDING]
    return [[piece, float(score)] for piece, score in pieces], table[[row[piece] for piece, _ in pieces]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("model", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    parts = sections(args.model)
    pieces, table = vocabulary(parts, args.base)
    (args.out / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False))
    np.save(args.out / "embeddings.npy", table)
    state = {"encoder.bert.embedding.weight": np.asarray(table, dtype=np.float32)}
    for name, prefix in GRAPHS.items():
        state.update(weights(graph(parts, name), prefix))
    torch.save({"reader": {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in state.items()}},
               args.out / "reader.pt")
    print(f"{args.out}: {len(pieces)} pieces, {len(state)} tensors")


if __name__ == "__main__":
    main()
