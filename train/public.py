"""Other people's event annotation (GENEVA, WikiEvents) as a first task for the encoder."""
import json
import random

import torch
from torch import nn
from torch.nn import functional as F

from batches import IGNORE
from model import ROLE, WIDTH
from windows import Document

FILES = {"geneva": "geneva.jsonl", "wikievents": "wikievents_train.jsonl"}
# RAMS marks one event in five sentences: its windows cost as much as both others together and teach less.


def read(name, shared):
    """Records in the shape of annotation.py: text by joining tokens; types and roles as the corpus names them."""
    with open(shared / "annotation/public" / FILES[name], encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            tokens = record.get("tokens") or sum(record["sentences"], [])
            events = {"geneva": geneva, "wikievents": wikievents}[name](record, tokens)
            yield joined(f"{name}-{number}", tokens, events)


def joined(id, tokens, events):
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    chars = lambda a, b: {"start": starts[a], "end": starts[b - 1] + len(tokens[b - 1])}
    return {"id": id, "text": " ".join(tokens), "events": [
        {"n": n, "type": kind, "mode": "-", "trigger": chars(*trigger), "reality": "actual", "aspect": "once", "links": [],
         "roles": [{"role": role, "kind": "obj", **chars(a, b)} for role, a, b in roles]}
        for n, (kind, trigger, roles) in enumerate(events)]}


def geneva(record, tokens):
    places = {e["id"]: (e["start"], e["end"]) for e in record["entity_mentions"]}
    for event in record["event_mentions"]:
        yield (event["event_type"], (event["trigger"]["start"], event["trigger"]["end"]),
               [(a["role"], *places[a["entity_id"]]) for a in event["arguments"]])


def occurrences(tokens, words):
    return [i for i in range(len(tokens) - len(words) + 1) if words and tokens[i:i + len(words)] == words]


def wikievents(record, tokens):
    """Positions are of a word's first occurrence: the one whose sentence holds most of the arguments is taken."""
    ends = [i + 1 for i, t in enumerate(tokens) if t in ".?!"] + [len(tokens)]
    def sentence(at):
        return max([0, *(e for e in ends if e <= at)]), min(e for e in ends if e > at)

    for event in record["event_mentions"]:
        words = tokens[event["trigger"]["start_idx"]:event["trigger"]["end_idx"]]
        best = None
        for at in occurrences(tokens, words):
            low, high = sentence(at)
            roles = []
            for argument in event["arguments"]:
                parts = argument["text"].split()
                inside = occurrences(tokens[low:high], parts)
                if inside:
                    x = low + min(inside, key=lambda i: abs(low + i - at))
                    roles.append((argument["role"], x, x + len(parts)))
            if best is None or len(roles) > len(best[2]):
                best = (".".join(event["event_type"].split(".")[:2]), (at, at + len(words)), roles)
        if best:
            yield best


class Pretraining(nn.Module):
    """Tagging of triggers and arguments in each corpus's own labels, over the reader's encoder and role features."""

    def __init__(self, shared, tokenizer, coder, limit):
        super().__init__()
        self.coder, self.windows, self.triggers, self.roles = coder, [], {}, {}
        heads = {}
        for name in FILES:
            documents = [Document(r, tokenizer) for r in read(name, shared)]
            windows = [d.window(a, b) for d in documents for a, b in d.pack(limit)]
            for window in windows:
                window.document = name
            number = lambda values: {v: i for i, v in enumerate(sorted(set(values)))}
            self.triggers[name] = number(t[2] for w in windows for t in w.triggers)
            self.roles[name] = number(r[1] for w in windows for r in w.roles)
            heads[f"{name}_trigger"] = nn.Linear(WIDTH, 2 + len(self.triggers[name]))
            heads[f"{name}_role"] = nn.Linear(ROLE, 1 + 2 * len(self.roles[name]))
            self.windows += windows
        self.heads = nn.ModuleDict(heads)

    def sample(self, chance: random.Random):
        return list(self.windows)

    def losses(self, reader, batch):
        """Windows of a batch may come from both corpora: each is scored by its own heads."""
        ids, mask, first, last, real = self.coder.inputs(batch)
        words = reader.encoder.words(ids, mask, first, last)
        hidden = F.gelu(reader.encoder.hidden(reader.encoder.drop(words)))
        count = sum(len(w.triggers) for w in batch) or 1
        trigger, roles = 0.0, 0.0
        for corpus in FILES:
            rows = [b for b, w in enumerate(batch) if w.document == corpus]
            if rows:
                chosen = [batch[b] for b in rows]
                scores = self.heads[f"{corpus}_trigger"](hidden[rows])
                trigger = trigger + cross(scores, self.trigger_tags(chosen, words.shape[1], corpus))
                roles = roles + self.role_loss(reader, words[rows], chosen, corpus)
        return {"trigger": trigger / count, "roles": roles / count}

    def trigger_tags(self, windows, width, corpus):
        """[B, W]: 0 outside, 1 inside, 2 + label."""
        target = torch.full((len(windows), width), IGNORE)
        for b, window in enumerate(windows):
            target[b, :len(window.words)] = 0
            for begin, end, label, *_ in window.triggers:
                target[b, begin + 1:end] = 1
                target[b, begin] = 2 + self.triggers[corpus][label]
        return target.to(self.coder.device)

    def role_loss(self, reader, words, windows, corpus):
        rows = [(b, t[0], t[1] - 1) for b, w in enumerate(windows) for t in w.triggers]
        if not rows:
            return 0.0
        tags = []
        for window in windows:
            target = torch.zeros(len(window.triggers), words.shape[1], dtype=torch.long)
            target[:, len(window.words):] = IGNORE
            for trigger, role, begin, end, *_ in window.roles:
                if (target[trigger, begin:end] == 0).all():
                    number = self.roles[corpus][role]
                    target[trigger, begin:end] = 2 + 2 * number
                    target[trigger, begin] = 1 + 2 * number
            tags.append(target)
        window, begin, last = self.coder.columns(rows, 3)
        unknown = torch.full_like(window, len(self.coder.labels))
        _, features = reader.frames.features(words, window, begin, last, unknown)
        return cross(self.heads[f"{corpus}_role"](features), torch.cat(tags).to(self.coder.device))


def cross(scores, target):
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE,
                           reduction="sum")
