#!/usr/bin/env python3
"""Train the reader: pretraining on the public event corpora, then the annotated corpus; evaluate on the held-out parts.

Restartable: every epoch ends in a checkpoint under --out, and the same command goes on from the last one.

usage: train.py --base DIR --vocabulary DIR --shared DIR --out DIR [options]
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch.nn import functional as F

import council
import decode
import labels as names
import public
import texts
from batches import IGNORE, Coder
from epochs import begin_from, run_epochs
from model import Reader
from tokenizer import Tokenizer
from windows import Document, cut

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent / "eval"))
import scoring

WEIGHTS = {"trigger": 1.0, "roles": 0.2, "reality": 0.6, "aspect": 0.3, "links": 0.3, "kinds": 0.5, "antecedents": 0.3,
           "mentions": 0.3}


def cross(scores, target, reduction="sum"):
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE,
                           reduction=reduction)


def losses(reader, coder, batch, forget):
    """The loss of each head over one batch of windows, each per item that it labels."""
    ids, mask, first, last, real = coder.inputs(batch)
    words = reader.encoder.words(ids, mask, first, last)
    trigger, mention = reader.encoder.scores(words)
    trigger_target, mention_target = coder.tag_words(batch, words.shape[1])
    window, begin, end, label, reality, aspect = coder.triggers(batch)
    k = max(1, len(window))
    found = {"trigger": cross(trigger, trigger_target) / k,
             "mentions": cross(mention, mention_target) / max(1, sum(len(w.mentions) for w in batch))}
    if len(window):
        shown = label.masked_fill(torch.rand(len(window), device=label.device) < forget, len(coder.labels))
        roles, real_, asp, state = reader.frames(words, real, window, begin, end, shown)
        found["roles"] = cross(roles, coder.role_tags(batch, words.shape[1])) / k
        found["reality"], found["aspect"] = cross(real_, reality, "mean"), cross(asp, aspect, "mean")
        one, other, link = coder.pairs(batch)
        if len(one):
            scores = reader.frames.links(state[one], state[other], begin[one], begin[other])
            found["links"] = cross(scores, link) / k
    window, begin, end, role, kind, antecedent = coder.spans(batch)
    if len(window):
        kinds, heat = reader.spans(words, real, window, begin, end, role)
        found["kinds"] = cross(kinds, kind, "mean")
        found["antecedents"] = cross(heat, antecedent) / (antecedent != IGNORE).sum().clamp(min=1)
    return found


class Training:
    """A reader in training, with what it is trained on. Each stage follows the one before it."""

    def __init__(self, args):
        self.args, self.seconds = args, 0.0
        self.tokenizer = Tokenizer.load(args.vocabulary / "pieces.json")
        self.coder = Coder(self.tokenizer, names.event_labels(), args.device)
        self.reader = self.new_reader()
        self.reader.encoder.bert.load_base(load_file(args.base / "model.safetensors"), np.load(args.vocabulary / "embeddings.npy"))
        if args.start:
            begin_from(self.reader, args.start)
        self.reader.to(args.device)
        self.written, self.real = map(self.documents, texts.corpus(args))
        self.fresh, self.near, self.others = map(self.documents, texts.closest(args))
        self.held = {name: self.documents(records) for name, records in texts.held_out(args).items()}

    def new_reader(self):
        return Reader(len(self.tokenizer.pieces), self.args.layers, self.coder.sizes(), self.coder.labels, self.args.typing)

    def documents(self, records):
        return [Document(r, self.tokenizer) for r in records]

    def report(self, epoch):
        figures = {}
        for name, documents in self.held.items():
            events = decode.read(self.reader, self.coder, list(cut(documents, self.args.window)))
            figures[name] = scoring.score([d.record for d in documents], events)
            print(f"  {name:8} {scoring.summary(figures[name])}", flush=True)
        (self.args.out / "figures.json").write_text(json.dumps({"epoch": epoch, **figures}, indent=1))

    def run(self, name, epochs, windows, loss_of, **options):
        """One stage; options replace those of the command line."""
        def after(epoch):
            if name != "public" and (epoch % self.args.every == 0 or epoch == epochs):
                self.report(epoch)

        if epochs:
            args = argparse.Namespace(**{**vars(self.args), "weights": WEIGHTS, **options})
            self.seconds += run_epochs(self.reader, args, name, epochs, windows, loss_of, after)

    def own_losses(self, batch):
        return losses(self.reader, self.coder, batch, self.args.forget)

    def public(self):
        """Other people's annotation."""
        if not self.args.public_epochs:
            return
        pretraining = public.Pretraining(self.args.shared, self.tokenizer, self.coder, self.args.window)
        print(f"pretraining on {len(pretraining.windows)} windows", flush=True)
        self.reader.public = pretraining.heads.to(self.args.device)
        self.run("public", self.args.public_epochs, pretraining.sample, lambda b: pretraining.losses(self.reader, b))
        del self.reader.public

    def corpus(self):
        """All that is annotated."""
        whole = self.written + self.real
        self.run("corpus", self.args.epochs, lambda chance: list(cut(whole, self.args.window, chance)), self.own_losses)

    def later(self, name, epochs, share, windows, loss_of):
        """A stage at a share of the rates."""
        self.run(name, epochs, windows, loss_of, rate=share * self.args.rate, head_rate=share * self.args.head_rate,
                 weights={**WEIGHTS, "roles": 0.4})

    def mixed(self, chance):
        """Real texts, with half as many of the written ones so that nothing is forgotten."""
        some = chance.sample(self.written, min(len(self.written), len(self.real) // 2))
        return list(cut(self.real + some, self.args.window, chance))

    def nearest(self, chance):
        """Texts the most like what is read, with a tenth of the others so that nothing is forgotten."""
        near = chance.sample(self.near, int(len(self.near) * self.args.rehearse))
        return list(cut(self.fresh + near + chance.sample(self.others, len(self.others) // 10), self.args.window, chance))

    def annotated(self):
        self.later("real", self.args.real_epochs, 0.4, self.mixed, self.own_losses)
        self.later("closest", self.args.closest_epochs, 0.8, self.nearest, self.own_losses)

    def taught(self):
        """With teachers: also on what they read in texts that nobody annotated."""
        if not self.args.teachers:
            return
        teachers = [self.new_reader() for _ in self.args.teachers]
        for teacher, file in zip(teachers, self.args.teachers):
            begin_from(teacher, file)
        masters, unread = council.Council(teachers).to(self.args.device), texts.unread(self.args)
        found = decode.read(masters, self.coder, list(cut(self.documents(
            {"id": id, "text": text, "events": []} for id, text in unread.items()), self.args.window)))
        others = council.read(unread, found, self.tokenizer)
        print(f"taught on {len(others)} texts, {sum(len(d.words) for d in others)} words", flush=True)

        def windows(chance):
            return self.nearest(chance) + list(cut(chance.sample(others, len(others) // 2), self.args.window, chance))

        def loss_of(batch):
            own, rest = [w for w in batch if w.document not in unread], [w for w in batch if w.document in unread]
            found = self.own_losses(own) if own else {}
            taught = council.losses(self.reader, masters, self.coder, rest, self.args.forget) if rest else {}
            return {name: found.get(name, 0.0) + taught.get(name, 0.0) for name in {**found, **taught}}

        self.later("taught", self.args.taught_epochs, 0.8, windows, loss_of)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("base", "vocabulary", "shared", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from instead of the base")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--public-epochs", type=int, default=1)
    parser.add_argument("--typing", default="shared", choices=["joint", "shared", "stepwise"])
    parser.add_argument("--window", type=int, default=160, help="pieces in a window")
    parser.add_argument("--pieces", type=int, default=3200, help="padded pieces in a batch")
    parser.add_argument("--rate", type=float, default=1.7e-4)
    parser.add_argument("--head-rate", type=float, default=1.4e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--warm", type=float, default=0.1)
    parser.add_argument("--forget", type=float, default=0.3, help="share of triggers whose label the role head is not shown")
    parser.add_argument("--share", type=float, default=1.0, help="share of the corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-real", dest="real", action="store_false")
    parser.add_argument("--no-bf16", dest="bf16", action="store_false")
    parser.add_argument("--embeddings", action="store_true", help="train the piece table too")
    parser.add_argument("--no-keep", dest="keep", action="store_false", help="checkpoint at the end only")
    parser.add_argument("--every", type=int, default=4, help="epochs between evaluations")
    parser.add_argument("--real-epochs", type=int, default=3, help="epochs mostly on real texts")
    parser.add_argument("--closest-epochs", type=int, default=5, help="then, on those the most like what is read")
    parser.add_argument("--taught-epochs", type=int, default=9, help="then, on the same and on what --teachers read in other texts")
    parser.add_argument("--rehearse", type=float, default=1.0,
                        help="share, in each epoch, of the nearest texts that tocsin-reader-1 knows")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="trained readers (closest.pt)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


def main():
    args = options()
    used = {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items() if k != "teachers"}
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision("high")
    training = Training(args)
    documents = training.written + training.real
    print(f"{len(documents)} documents, {sum(len(d.words) for d in documents)} words, "
          f"{sum(len(d.record['events']) for d in documents)} events", flush=True)
    training.public()
    training.corpus()
    training.annotated()
    training.taught()
    torch.save({"reader": training.reader.state_dict()}, args.out / "reader.pt")
    (args.out / "run.json").write_text(json.dumps({"options": {**used, "teachers": len(args.teachers)},
                                                   "seconds": training.seconds, "documents": len(documents)}, indent=1))
    print(f"trained in {training.seconds / 60:.0f} minutes", flush=True)


if __name__ == "__main__":
    main()
