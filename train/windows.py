"""Annotated documents cut into training windows: whole sentences packed up to a number of pieces."""
import bisect
import re
from dataclasses import dataclass, field

SENTENCE_END = re.compile(r"(?<=[.!?؟…])[\"”’»)\]]*\s+(?=[^\sa-z])|\n+")


@dataclass
class Window:
    """Offsets are words of the window. roles: (trigger, role, begin, end, kind, antecedent word or -1)."""
    document: str
    first_word: int
    words: list                                     # (start, end, piece ids) in the document
    sentences: list = field(default_factory=list)   # (begin, end)
    triggers: list = field(default_factory=list)    # (begin, end, label, reality, aspect)
    roles: list = field(default_factory=list)
    links: list = field(default_factory=list)       # (from trigger, to trigger, link)
    mentions: list = field(default_factory=list)    # (begin, end, kind)

    @property
    def pieces(self):
        return sum(len(w[2]) for w in self.words) + 2


class Document:
    """A document's words, sentence borders and annotation, in word offsets."""

    def __init__(self, record, tokenizer):
        self.record, self.id, text = record, record["id"], record["text"]
        self.words = tokenizer.encode(text)
        self.starts = [w[0] for w in self.words]
        self.ends = [w[1] for w in self.words]
        borders = [0] + [bisect.bisect_left(self.starts, m.end()) for m in SENTENCE_END.finditer(text)] + [len(self.words)]
        self.sentences = [(a, b) for a, b in zip(borders, borders[1:]) if a < b]
        self.number = {e["n"]: i for i, e in enumerate(record["events"])}

    def span(self, found):
        """Words [begin, end) that a character range touches; None where it touches none."""
        begin = bisect.bisect_right(self.ends, found["start"])
        end = bisect.bisect_left(self.starts, found["end"])
        return (begin, end) if begin < end else None

    def pack(self, limit, first=0):
        """Word ranges of whole sentences; `first` sentences stand alone in the first range."""
        ranges, size = [], 0
        for i, (begin, end) in enumerate(self.sentences):
            for a, b in self.split(begin, end, limit):
                pieces = sum(len(w[2]) for w in self.words[a:b])
                if ranges and size + pieces <= limit and not (first and i == first):
                    ranges[-1] = (ranges[-1][0], b)
                    size += pieces
                else:
                    ranges.append((a, b))
                    size = pieces
        return ranges

    def split(self, begin, end, limit):
        """A sentence longer than the limit is cut where it overflows."""
        start, size = begin, 0
        for i in range(begin, end):
            size += len(self.words[i][2])
            if size > limit:
                yield start, i
                start, size = i, len(self.words[i][2])
        yield start, end

    def window(self, begin, end):
        window = Window(self.id, begin, self.words[begin:end])
        window.sentences = [(max(a, begin) - begin, min(b, end) - begin) for a, b in self.sentences if a < end and begin < b]
        inside = lambda s: s is not None and begin <= s[0] and s[1] <= end
        place = {}
        for n, event in enumerate(self.record["events"]):
            span = self.span(event["trigger"])
            if not inside(span) or any(t[0] == span[0] - begin for t in window.triggers):
                continue
            place[n] = len(window.triggers)
            name = event["type"] if event["mode"] in ("-", None) else f"{event['type']}:{event['mode']}"
            window.triggers.append((span[0] - begin, span[1] - begin, name, event["reality"], event["aspect"]))
            for role in event["roles"]:
                filler = self.span(role)
                if inside(filler):
                    window.roles.append((place[n], role["role"], filler[0] - begin, filler[1] - begin, role["kind"],
                                         self.antecedent(role, begin, end)))
                    window.mentions.append((filler[0] - begin, filler[1] - begin, role["kind"]))
        for n, event in enumerate(self.record["events"]):
            for link in event["links"]:
                target = place.get(self.number[link["event"]])
                if n in place and target is not None and target != place[n]:
                    window.links.append((place[n], target, link["link"]))
        for mention in self.record.get("mentions", []):
            span = self.span(mention)
            if inside(span):
                window.mentions.append((span[0] - begin, span[1] - begin, mention["kind"]))
        return window

    def antecedent(self, role, begin, end):
        span = self.span(role["antecedent"]) if "antecedent" in role else None
        return span[0] - begin if span and begin <= span[0] < end else -1


def cut(documents, limit, random=None):
    """The windows of all documents; with `random`, packed from a random sentence so that contexts vary."""
    for document in documents:
        first = random.randrange(0, max(1, min(4, len(document.sentences)))) if random else 0
        for begin, end in document.pack(limit, first):
            yield document.window(begin, end)
