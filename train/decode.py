"""Windows to events with the trained reader: the reference for what tocsin/analyse/decode.cc does."""
import random

import torch

import labels as names
from batches import batches

SHARED = 0.3      # or where those of a sentence's words together, of one type, reach this
THRESHOLD = 0.5   # an event where the probability of "no event begins here" falls below 1 - THRESHOLD


def role_spans(tags, breaks=()):
    """(role, begin, end) from a row of tag numbers: 0 outside, 1 + 2r begin, 2 + 2r inside of role r.

    Words of one role with nothing between them are one span: annotators hardly ever part those. A begin at one of
    `breaks`, words that stand apart from the one before, is always a new span.
    """
    spans, current = [], None
    for at, tag in enumerate([*tags, 0]):
        role = (tag - 1) // 2 if tag else None
        if current and (tag == 0 or role != current[0] or (tag % 2 == 1 and at in breaks)):
            spans.append((current[0], current[1], at))
            current = None
        if tag and not current:
            current = (role, at)
    return spans


def find_triggers(probabilities, threshold):
    """(begin, end, label, probability) from rows [W, 2 + labels] of one window."""
    events = []
    best = probabilities[:, 2:].max(-1)
    inside = probabilities[:, 1]
    begins = probabilities[:, 2:].sum(-1)
    for at in range(probabilities.shape[0]):
        if begins[at] >= threshold:
            end = at + 1
            while end < probabilities.shape[0] and inside[end] > 0.5:
                end += 1
            label = int(best.indices[at])
            if events and events[-1][1] == at and events[-1][2] == label:
                # "air" + "strike": two events of one kind do not stand side by side.
                events[-1] = (events[-1][0], end, label, events[-1][3])
            else:
                events.append((at, end, label, float(begins[at])))
    return events


def find_shared(probabilities, sentence, types):
    """The trigger of a sentence of which annotators may take one word or another ("A [bomb] [killed] three"), so that none
    reaches the threshold; None where they do not reach SHARED together. types [labels]: the number of each label's type."""
    begin, end = sentence
    labels = probabilities[begin:end, 2:]
    sums = torch.zeros(int(types.max()) + 1).index_add_(0, types, labels.sum(0))
    best = int(sums.argmax())
    if float(sums[best]) < SHARED:
        return None
    own = labels * (types == best)
    at, label = divmod(int(own.argmax()), own.shape[1])
    return begin + at, begin + at + 1, label, min(1.0, float(sums[best]))


@torch.no_grad()
def read(reader, coder, windows, threshold=THRESHOLD, handicap=0.0, piece_budget=4096):
    """Events of all windows: {document id: [event]} in the shape that eval/scoring.py takes.

    handicap: taken off the score of "no role here"; above 0 it finds more roles, of which fewer are right.
    """
    reader.eval()
    found, number = {}, {}
    types = torch.tensor([number.setdefault(name.split(":")[0], len(number)) for name in coder.labels])
    for batch in batches(windows, piece_budget, random.Random(0)):
        ids, mask, first, last, real = coder.inputs(batch)
        words, triggers, _ = reader.encoder(ids, mask, first, last)
        words = words.float()
        probabilities = triggers.float().softmax(-1).cpu()
        for b, window in enumerate(batch):
            n = len(window.words)
            events = find_triggers(probabilities[b, :n], threshold)
            empty = [s for s in window.sentences if not any(s[0] <= e[0] < s[1] for e in events)]
            events = sorted(events + list(filter(None, (find_shared(probabilities[b], s, types) for s in empty))))
            found.setdefault(window.document, []).extend(frames(reader, window, words[b:b + 1, :n], events, coder,
                                                                 handicap))
    for events in found.values():
        events.sort(key=lambda e: e["trigger"]["start"])
    return [{"id": id, "events": events} for id, events in found.items()]


def frames(reader, window, words, events, coder, handicap=0.0):
    if not events:
        return []
    breaks = {i for i in range(1, len(window.words)) if window.words[i][0] > window.words[i - 1][1] + 1}
    begin, last, label = coder.columns([(e[0], e[1] - 1, e[2]) for e in events], 3)
    roles, reality, aspect, _ = reader.frames(words, torch.ones(words.shape[:2], device=words.device), torch.zeros_like(begin), begin,
                                              last, label)
    roles[..., 0] -= handicap
    result = []
    for i, (b, e, name, probability) in enumerate(events):
        kind, _, mode = coder.labels[name].partition(":")
        result.append({
            "type": kind, "mode": mode or "-", "trigger": span(window, b, e), "confidence": probability,
            "reality": names.REALITIES[int(reality[i].argmax())], "aspect": names.ASPECTS[int(aspect[i].argmax())],
            "roles": [{"role": names.ROLES[r], **span(window, x, y)} for r, x, y in role_spans(roles[i].argmax(-1).tolist(), breaks)]})
    return result


def span(window, begin, end):
    return {"start": window.words[begin][0], "end": window.words[end - 1][1]}
