"""The words that open the gate: those that begin a trigger in the corpus, folded as tocsin/analyse/gate.cc folds them."""
import unicodedata


def fold(word):
    """NFKC, case-folded, normalised again: Unicode's toNFKC_Casefold less the ignorable characters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def words(documents):
    """Sorted folded first words of all triggers."""
    return sorted({fold(d.record["text"][d.starts[s[0]]:d.ends[s[0]]])
                   for d in documents for e in d.record["events"] if (s := d.span(e["trigger"]))})


def recall(documents, gate):
    """Share of events whose window passes, and share of windows that pass."""
    gate = set(gate)
    events = kept = windows = passed = 0
    for document in documents:
        triggers = [d for e in document.record["events"] if (d := document.span(e["trigger"]))]
        for begin, end in document.pack(160):
            inside = sum(begin <= t[0] < end for t in triggers)
            opens = any(fold(document.record["text"][w[0]:w[1]]) in gate for w in document.words[begin:end])
            windows, passed = windows + 1, passed + opens
            events, kept = events + inside, kept + inside * opens
    return {"events": events, "kept": kept, "windows": windows, "passed": passed}
