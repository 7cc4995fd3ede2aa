#!/usr/bin/env python3
"""A trained reader to one file that the program runs: three OpenVINO graphs, pieces and manifest.

usage: export.py --run DIR --vocabulary DIR --shared DIR --out FILE [--precision float|weights|static]
"""
import argparse
import json
import logging
import random
import struct
import tempfile
from pathlib import Path

import nncf
import numpy as np
import openvino as ov
import torch
from torch import nn

import decode
import labels as names
import texts
import train
from batches import Coder
from model import Reader
from tokenizer import Tokenizer
from windows import Document, cut

MAGIC = b"TOCSINMD"
ALIGNMENT = 64
CALIBRATION = 500   # windows that the ranges of activations are measured on
# Small beside the encoder, and where rounding costs most: they stay in float.
HEADS = nncf.IgnoredScope(patterns=[r"__module\.(hidden|tags|labels|types|mentions)/.*"])


class FramesGraph(nn.Module):
    """Frames with the links of all pairs: [K, K, links], the link from row to column."""

    def __init__(self, frames):
        super().__init__()
        self.frames = frames

    def forward(self, words, real, window, begin, last, label):
        roles, reality, aspect, state = self.frames(words, real, window, begin, last, label)
        pairs = self.frames.links(state[:, None, :], state[None, :, :], begin[:, None], begin[None, :])
        return roles, reality, aspect, pairs


def convert(module, example, shapes):
    """An OpenVINO model of `module` with the given partial shapes."""
    model = ov.convert_model(module, example_input=example)
    for port, shape in zip(model.inputs, shapes):
        port.get_node().set_partial_shape(ov.PartialShape(shape))
    model.validate_nodes_and_infer_types()
    return model


def encoder_graph(reader, coder, windows, precision):
    example = tuple(coder.inputs(windows[:2])[:4])
    model = convert(reader.encoder, example, [[-1, -1]] * 4)
    if precision == "weights":
        return nncf.compress_weights(model, mode=nncf.CompressWeightsMode.INT8_ASYM)
    if precision == "static":
        samples = [tuple(x.numpy() for x in coder.inputs([w])[:4]) for w in windows[:CALIBRATION]]
        return nncf.quantize(model, nncf.Dataset(samples), model_type=nncf.ModelType.TRANSFORMER,
                             subset_size=len(samples), ignored_scope=HEADS)
    return model


def small_graphs(reader):
    words, real = torch.randn(1, 12, 384), torch.ones(1, 12)
    index = torch.tensor([1, 5, 7])
    window = torch.zeros(3, dtype=torch.long)
    shapes = [[1, -1, 384], [1, -1], [-1], [-1], [-1], [-1]]
    example = (words, real, window, index, index + 1, index)
    return {"frames": convert(FramesGraph(reader.frames), example, shapes),
            "spans": convert(reader.spans, example, shapes)}


def serialise(model):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.xml"
        ov.save_model(model, path, compress_to_fp16=True)
        return path.read_bytes(), path.with_suffix(".bin").read_bytes()


def write(path, sections):
    """The layout that tocsin/analyse/model_file.h describes."""
    place, blobs, at = {}, [], 0
    for name, blob in sections.items():
        blob += b"\0" * (-len(blob) % ALIGNMENT)
        place[name] = [at, len(sections[name])]
        blobs.append(blob)
        at += len(blob)
    head = json.dumps(place).encode()
    start = MAGIC + struct.pack("<Q", len(head)) + head
    path.write_bytes(start + b"\0" * (-len(start) % ALIGNMENT) + b"".join(blobs))


def manifest(coder, name, threshold, handicap, window):
    return {"name": name, "version": 1, "labels": coder.labels, "roles": names.ROLES, "realities": names.REALITIES,
            "aspects": names.ASPECTS, "links": names.LINKS[1:], "mentions": names.MENTIONS, "kinds": names.KINDS,
            "languages": ["en", "ar"], "window_pieces": window, "threshold": threshold, "shared_threshold": decode.SHARED,
            "role_handicap": handicap, "link_threshold": 0.5}


def load(run, vocabulary):
    """The trained reader of one run, its coder and its options."""
    used = json.loads((run / "run.json").read_text())["options"]
    tokenizer = Tokenizer.load(vocabulary / "pieces.json")
    coder = Coder(tokenizer, names.event_labels())
    reader = Reader(len(tokenizer.pieces), used["layers"], coder.sizes(), coder.labels, used["typing"])
    reader.load_state_dict(torch.load(run / "reader.pt", weights_only=False, map_location="cpu")["reader"])
    return reader.eval(), coder, used


class Exported:
    """The exported graphs behind the interface that decode.read takes, to measure what will be shipped."""

    def __init__(self, encoder, frames):
        core = ov.Core()
        compiled = lambda m: core.compile_model(m, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        self.first, self.second = compiled(encoder), compiled(frames)

    def eval(self):
        return self

    def encoder(self, *inputs):
        return [torch.from_numpy(np.array(v)) for v in self.first([x.numpy() for x in inputs]).values()]

    def frames(self, *inputs):
        return [torch.from_numpy(np.array(v)) for v in self.second([x.numpy() for x in inputs]).values()]


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("run", "vocabulary", "shared", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=train.ROOT / "corpus")
    parser.add_argument("--precision", default="static", choices=["float", "weights", "static"])
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--handicap", type=float, default=0.0)
    parser.add_argument("--name", default="tocsin-reader-2")
    return parser.parse_args()


def main():
    args = options()
    nncf.set_log_level(logging.ERROR)
    torch.manual_seed(0)
    reader, coder, used = load(args.run, args.vocabulary)
    settings = argparse.Namespace(corpus=args.corpus, shared=args.shared, share=1.0, real=True)
    read = lambda records: [Document(r, coder.tokenizer) for r in records]
    near = read(sum(texts.closest(settings)[:2], []))
    windows = list(cut(near, used["window"]))
    random.Random(1).shuffle(windows)
    encoder, small = encoder_graph(reader, coder, windows, args.precision), small_graphs(reader)
    figures = {}
    for name, records in texts.held_out(settings).items():
        events = decode.read(Exported(encoder, small["frames"]), coder, list(cut(read(records), used["window"])), args.threshold,
                             args.handicap)
        figures[name] = train.scoring.score(records, events)
        print(f"{args.precision:8} {name:8} {train.scoring.summary(figures[name])}")
    (args.run / "exported.json").write_text(json.dumps(figures, indent=1))
    pieces = "".join(f"{p}\t{coder.tokenizer.scores.get(p, (0.0,))[0]!r}\n" for p in coder.tokenizer.pieces)
    sections = {"manifest.json": json.dumps(manifest(coder, args.name, args.threshold, args.handicap, used["window"])).encode(),
                "pieces.tsv": pieces.encode()}
    for name, model in {"encoder": encoder, **small}.items():
        sections[f"{name}.xml"], sections[f"{name}.bin"] = serialise(model)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write(args.out, sections)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
