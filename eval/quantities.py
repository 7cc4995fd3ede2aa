#!/usr/bin/env python3
"""How many the quantity phrases of texts mean: least and greatest number, both exactly right.

usage: quantities.py [GOLD.tsv] [--texts DIR] [--misses]

GOLD.tsv: document, start, end (code points), kind ("num", "p.CVL"), min and max (- for none).
"""
import mentions


def number(words):
    return None if words == "-" else int(words)


def main():
    options = mentions.arguments(__doc__.splitlines()[0], "quantities.tsv").parse_args()
    gold, texts = mentions.read_gold(options.gold), mentions.read_texts(options.texts)
    documents = []
    for name, rows in gold.items():
        antecedents = {(m["start"], m["end"]): m["antecedent"] for m in mentions.mentions_of(texts[name])
                       if "antecedent" in m}
        given = [{"kind": r["kind"], "start": r["start"], "end": r["end"]} for r in rows]
        for mention in given:
            if antecedent := antecedents.get((mention["start"], mention["end"])):
                mention["antecedent"] = antecedent
        documents.append(mentions.document_of(texts[name], given))
    right = least = count = 0
    for document, result in zip(documents, mentions.resolve(options, documents)):
        for row, value in zip(gold[document["id"]], result["quantities"]):
            count += 1
            least += value["min"] == number(row["min"])
            if (value["min"], value["max"]) == (number(row["min"]), number(row["max"])):
                right += 1
            elif options.misses:
                print(f"{document['id'][-10:]} {row['start']}: {row['min']} to {row['max']} got {value['min']} to "
                      f"{value['max']} | {mentions.in_context(document['text'], row['start'], row['end'])}"
                      f" | {value['reason']}")
    print(f"{count} quantity phrases; the least number right {least / count:.3f}")
    print(f"exactly right {right / count:.3f}")


if __name__ == "__main__":
    main()
