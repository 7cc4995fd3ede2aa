"""Epochs of training: rates by layer, a schedule, checkpoints to go on from."""
import math
import random
import time

import torch

from batches import batches


def groups(reader, args):
    """Parameter groups: lower layers learn more slowly, heads faster; the piece table is frozen."""
    bert = reader.encoder.bert
    bert.embedding.weight.requires_grad_(args.embeddings)
    depth = len(bert.layers)
    rows, seen = [], set()

    def add(parameters, rate):
        parameters = [p for p in parameters if p.requires_grad and id(p) not in seen]
        seen.update(map(id, parameters))
        if parameters:
            rows.append({"params": parameters, "lr": rate})

    for i, layer in enumerate(bert.layers):
        add(layer.parameters(), args.rate * args.decay ** (depth - 1 - i))
    add(bert.parameters(), args.rate * args.decay ** depth)
    add(reader.parameters(), args.head_rate)
    return rows


class Schedule:
    """Linear warm-up, then cosine to a hundredth."""

    def __init__(self, optimiser, steps, warm):
        self.optimiser, self.steps, self.warm, self.step_number = optimiser, steps, warm, 0
        self.rates = [g["lr"] for g in optimiser.param_groups]

    def step(self):
        self.step_number += 1
        warm = self.warm * self.steps
        share = self.step_number / warm if self.step_number < warm else \
            0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (self.step_number - warm) / max(1, self.steps - warm))))
        for group, rate in zip(self.optimiser.param_groups, self.rates):
            group["lr"] = rate * share


def optimise(reader, loss, optimiser, schedule):
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    schedule.step()
    optimiser.step()


def run_epochs(reader, args, name, epochs, make_windows, loss_of, after):
    """One phase of training, resumed from its checkpoint where there is one. Returns the seconds spent.

    args: the options, with the phase's own rates and `weights` of the losses.
    """
    state = args.out / f"{name}.pt"
    sample = batches(make_windows(random.Random(0)), args.pieces, random.Random(0))
    optimiser = torch.optim.AdamW(groups(reader, args), weight_decay=0.01, betas=(0.9, 0.98), eps=1e-6,
                                  fused=args.device == "cuda")
    schedule = Schedule(optimiser, epochs * len(sample), args.warm)
    done, spent = 0, 0.0
    if state.exists():
        saved = torch.load(state, weights_only=False, map_location=args.device)
        reader.load_state_dict(saved["reader"])
        done, spent = saved["epoch"], saved["seconds"]
        if done < epochs:
            optimiser.load_state_dict(saved["optimiser"])
        schedule.step_number = saved["step"]
    for epoch in range(done, epochs):
        start, total, count = time.time(), {}, 0
        state_of_chance = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        reader.train()
        for batch in batches(make_windows(state_of_chance), args.pieces, state_of_chance):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):   # a GPU has its own short floats
                found = loss_of(batch)
                loss = sum(args.weights[k] * v for k, v in found.items())
            optimise(reader, loss, optimiser, schedule)
            count += 1
            for key, value in found.items():
                total[key] = total.get(key, 0.0) + torch.as_tensor(value).detach()
        spent += time.time() - start
        line = "  ".join(f"{k} {float(v) / count:.3f}" for k, v in total.items())
        print(f"{name} epoch {epoch + 1}/{epochs}  {time.time() - start:.0f} s  {line}", flush=True)
        if args.keep or epoch + 1 == epochs:
            torch.save({"reader": reader.state_dict(), "optimiser": optimiser.state_dict() if epoch + 1 < epochs else None,
                        "epoch": epoch + 1, "step": schedule.step_number, "seconds": spent}, state)
        after(epoch + 1)
    return spent


def begin_from(reader, file):
    """Fills the reader from a trained one; layers above its own are left out."""
    saved = torch.load(file, weights_only=False, map_location="cpu")["reader"]
    mine = reader.state_dict()
    reader.load_state_dict({name: value for name, value in saved.items() if name in mine}, strict=False)
    encoder = reader.encoder
    if encoder.typing == "joint":   # what a type's score was is now part of each of its modes'
        with torch.no_grad():
            encoder.labels.weight += encoder.types.weight[encoder.type_of]
            encoder.labels.bias += encoder.types.bias[encoder.type_of]
