"""The label sets of the reader, in the order of its outputs. Written to the manifest, read back by the program."""
import annotation

ROLES = ["actor", "recipient", "place", "from", "to", "time", "weapon", "object", "killed", "injured", "detained",
         "displaced", "count", "source"]
REALITIES = ["actual", "possible", "planned", "demanded", "threatened", "conditional", "denied"]
ASPECTS = ["once", "habitual", "ongoing", "background"]
LINKS = ["none", "content", "cause", "exchange", "same"]
MENTIONS = ["p", "g", "loc", "time", "num", "arm", "obj"]
KINDS = MENTIONS[2:] + [f"{k}.{s}" for k in "pg" for s in sorted(annotation.SECTORS)]


def event_labels():
    """TYPE or TYPE:mode for every row of the codebook, sorted."""
    return sorted(t if m == "-" else f"{t}:{m}" for t, m in annotation.event_types())


def begin_inside(names):
    """Tags: outside, then begin and inside of each name."""
    return ["O"] + [f"{part}-{name}" for name in names for part in "BI"]
