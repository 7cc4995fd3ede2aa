#!/usr/bin/env python3
"""Places: given mentions to coordinates, and how many are right within 161 km.

    eval/place.py FILE.xml [--misses] [--driver build/release/eval/place_driver]

Each figure stands beside two others: `population`, which takes the most peopled place of that name,
and `ceiling`, the share of mentions of whose name the gazetteer has any place near enough.
FILE: texts with toponyms as published with "A pragmatic guide to geoparsing evaluation" (Gritta et
al. 2020): LGL, TR-News.
"""

import pathlib
import xml.etree.ElementTree as ElementTree

import geo

RIGHT_KM = 161.0


def read_xml(path: pathlib.Path) -> tuple[list[dict], dict[str, list[geo.Point]]]:
    """Documents for the driver, and the true point of each of their mentions."""
    documents, truth = [], {}
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        mentions, points = [], []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            start, end = int(toponym.findtext("start")), int(toponym.findtext("end"))
            if tag is None or not tag.findtext("lat") or end > len(text):
                continue
            phrase = toponym.findtext("phrase") or ""
            if text[start:end] != phrase:  # offsets of a text with other line ends
                start = text.find(phrase, max(0, start - 60))
                end = start + len(phrase)
                if start < 0:
                    continue
            mentions.append([start, end])
            points.append((float(tag.findtext("lat")), float(tag.findtext("lon"))))
        identity = article.get("docid")
        documents.append({"id": identity, "text": text, "mentions": mentions})
        truth[identity] = points
    return documents, truth


def main() -> None:
    options = geo.arguments(__doc__.splitlines()[0]).parse_args()
    documents, truth = read_xml(options.file)
    tally = geo.Tally(RIGHT_KM)
    for document, result in zip(documents, geo.resolve(options, documents)):
        for index, point in enumerate(truth[result["id"]]):
            value, rows = result["places"][index], result["rows"][index]
            if not tally.add(value, rows, point) and options.misses:
                start, end = document["mentions"][index]
                geo.show_miss(result["id"], document["text"][start:end], value, point)
    tally.show(f"{options.file.name}, within {RIGHT_KM:.0f} km")


if __name__ == "__main__":
    main()
