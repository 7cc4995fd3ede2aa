"""Scores coded events against annotated ones, as eval/events.py prints them and training watches them.

A document is {"id", "events": [{"type", "mode", "trigger": {start, end}, "roles": [{"role", start, end}],
"reality", "aspect"}]}; offsets in code points. Events match one to one where their triggers overlap and their
TYPE is the same (those with the same mode first); roles where the name is the same and the spans overlap.
"""
from collections import Counter, defaultdict


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def pair(gold, found, *tests):
    """One-to-one pairs, taken by the first test first, in text order."""
    pairs, used = [], set()
    for test in tests:
        for g, one in enumerate(gold):
            if any(g == p[0] for p in pairs):
                continue
            for f, other in enumerate(found):
                if f not in used and test(one, other):
                    pairs.append((g, f))
                    used.add(f)
                    break
    return [(gold[g], found[f]) for g, f in pairs]


def same_span(a, b):
    return overlap(a["trigger"], b["trigger"])


def same_type(a, b):
    return same_span(a, b) and a["type"] == b["type"]


def same_mode(a, b):
    return same_type(a, b) and (a["mode"] or "-") == (b["mode"] or "-")


class Tally:
    """True positives, found and gold counts of one measure."""

    def __init__(self):
        self.right = self.found = self.gold = 0

    def add(self, right, found, gold):
        self.right += right
        self.found += found
        self.gold += gold

    def figures(self):
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"p": precision, "r": recall, "f1": f1, "right": self.right, "found": self.found, "gold": self.gold}


def by_type_of(events):
    groups = defaultdict(list)
    for event in events:
        groups[event["type"]].append(event)
    return groups


def score(gold_documents, found_documents):
    """All figures: {"trigger", "type", "mode", "roles"} with p, r, f1; "reality", "aspect" accuracies; by type, role."""
    found_by_id = {d["id"]: d["events"] for d in found_documents}
    tallies = defaultdict(Tally)
    types, roles, confusions = defaultdict(Tally), defaultdict(Tally), Counter()
    reality, aspect = Counter(), Counter()
    for document in gold_documents:
        gold, found = document["events"], found_by_id.get(document["id"], [])
        tallies["trigger"].add(len(pair(gold, found, same_mode, same_type, same_span)), len(found), len(gold))
        tallies["mode"].add(len(pair(gold, found, same_mode)), len(found), len(gold))
        matched = pair(gold, found, same_mode, same_type)
        tallies["type"].add(len(matched), len(found), len(gold))
        gold_types, found_types = by_type_of(gold), by_type_of(found)
        for name in set(gold_types) | set(found_types):
            right = sum(g["type"] == name for g, _ in matched)
            types[name].add(right, len(found_types[name]), len(gold_types[name]))
        for one, other in pair(gold, found, same_mode, same_type, same_span):
            if not same_mode(one, other):
                confusions[(label(one), label(other))] += 1
        for one, other in matched:
            reality[one["reality"] == other["reality"]] += 1
            aspect[one["aspect"] == other["aspect"]] += 1
            score_roles(one["roles"], other["roles"], tallies["roles"], roles)
    return {**{name: tallies[name].figures() for name in ("trigger", "type", "mode", "roles")},
            "reality": share(reality), "aspect": share(aspect), "matched": sum(reality.values()),
            "by_type": {n: t.figures() for n, t in sorted(types.items())},
            "by_role": {n: t.figures() for n, t in sorted(roles.items())},
            "confusions": confusions.most_common(20)}


def score_roles(gold, found, total, by_role):
    matched = pair(gold, found, lambda a, b: a["role"] == b["role"] and overlap(a, b))
    total.add(len(matched), len(found), len(gold))
    for name in {r["role"] for r in gold} | {r["role"] for r in found}:
        by_role[name].add(sum(g["role"] == name for g, _ in matched),
                          sum(r["role"] == name for r in found), sum(r["role"] == name for r in gold))


def share(counts):
    return counts[True] / sum(counts.values()) if counts else 0.0


def label(event):
    mode = event["mode"] or "-"
    return event["type"] if mode == "-" else f"{event['type']}:{mode}"


def summary(figures):
    """One line: trigger, TYPE, TYPE:mode, roles F1, reality, aspect, in percent."""
    parts = [f"{name} {100 * figures[name]['f1']:.1f}" for name in ("trigger", "type", "mode", "roles")]
    parts += [f"{name} {100 * figures[name]:.1f}" for name in ("reality", "aspect")]
    return "  ".join(parts)
