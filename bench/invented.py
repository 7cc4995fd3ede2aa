"""Invented coded reports for tests and benchmarks of the desk.

A line of `tocsin export desk` holds a report with its coding; this makes such lines, the same for
the same numbers. Places, names and happenings are made up.
"""

import datetime
import json
import random

KINDS = [
    ("ASSAULT", "firearms", "opened fire on", -9.0, 4, "193", ["Battles", "Armed clash"]),
    ("ASSAULT", "heavy-weapons", "shelled", -9.5, 4, "194",
     ["Explosions/Remote violence", "Shelling/artillery/missile attack"]),
    ("COERCE", "arrest", "detained men of", -6.0, 4, "173", ["Strategic developments", "Arrests"]),
    ("THREATEN", "violence", "threatened", -4.0, 3, "138", None),
    ("PROTEST", "demo", "marched against", -5.0, 3, "141", ["Protests", "Peaceful protest"]),
    ("CONSULT", "visit", "met envoys of", 2.0, 1, "042", None),
]
START = datetime.date(2020, 1, 1)


def places(count=2000):
    """(name, id, latitude, longitude, first area) of invented places."""
    made = random.Random(7)
    first = ["Tal", "Wadi", "Deir", "Kafr", "Ain", "Khirbet", "Jabal", "Bir"]
    second = ["Marwan", "Suha", "Adra", "Nimr", "Zaytun", "Harith", "Qamar", "Basil", "Dalia"]
    return [
        (f"{made.choice(first)} {made.choice(second)} {number}", f"invented:{number}",
         round(made.uniform(30, 37), 5), round(made.uniform(35, 42), 5), f"Area {number % 14}")
        for number in range(count)
    ]


def sides(count=300):
    """(name, sector) of invented groups."""
    first = ["Ridge", "Valley", "Harbour", "River", "Hill", "Desert", "Lake", "Northern", "Southern",
             "Red", "Green", "Old", "New", "Upper", "Lower", "Free", "United", "People's"]
    second = {"Front": "REB", "Brigade": "UAF", "Army": "MIL", "Police": "COP", "Council": "GOV",
              "Guard": "UAF", "Union": "CVL", "Movement": "OPP", "League": "CVL", "Battalion": "MIL"}
    made = random.Random(11)
    names = [(f"{one} {made.choice(first)} {two}", sector)
             for one in first for two, sector in second.items()]
    made.shuffle(names)
    return names[:count] if count <= len(names) else names


def words(count=6000):
    """Invented words, the first of them the most used."""
    made = random.Random(13)
    parts = ["ba", "ro", "ti", "lem", "sa", "kor", "ne", "du", "vi", "gan", "mo", "pel", "shu", "rak"]
    return ["".join(made.choice(parts) for _ in range(made.randint(2, 4))) for _ in range(count)]


SIDES, WORDS = sides(), words()


def _filler(chosen, count):
    """Words as texts have them: few are frequent, most are rare."""
    return " ".join(WORDS[min(int(chosen.paretovariate(0.4)) - 1, 10**9) % len(WORDS)]
                    for _ in range(count))


def _event(report, number, chosen, own, day, text, where):
    kind = chosen.choice(KINDS)
    who, whom = chosen.sample(SIDES, 2)
    deaths = chosen.choice([None, None, 1, 2, 3, 7])
    begin = len(text)
    sentence = f"On {day} {who[0]} {kind[2]} {whom[0]} near {where[0]}"
    sentence += f", killing {deaths} people" if deaths else ""
    sentence += f" as {_filler(chosen, 5)} and {_filler(own, 3)}."

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
    day = START + datetime.timedelta(days=(number // 60) % 2000)
    name = f"report-{number:06d}"
    text, coded = f"Summary {number}: {_filler(own, 12)}. ", []
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
                   "read": events + 1, "gated": 0, "events": coded},
    }
    return json.dumps(line, separators=(",", ":"), ensure_ascii=False)


def write(path, first, count, events=10, seed=1):
    """Writes the reports `first` to `first + count - 1` to a file."""
    known = places()
    with open(path, "w", encoding="utf-8") as file:
        for number in range(first, first + count):
            file.write(report(number, events, seed, known) + "\n")
