"""The layout of the gazetteer file: places, keys of their names, strings (tocsin/resolve/gazetteer_file.h reads it)."""

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gazetteer_folding import Folding

if TYPE_CHECKING:
    from build_gazetteer import Build

MAGIC = b"TOCSINGZ"
VERSION = 1
PRIMARY, ALTERNATE, ADJECTIVE = 0, 1, 2  # kinds of names


class Strings:
    """Every string once; an offset leads to its length (u16) and its bytes."""

    def __init__(self) -> None:
        self.blob = bytearray()
        self._at: dict[str, int] = {}

    def at(self, text: str) -> int:
        offset = self._at.get(text)
        if offset is None:
            data = text.encode("utf-8")[:65535]
            offset = self._at[text] = len(self.blob)
            self.blob += struct.pack("<H", len(data)) + data
        return offset


def index(keys: dict[str, dict[int, int]], strings: Strings) -> tuple[bytes, bytes]:
    """Sorted keys (string, first, count) and what they lead to (row << 2 | kind)."""
    heads, refs = bytearray(), bytearray()
    for key in sorted(keys, key=lambda text: text.encode("utf-8")):
        found = keys[key]
        heads += struct.pack("<III", strings.at(key), len(refs) // 4, len(found))
        for row in sorted(found):
            refs += struct.pack("<I", row << 2 | found[row])
    return bytes(heads), bytes(refs)


def collect(build: "Build") -> Iterator[dict[str, dict[int, int]]]:
    folding, loose = build.folding, set(build.folding.loose["countries"])
    exact: dict[str, dict[int, int]] = {}
    stripped: dict[str, dict[int, int]] = {}
    skeletons: dict[str, dict[int, int]] = {}
    consonants: dict[str, dict[int, int]] = {}

    def put(keys: dict[str, dict[int, int]], key: str, number: int, kind: int) -> None:
        if key:
            found = keys.setdefault(key, {})
            found[number] = min(kind, found.get(number, kind))

    for number, row in enumerate(build.rows):
        has_arabic = any("\u0621" <= letter <= "\u06ff" for name in row.names for letter in name)
        for name, kind in row.names.items():
            folded = folding.fold(name)
            if len(folded) < 2:
                continue
            put(exact, folded, number, kind)
            if row.country in loose and kind != ADJECTIVE:
                bare = folding.strip(folded)
                put(stripped, bare, number, kind)
                put(skeletons, folding.skeleton(bare), number, kind)
                if not has_arabic and bare.isascii():
                    put(consonants, folding.consonants(bare), number, kind)
    yield from (exact, stripped, skeletons, consonants)


def rules_text(folding: Folding) -> bytes:
    """The folding rules, one a line with tabs, as the reader of the file applies them."""
    lines = ["remove\t" + "".join(sorted(folding.remove))]
    lines += [f"replace\t{old}\t{new}" for old, new in sorted(folding.replace.items())]
    lines += [f"article\t{word}" for word in sorted(folding.articles)]
    lines += [f"attached\t{word}" for word in folding.loose["attached"]]
    lines.append(f"attached_rest\t{folding.loose['attached_rest']}")
    lines.append(f"skeleton_letters\t{folding.loose['skeleton_letters']}")
    lines += [f"before\t{old}\t{new}" for old, new in folding.loose["before"]]
    lines += [f"after\t{old}\t{new}" for old, new in folding.loose["after"]]
    lines += [f"suffix\t{word}" for word in folding.loose["suffixes"]]
    lines.append(f"consonants\t{folding.consonant['least']}")
    lines += [f"latin\t{old}\t{new}" for old, new in folding.consonant["latin"]]
    lines += [f"arabic\t{old}\t{new}" for old, new in folding.consonant["arabic"]]
    return "\n".join(lines).encode("utf-8")


def compile_file(build: "Build") -> bytes:
    strings = Strings()
    rows = bytearray()
    for row in build.rows:
        rows += struct.pack(
            "<IIIIIIiiII",
            strings.at(row.id),
            strings.at(row.name),
            strings.at(build.iso3.get(row.country, row.country)),
            strings.at(row.admin1),
            strings.at(row.admin2),
            strings.at(row.feature),
            round(row.lat * 1e6),
            round(row.lon * 1e6),
            min(row.population, 2**32 - 1),
            round(row.radius_km * 1000),
        )
    parts = [rules_text(build.folding), bytes(rows)]
    for keys in collect(build):
        parts += index(keys, strings)
    parts.append(bytes(strings.blob))
    return assemble(parts)


def assemble(parts: list[bytes]) -> bytes:
    """Header: magic, version, number of parts, size, CRC-32 of the body, then each part's place."""
    head_size = 32 + 16 * len(parts)
    body, places, offset = bytearray(), bytearray(), head_size
    for part in parts:
        places += struct.pack("<QQ", offset, len(part))
        padded = part + bytes(-len(part) % 8)
        body += padded
        offset += len(padded)
    head = MAGIC + struct.pack("<IIQI", VERSION, len(parts), offset, zlib.crc32(body))
    head += struct.pack("<I", zlib.crc32(head + places))
    return head + bytes(places) + bytes(body)
