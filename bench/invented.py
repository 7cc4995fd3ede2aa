"""Invented coded reports for tests and benchmarks of the desk.

A line of `tocsin export desk` holds a report with its coding; this makes such lines, the same for
the same numbers. Places, names and happenings are made up.
"""

import datetime
import json
import pathlib
import random

ARMED, BLAST = "Battles", "Explosions/Remote violence"
PLAN = "Strategic developments"
KINDS = [  # type, mode, words, score, quad code, CAMEO, ACLED
    ("ASSAULT", "firearms", "opened fire on", -9.0, 4, "193", [ARMED, "Armed clash"]),
    ("ASSAULT", "firearms", "ambushed", -9.0, 4, "193", [ARMED, "Armed clash"]),
    ("ASSAULT", "heavy-weapons", "shelled", -9.5, 4, "194",
     [BLAST, "Shelling/artillery/missile attack"]),
    ("ASSAULT", "aerial", "bombed", -9.5, 4, "195", [BLAST, "Air/drone strike"]),
    ("ASSAULT", "explosives", "blew up a post of", -9.5, 4, "183",
     [BLAST, "Remote explosive/landmine/IED"]),
    ("ASSAULT", "abduct", "kidnapped three of", -8.0, 4, "181",
     ["Violence against civilians", "Abduction/forced disappearance"]),
    ("ASSAULT", "destroy", "burned stores of", -7.5, 4, "175", [PLAN, "Looting/property destruction"]),
    ("COERCE", "arrest", "detained men of", -6.0, 4, "173", [PLAN, "Arrests"]),
    ("COERCE", "siege", "encircled quarters of", -7.0, 4, "191", [PLAN, "Other"]),
    ("COERCE", "curfew", "imposed a curfew on", -6.0, 4, "1723", [PLAN, "Other"]),
    ("COERCE", "seize", "took a bridge from", -7.0, 4, "171", None),
    ("MOBILIZE", "troops", "massed men against", -5.0, 4, "152", None),
    ("MOBILIZE", "weapons", "moved guns towards", -5.0, 4, "150", None),
    ("THREATEN", "violence", "threatened", -4.0, 3, "138", None),
    ("THREATEN", "territory", "claimed the land of", -4.0, 3, "130", None),
    ("PROTEST", "demo", "marched against", -5.0, 3, "141", ["Protests", "Peaceful protest"]),
    ("PROTEST", "obstruct", "blocked the road of", -5.5, 3, "144", ["Protests", "Peaceful protest"]),
    ("ACCUSE", "allege", "blamed", -2.0, 3, "112", None),
    ("REJECT", "yield", "refused terms of", -3.0, 3, "123", None),
    ("REQUEST", "meet", "called for talks with", 1.0, 1, "026", None),
    ("CONSULT", "visit", "met envoys of", 2.0, 1, "042", None),
    ("AGREE", "deal", "signed a pact with", 6.0, 1, "057", [PLAN, "Agreement"]),
    ("AID", "material", "sent flour to", 7.0, 2, "073", None),
    ("RETREAT", "withdraw", "pulled back from", 5.0, 2, "087", None),
]
START = datetime.date(2010, 1, 1)
PER_DAY = 20  # reports


def _names(count, seed):
    """Invented names, no two alike."""
    made = random.Random(seed)
    parts = ["ba", "ro", "ti", "lem", "sa", "kor", "ne", "du", "vi", "gan", "mo", "pel", "shu", "rak",
             "zu", "fen", "wa", "hil", "yar", "cho"]
    names = {}
    while len(names) < count:
        names["".join(made.choice(parts) for _ in range(made.randint(2, 4))).capitalize()] = None
    return list(names)


def places(count=2000):
    """(name, id, latitude, longitude, first area) of invented places."""
    made = random.Random(7)
    return [
        (name, f"invented:{number}", round(made.uniform(30, 37), 5), round(made.uniform(35, 42), 5),
         f"Area {number % 14}")
        for number, name in enumerate(_names(count, 17))
    ]


def sides(count=150):
    """(name, sector) of invented groups."""
    kinds = [("Front", "REB"), ("Brigade", "UAF"), ("Army", "MIL"), ("Police", "COP"),
             ("Council", "GOV"), ("Union", "CVL"), ("Movement", "OPP")]
    return [(f"{name} {kinds[number % 7][0]}", kinds[number % 7][1])
            for number, name in enumerate(_names(count, 11))]


def words():
    """English words, and how often each occurs, summed up (data/fuse/words.tsv)."""
    known, weights, total = [], [], 0.0
    table = pathlib.Path(__file__).resolve().parent.parent / "data" / "fuse" / "words.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        word, _, commonness = line.partition("\t")
        if word.isascii() and word.isalpha() and commonness:
            total += 10 ** float(commonness)
            known.append(word)
            weights.append(total)
    return known, weights


SIDES, WORDS = sides(), words()


def _filler(chosen, count):
    """Words as often as texts have them."""
    return " ".join(chosen.choices(WORDS[0], cum_weights=WORDS[1], k=count))


def _event(report, number, chosen, own, day, text, where):
    kind = chosen.choice(KINDS)
    who, whom = chosen.sample(SIDES, 2)
    deaths = chosen.choice([None, None, 1, 2, 3, 7])
    begin = len(text)
    sentence = f"On {day} {who[0]} {kind[2]} {whom[0]} near {where[0]}"
    sentence += f", killing {deaths} people" if deaths else ""
    sentence += f" as {_filler(chosen, 9)} and {_filler(own, 5)}."

    def at(phrase):
        found = begin + sentence.index(phrase)
        return [found, found + len(phrase)]

    def actor(side):
        return {"at": at(side[0]), "kind": "g." + side[1], "sure": 0.9, "name": side[0],
                "country": "SYR", "sector": side[1]}

    event = {
        "id": f"{report}/{number}", "type": kind[0], "mode": kind[1], "score": kind[3],
        "quad": kind[4], "cameo": kind[5],
        "confidence": round(chosen.uniform(0.3, 1.0), 4),
        "trigger": at(kind[2]), "sentence": [begin, begin + len(sentence)],
        "actor": [actor(who)], "recipient": [actor(whom)],
        "place": [{"at": at(where[0]), "kind": "loc", "sure": 0.9}],
        "location": {"at": at(where[0]), "place": {
            "name": where[0], "id": where[1], "lat": where[2], "lon": where[3], "country": "SYR",
            "admin1": where[4], "feature": "PPL", "radius_km": 3.0, "precision": "town",
            "score": 0.9}},
        "date": {"start": str(day), "end": str(day), "precision": "day", "basis": "stated",
                 "at": at(str(day))},
    }
    if kind[6]:
        event["acled"] = kind[6]
    if deaths:
        event["killed"] = {"at": at(str(deaths) + " people"), "min": deaths, "max": deaths}
    return sentence, event


def report(number, events=10, seed=1, known_places=None):
    """One line: the report `number` with its events.

    Reports of the same five in a row tell in part of the same happenings, so that there is
    something to fuse.
    """
    known_places = known_places or places()
    own = random.Random(f"{seed}-{number}")
    shared = random.Random(f"{seed}-shared-{number // 5}")
    day = START + datetime.timedelta(days=(number // PER_DAY) % 5000)
    name = f"report-{number:06d}"
    text, coded = f"Summary {number}: {_filler(own, 25)}. ", []
    for n in range(1, events + 1):
        source = shared if n <= events // 3 else own
        where = known_places[source.randrange(len(known_places))]
        sentence, event = _event(name, n, source, own, day, text, where)
        text += sentence + " "
        coded.append(event)
    published = str(day + datetime.timedelta(days=1))
    line = {
        "tocsin_report": {"id": name, "text": text.strip(), "source": f"Outlet {number % 40}",
                          "language": "en"},
        "coding": {"published": published, "published_basis": "given", "language": "en",
                   "read": events + 1, "events": coded},
    }
    return json.dumps(line, separators=(",", ":"), ensure_ascii=False)


def write(path, first, count, events=10, seed=1):
    """Writes the reports `first` to `first + count - 1` to a file."""
    known = places()
    with open(path, "w", encoding="utf-8") as file:
        for number in range(first, first + count):
            file.write(report(number, events, seed, known) + "\n")
