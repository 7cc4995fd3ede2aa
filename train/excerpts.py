#!/usr/bin/env python3
"""Excerpts of openly published news texts that stand in the shared folder, rebuilt the same way each time.

The project annotates them without holding them: train/corpus/standoff/ keeps labels as character
offsets and the SHA-256 of the text that they belong to; the words are read where they lie.

usage: excerpts.py --shared DIR --skeletons OUT     write empty annotation files to be filled in
"""
import argparse
import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

WORDS = 210  # an excerpt ends with the paragraph or sentence that passes this many words
PART = 150


def detokenise(text):
    """Text from words split by spaces, with punctuation put back where print has it."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.;:?!%)\]’”])", r"\1", text)
    text = re.sub(r"([(\[$“‘]) ", r"\1", text)
    text = re.sub(r" ?(['’]) ?(s|re|ve|ll|d|m|t)\b", r"\1\2", text)
    text = re.sub(r"(\w) - (\w)", r"\1-\2", text)
    text = re.sub(r"\b(\w) \. (\w) ?\.", r"\1.\2.", text)
    text = re.sub(r'" ([^"]+?) "', r'"\1"', text)
    return text


def opening(pieces, most=WORDS):
    """The first pieces that together pass so many words."""
    kept, words = [], 0
    for piece in pieces:
        if words >= most:
            break
        kept.append(piece)
        words += len(piece.split())
    return kept


def wikievents_documents(shared):
    """Name, words and sentences of each WikiEvents training document."""
    with open(shared / "annotation/public/wikievents_train.jsonl", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = " ".join(map(str, record["tokens"]))
            yield record["docid"], len(record["tokens"]), re.split(r"(?<=[.?!]) (?=[A-Z\"“])", text)


def wikievents(shared):
    """Openings of the WikiEvents training documents, Voice of America left out (others are annotated from it)."""
    for name, words, sentences in wikievents_documents(shared):
        if "VOA" not in name and words >= 60:
            yield {"id": f"wikievents-{name}", "date": "-", "source": "-", "text": detokenise(" ".join(opening(sentences)))}


def tr_news(shared):
    """Headline and opening paragraphs of the TR-News articles."""
    for article in ElementTree.parse(shared / "eval/place/TR-News.xml").getroot():
        field = {child.tag: (child.text or "").strip() for child in article}
        lines = [re.sub(r"\s+", " ", line).strip() for line in field["text"].splitlines()]
        text = "\n".join(opening([field["title"], *filter(None, lines)]))
        yield {"id": f"trnews-{article.get('docid')}", "date": field.get("dltime") or "-",
               "source": field.get("domain") or "-", "text": text}


def parts(sentences):
    """The sentences in parts of PART words and a little more; a short rest is left out."""
    while sentences:
        part = opening(sentences, PART)
        sentences = sentences[len(part):]
        if sum(len(s.split()) for s in part) >= 0.6 * PART:
            yield detokenise(" ".join(part))


def wikievents_parts(shared):
    """What the openings above leave of the WikiEvents training documents, and those of the Voice of America whole."""
    for name, _, sentences in wikievents_documents(shared):
        voa = "VOA" in name
        rest = sentences if voa else sentences[len(opening(sentences)):]
        for number, text in enumerate(parts(rest), 1 if voa else 2):
            yield {"id": f"{name[name.index('VOA'):] if voa else f'wikievents-{name}'}-{number}", "date": "-",
                   "source": "VOA" if voa else "-", "text": text}


def rams(shared):
    """Windows of five sentences from RAMS."""
    for file in ("rams_dev", "rams_test"):
        with open(shared / f"annotation/public/{file}.jsonl", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                yield {"id": f"rams-{hashlib.sha256(record['doc_key'].encode()).hexdigest()[:12]}", "date": "-", "source": "-",
                       "text": detokenise(" ".join(" ".join(s) for s in record["sentences"]))}


SOURCES = {"wikievents": wikievents, "trnews": tr_news, "parts": wikievents_parts, "rams": rams}


def texts(shared):
    """All excerpts by id."""
    return {each["id"]: each for read in SOURCES.values() for each in read(Path(shared))}


def skeleton(excerpt):
    return (f"=== id={excerpt['id']} date={excerpt['date']} lang=en source={excerpt['source']}\n"
            f"TEXT\n{excerpt['text']}\nEVENTS\nEND\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--skeletons", type=Path, required=True)
    args = parser.parse_args()
    args.skeletons.mkdir(parents=True, exist_ok=True)
    for name, read in SOURCES.items():
        documents = list(read(args.shared))
        for first in range(0, len(documents), 20):
            part = "".join(map(skeleton, documents[first:first + 20]))
            (args.skeletons / f"{name}-{first // 20 + 1:02d}.tann").write_text(part, encoding="utf-8")
        print(f"{name}: {len(documents)} excerpts, {sum(len(d['text'].split()) for d in documents)} words")


if __name__ == "__main__":
    main()
