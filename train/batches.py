"""Windows to tensors."""
import random

import torch

import labels as names

IGNORE = -100


class Coder:
    """Numbers of all labels; makes batches of windows, as tensors on one device."""

    def __init__(self, tokenizer, event_labels, device="cpu"):
        self.tokenizer, self.device = tokenizer, torch.device(device)
        self.labels = event_labels
        number = lambda values: {v: i for i, v in enumerate(values)}
        self.label = number(event_labels)
        self.role_tag = number(names.begin_inside(names.ROLES))
        self.mention_tag = number(names.begin_inside(names.MENTIONS))
        self.role, self.kind = number(names.ROLES), number(names.KINDS)
        self.reality, self.aspect, self.link = number(names.REALITIES), number(names.ASPECTS), number(names.LINKS)

    def sizes(self):
        return {"role_tags": len(self.role_tag), "mention_tags": len(self.mention_tag), "roles": len(self.role),
                "kinds": len(self.kind), "realities": len(self.reality), "aspects": len(self.aspect),
                "links": len(self.link)}

    def placed(self, *tensors):
        return tuple(t.to(self.device, non_blocking=True) for t in tensors)

    def columns(self, rows, width):
        return torch.tensor(rows, dtype=torch.long).reshape(-1, width).to(self.device).unbind(1)

    def inputs(self, windows):
        """ids, mask [B, T]; first, last, real [B, W] (real: 1 where a word is)."""
        t, w = max(x.pieces for x in windows), max(len(x.words) for x in windows)
        ids = torch.full((len(windows), t), self.tokenizer.pad)
        mask, real = torch.zeros(len(windows), t), torch.zeros(len(windows), w)
        first, last = torch.zeros(len(windows), w, dtype=torch.long), torch.zeros(len(windows), w, dtype=torch.long)
        for b, window in enumerate(windows):
            row = [self.tokenizer.bos]
            for n, (_, _, pieces) in enumerate(window.words):
                first[b, n] = len(row)
                row.extend(pieces)
                last[b, n] = len(row) - 1
            row.append(self.tokenizer.eos)
            ids[b, :len(row)] = torch.tensor(row)
            mask[b, :len(row)] = 1
            real[b, :len(window.words)] = 1
        return self.placed(ids, mask, first, last, real)

    def tag_words(self, windows, width):
        """Trigger targets [B, W]: 0 outside, 1 inside, 2 + label; and mention targets [B, W]."""
        triggers = torch.full((len(windows), width), IGNORE)
        mentions = torch.full((len(windows), width), IGNORE)
        for b, window in enumerate(windows):
            triggers[b, :len(window.words)] = 0
            mentions[b, :len(window.words)] = 0
            for begin, end, label, *_ in window.triggers:
                triggers[b, begin + 1:end] = 1
                triggers[b, begin] = 2 + self.label[label]
            for begin, end, kind in sorted(window.mentions, key=lambda m: m[0] - m[1]):   # the longest first
                if (mentions[b, begin:end] == 0).all():
                    mentions[b, begin:end] = self.mention_tag[f"I-{kind.split('.')[0]}"]
                    mentions[b, begin] = self.mention_tag[f"B-{kind.split('.')[0]}"]
        return self.placed(triggers, mentions)

    def triggers(self, windows):
        """Flat triggers: window, begin, last, label, reality, aspect [K]."""
        rows = [(b, t[0], t[1] - 1, self.label[t[2]], self.reality[t[3]], self.aspect[t[4]])
                for b, window in enumerate(windows) for t in window.triggers]
        return self.columns(rows, 6)

    def role_tags(self, windows, width):
        """Role targets [K, W] for the flat triggers."""
        rows = []
        for window in windows:
            tags = torch.zeros(len(window.triggers), width, dtype=torch.long)
            tags[:, len(window.words):] = IGNORE
            for trigger, role, begin, end, _, _ in window.roles:
                if (tags[trigger, begin:end] == 0).all():
                    tags[trigger, begin:end] = self.role_tag[f"I-{role}"]
                    tags[trigger, begin] = self.role_tag[f"B-{role}"]
            rows.append(tags)
        return torch.cat(rows).to(self.device)

    def pairs(self, windows):
        """Pairs of flat triggers of one window: from, to, link [P]; all linked ones, and at most as many again + 4 others."""
        rows, base = [], 0
        for window in windows:
            linked = {(a, b): self.link[kind] for a, b, kind in window.links}
            others = [(a, b) for a in range(len(window.triggers)) for b in range(len(window.triggers))
                      if a != b and (a, b) not in linked]
            rows += [(base + a, base + b, k) for (a, b), k in linked.items()]
            rows += [(base + a, base + b, 0) for a, b in others]
            base += len(window.triggers)
        return self.columns(rows, 3)

    def spans(self, windows):
        """Flat spans: window, begin, last, role, kind, antecedent (0 none, else 1 + word) [S]."""
        rows = []
        for b, window in enumerate(windows):
            for _, role, begin, end, kind, antecedent in window.roles:
                rows.append((b, begin, end - 1, self.role[role], self.kind[kind], 1 + antecedent))
            for begin, end, kind in window.mentions:
                rows.append((b, begin, end - 1, len(self.role), self.kind[kind], IGNORE))
        return self.columns(rows, 6)


def batches(windows, pieces, random_state: random.Random):
    """Shuffled batches of windows of like length, each of at most `pieces` padded pieces."""
    order = sorted(windows, key=lambda w: w.pieces + random_state.uniform(-12, 12))
    found, batch, longest = [], [], 0
    for window in order:
        longest = max(longest, window.pieces)
        if batch and longest * (len(batch) + 1) > pieces:
            found.append(batch)
            batch, longest = [], window.pieces
        batch.append(window)
    if batch:
        found.append(batch)
    random_state.shuffle(found)
    return found
