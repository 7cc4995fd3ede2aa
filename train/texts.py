"""Which texts the reader is trained on: the annotated ones by how near they are to what is read, and those without annotation."""
import random
import re
from pathlib import Path

import annotation
import excerpts
import standoff

HELD_OUT = "arabic-05"
# Written last, at what the reader then got wrong on real texts.
AIMED = ("raw-21", "raw-22", "raw-23", "raw-24", "arabic-12", "arabic-13", "arabic-14")
# What tocsin-reader-1 was not trained on; the next reader goes on from it with these (run.sh).
FRESH, FRESH_REAL = re.compile("monitor-(0[7-9]|[1-9].)|arabic-(1[5-9]|2.)|raw-(2[5-9]|3.)"), "real-[4-9]*"
REAL = ("annotation/real", "annotation/rams")


def folder(path):
    """Records of a folder by file, in the order of their names."""
    return {p.stem: annotation.read(p) for p in sorted(Path(path).glob("*.tann"))}


def shuffled(records, share):
    """Share of the records, always the same ones."""
    records = list(records)
    random.Random(1).shuffle(records)
    return records[:int(len(records) * share)]


def held_out(args):
    """Records by name on which figures are measured and nothing is trained."""
    return {"dev": sum(folder(args.shared / "annotation/dev").values(), []),
            "arabic": annotation.read(args.corpus / "authored" / f"{HELD_OUT}.tann")}


def authored(args):
    """Records by file that were written for this project."""
    return {name: records for name, records in folder(args.corpus / "authored").items() if name != HELD_OUT}


def real(args, files="*"):
    """Records of real texts: those annotated in the shared folder, and those of our own files of that name."""
    if not args.real:
        return []
    return sum((records for path in REAL for records in folder(args.shared / path).values()), []) + standoff.read(args.shared, files)


def corpus(args):
    """Authored records; and records of real texts with those written in their manner."""
    files = authored(args)
    alike = {name: files.pop(name) for name in list(files) if args.real and name.startswith(("raw", "monitor"))}
    return shuffled(sum(files.values(), []), args.share), shuffled(sum(alike.values(), []) + real(args), args.share)


def closest(args):
    """Records that are the most like what is read (real texts annotated in full, and those aimed at the reader's
    faults): the fresh ones, the rest; and others of which some are mixed in."""
    files = authored(args)
    fresh = [files.pop(name) for name in list(files) if FRESH.match(name)]
    aimed = [files.pop(name) for name in list(files) if name in AIMED or name.startswith("monitor")]
    others = [files[name] for name in files if name.startswith(("raw", "arabic"))]
    return (shuffled(sum(fresh, standoff.read(args.shared, FRESH_REAL) if args.real else []), args.share),
            shuffled(sum(aimed, real(args, "real-[0-3]*")), args.share), sum(others, []))


def unread(args):
    """{id: text} of real texts that nobody annotated."""
    known = {r["id"] for r in real(args)}
    return {id: each["text"] for id, each in excerpts.texts(args.shared).items() if id not in known}
