"""Inputs that are broken on purpose, the same ones on every run.

`animals()` gives (name of the file, how to write it, what must come of it):

  "fault"   at least one fault
  "told"    a fault, something skipped, or a report with a diagnostic
  "report"  a report, for what looks bad and is not
"""

import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
import zlib

from test_formats import assemble, docx, pdf, tarred, zipped

TEXT = "Gunmen boarded the ferry at Zubara on Tuesday and took four crew members ashore."
ARABIC = "قصف على السوق القديم صباح الثلاثاء، ولم يصب أحد بأذى."
MAIL = (
    "From: a@b.example\nTo: c@d.example\nSubject: road\nDate: {date}\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n\n{text}\n"
)
DATE = "Tue, 13 Feb 2024 08:15:00 +0300"
HTML = (
    '<html><head><meta charset="utf-8"><title>Road</title><meta name="date" content="{date}">'
    "</head><body><p>{text}</p></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>One</title>'
    "<pubDate>{date}</pubDate><description>{text}</description></item></channel></rss>"
)
TEXT_KINDS = ["txt", "html", "jsonl", "json", "csv", "rss", "eml", "mbox"]
ALL_KINDS = [*TEXT_KINDS, "tsv", "pdf", "docx", "zip", "tar", "gz"]


def telegram(text, date="2024-02-13T08:15:00"):
    message = {"id": 2, "type": "message", "date": date, "text": text}
    return json.dumps({"name": "A", "type": "personal_chat", "id": 1, "messages": [message]})


def good(kind, text=TEXT, date=None):
    """A good file of each kind that holds this text."""
    samples = {
        "txt": lambda: text,
        "html": lambda: HTML.format(text=text, date=date or "2024-02-13"),
        "jsonl": lambda: json.dumps({"text": text, "date": date or "2024-02-13"}) + "\n",
        "json": lambda: json.dumps([{"text": text, "date": date or "2024-02-13"}]),
        "csv": lambda: f'date,text\n{date or "2024-02-13"},"{text}"\n',
        "tsv": lambda: f'date\ttext\n{date or "2024-02-13"}\t"{text}"\n',
        "rss": lambda: FEED.format(text=text, date=date or DATE),
        "eml": lambda: MAIL.format(text=text, date=date or DATE),
        "mbox": lambda: "From a@b Tue Feb 13\n" + MAIL.format(text=text, date=date or DATE) + "\n",
        "telegram": lambda: telegram(text, date or "2024-02-13T08:15:00"),
        "whatsapp": lambda: f"{date or '13/02/2024'}, 08:15 - Rana: {text}\n",
        "pdf": lambda: pdf([[text]]),
        "docx": lambda: docx([text], created=date or "2024-02-13T08:15:00Z"),
        "zip": lambda: zipped({"a.txt": text}),
        "tar": lambda: tarred({"a.txt": text}, "w"),
        "gz": lambda: gzip.compress(text.encode(), mtime=0),
    }
    made = samples[kind]()
    return made if isinstance(made, bytes) else made.encode()


def empty_and_blank():
    for kind in ALL_KINDS:
        yield f"empty.{kind}", b"", "fault"
        yield f"blank.{kind}", b" \n\t\r\n  ", "fault"


def cut_short():
    # The kinds whose end shows that something is missing.
    for kind in ["jsonl", "json", "csv", "rss", "pdf", "docx", "zip", "gz"]:
        data = good(kind)
        for share in (30, 60, 90):
            yield f"cut-{share}.{kind}", data[: len(data) * share // 100], "told"
    yield "cut-head.tar", good("tar")[:300], "fault"
    yield "cut-words.tar", good("tar")[:550], "told"
    yield "cut-telegram.json", good("telegram")[:-30], "fault"
    yield "cut-tag.html", good("html").rsplit(b"<", 2)[0] + b"<div cla", "told"
    yield "cut-letter.txt", ARABIC.encode()[:-1] + b"\xd8", "told"
    yield "cut-zip-directory.zip", zipped({f"{i}.txt": TEXT for i in range(9)})[:-200], "told"
    part = 'From: a@b.example\nSubject: a\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
    yield "cut-multipart.eml", (part + "\nwords").encode(), "told"


def wrong_magic():
    samples = {"pdf": good("pdf"), "docx": good("docx"), "png": b"\x89PNG\r\n\x1a\n" + bytes(99),
               "gz": good("gz"), "elf": b"\x7fELF\x02\x01" + bytes(range(256))}
    for magic, data in samples.items():
        for kind in TEXT_KINDS:
            yield f"really-{magic}.{kind}", data, "fault"
    for kind in ["pdf", "docx", "zip", "tar", "gz"]:
        yield f"really-text.{kind}", TEXT.encode() * 40, "fault"
        yield f"really-noise.{kind}", random.Random(kind).randbytes(5000), "fault"
    for kind in TEXT_KINDS:
        yield f"noise.{kind}", random.Random(kind).randbytes(5000), "told"
    yield "really-pdf.docx", good("pdf"), "fault"
    yield "really-zip.docx", good("zip"), "fault"


def strange_characters():
    for kind in TEXT_KINDS + ["telegram", "whatsapp"]:
        name = {"telegram": "telegram.json", "whatsapp": "whatsapp.txt"}.get(kind, f"x.{kind}")
        data = good(kind, "A@B " + TEXT)
        as_json = kind in ("json", "jsonl", "telegram")
        yield f"nul-{name}", data.replace(b"@", b"\\u0000" if as_json else b"\0"), "told"
        yield f"override-{name}", good(kind, "\u202eevil\u202d " + ARABIC), "told"
        yield f"half-{name}", data.replace(b"@", b"\xff"), "told"
    for name, escape in {"high": "\\ud800", "low": "\\udc00", "pair": "\\udc00\\ud800",
                         "cut": "\\u12", "unknown": "\\x"}.items():
        yield f"surrogate-{name}.jsonl", ('{"text": "a' + escape + '"}').encode(), "fault"
    yield "cesu.txt", (TEXT + " ").encode() + b"\xed\xa0\xbd\xed\xb8\x80", "told"
    yield "overlong.txt", (TEXT + " ").encode() + b"\xc0\xaf\xe0\x80\xaf", "told"
    yield "mixed.txt", ARABIC.encode() + b"\n\n" + ARABIC.encode("cp1256"), "told"
    yield "mixed.csv", b"text\n" + ARABIC.encode() * 9 + b"\n" + ARABIC.encode("cp1256"), "told"
    yield "odd-utf16.txt", ("\ufeff" + ARABIC).encode("utf-16-le")[:-1], "told"
    yield "bad-utf32.txt", b"\xff\xfe\0\0" + b"\xff" * 400, "told"
    yield "utf16.jsonl", good("jsonl").decode().encode("utf-16"), "fault"
    yield "controls.txt", b"\x01\x02\x03\x04\x05\x06" * 99, "fault"
    yield "escape.csv", b'text\n"\x1b]0;owned\x07 words"\n', "report"


def strange_dates():
    dates = ["0000-00-00", "9999-12-31", "2024-02-30", "yesterday", "-1", "20241350", "1e308"]
    for number, date in enumerate(dates):
        for kind in ["html", "jsonl", "csv", "rss", "eml", "docx"]:
            yield f"date-{number}.{kind}", good(kind, date=date), "told"
        yield f"date-{number}-telegram.json", good("telegram", date=date), "told"
    for number, date in enumerate(["00/00/0000", "31/12/9999", "30/02/2024", "02/03/2024"]):
        yield f"date-{number}-whatsapp.txt", good("whatsapp", date=date), "told"


def strange_json():
    deep = "[" * 1_000_000 + "]" * 1_000_000
    cases = {
        "deep.jsonl": '{"text": "a", "x": ' + deep + "}",
        "deep-open.jsonl": '{"text":' + "[" * 1_000_000,
        "deep.json": '[{"text": "a", "x": ' + deep + "}]",
        "deep-objects.json": '{"a":' * 500_000 + "1" + "}" * 500_000,
        "no-object.json": "[[[1, 2], 3]]",
        "number.json": "12",
        "nan.jsonl": '{"text": "a", "x": NaN}',
        "comment.jsonl": '// words\n{"text": 5}',
        "single.jsonl": "{'text': 'a'}",
        "list-text.jsonl": '{"text": ["a", "b"]}',
        "no-text.jsonl": '{"title": "a"}',
        "huge-number.jsonl": '{"text": "a", "date": 1' + "0" * 400 + "}",
        "huge-exponent.jsonl": '{"text": "a", "date": 1e999}',
        "trailing.jsonl": '{"text": "a",}',
        "two.jsonl": '{"text": "a"} {"text": "b"}',
    }
    for name, words in cases.items():
        yield name, words.encode(), "told"
    for name, words in {"telegram-deep.json": '{"personal_information":' * 100 + "1" + "}" * 100,
                        "telegram-none.json": '{"personal_information": {}, "chats": {"list": []}}',
                        "telegram-text.json": telegram({"a": 1}),
                        "telegram-number.json": telegram(5)}.items():
        yield name, words.encode(), "fault"


def strange_xml():
    laughs = "".join(f'<!ENTITY l{i} "{("&l%d;" % (i - 1)) * 10}">' for i in range(1, 10))
    head = "<rss><channel><title>T</title>"
    item = f"<item><title>One</title><description>{TEXT}</description></item>"
    cases = {
        "laughs.rss": (f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]>{head}<item><title>&l9;</title>'
                       "</item></channel></rss>", "report"),
        "outside.rss": ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                        f"{head}<item><title>&x;</title></item></channel></rss>", "report"),
        "deep.rss": (head + "<a>" * 100_000 + "</a>" * 100_000, "fault"),
        "deep-open.rss": ("<a>" * 100_000, "fault"),
        "many.rss": (head + "<a/>" * 3_000_000 + "</channel></rss>", "fault"),
        "cdata.rss": (f"{head}{item}<item><title><![CDATA[open", "fault"),
        "wrong-end.rss": (f"{head}{item}</rss></channel>", "fault"),
        "no-items.rss": (head + "</channel></rss>", "fault"),
        "not-xml.rss": (TEXT, "fault"),
        "html.xml": (HTML.format(text=TEXT, date=""), "fault"),
        "empty-items.rss": (head + "<item/><item></item></channel></rss>", "fault"),
        "deep-markup.rss": (f"{head}<item><description>{'&lt;div&gt;' * 200_000}</description></item>"
                            "</channel></rss>", "fault"),
        "attributes.rss": (f"{head}<item {'a=' * 9999}/></channel></rss>", "fault"),
    }
    for name, (words, expected) in cases.items():
        yield name, words.encode(), expected
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for name, body in {"deep": "<w:p>" * 99_999, "entity": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
                       "no-words": f'<w:document xmlns:w="{word}"><w:body/></w:document>',
                       "not-xml": "words", "bomb": "<a>" + " " * (40 << 20) + "</a>",
                       "tags": "<a>" + "<b/>" * 3_000_000 + "</a>"}.items():
        data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body})
        yield f"{name}.docx", data, "told"


def overlapping_zip(count, kernel):
    """A central directory whose entries all stand for the same bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(kernel) + packed.flush()
    fields = (20, 0, 8, 0, 0, zlib.crc32(kernel), len(body), len(kernel))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", *fields, 5, 0) + b"k.txt" + body
    directory = b"".join(
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, *fields, 9, 0, 0, 0, 0, 0, 0)
        + f"{i:05}.txt".encode() for i in range(count))
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end


def zip_with(name, mode=0, encrypted=False):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.create_system = 3
        archive.writestr(info, TEXT)
    data = bytearray(out.getvalue())
    if encrypted:
        for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            data[data.index(sign) + place] |= 1
    return bytes(data)


def tar_with(name, kind=tarfile.REGTYPE, link="", size=0):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info.tobuf(tarfile.GNU_FORMAT) + b"x" * 512


def strange_archives():
    bomb = zipped({"a.txt": b"x" * (60 << 20)})
    yield "bomb.zip", bomb, "fault"
    yield "bomb-nested.zip", zipped({"bomb.zip": bomb}), "fault"
    yield "bomb-many.zip", zipped({f"{i}.zip": zipped({"a.txt": b"x" * (9 << 20)}) for i in range(9)}), "fault"
    yield "bomb.txt.gz", gzip.compress(b"x" * (60 << 20), mtime=0), "fault"
    yield "bomb.tar.gz", tarred({"a.txt": b"x" * (60 << 20)}), "fault"
    yield "overlapping.zip", overlapping_zip(3000, b"x" * 100_000), "report"
    yield "entries.zip", zipped({f"{i:04}.txt": "A." for i in range(1500)}), "fault"
    yield "entries.tar", tarred({f"{i:04}.txt": "A." for i in range(1500)}, "w"), "fault"
    three = zipped({"c.zip": zipped({"b.zip": zipped({"a.txt": TEXT})})})
    yield "nested.zip", three, "fault"
    yield "no-entries.zip", zipped({}), "fault"
    yield "no-entries.tar", tarred({}, "w"), "fault"
    stored = zipped({"a.txt": TEXT}, zipfile.ZIP_STORED)
    yield "wrong-sum.zip", stored.replace(TEXT[:9].encode(), b"X" * 9), "told"
    broken = bytearray(zipped({"a.txt": TEXT}, zipfile.ZIP_STORED))
    broken[60] ^= 255
    yield "flipped.zip", bytes(broken), "told"
    broken = bytearray(good("gz"))
    broken[30] ^= 255
    yield "flipped.gz", bytes(broken), "told"
    for number, name in enumerate(["/etc/passwd.txt", "../out.txt", "a/../../out.txt", "..\\out.txt",
                                   "C:\\out.txt", "C:/out.txt", "a/..", "..", "\\\\host\\out.txt"]):
        yield f"path-{number}.zip", zip_with(name), "fault"
        yield f"path-{number}.tar", tar_with(name), "fault"
    yield "link.zip", zip_with("a.txt", 0o120777), "fault"
    yield "encrypted.zip", zip_with("a.txt", encrypted=True), "fault"
    for name, kind in {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "pipe": tarfile.FIFOTYPE,
                       "device": tarfile.CHRTYPE, "block": tarfile.BLKTYPE}.items():
        yield f"{name}.tar", tar_with("a.txt", kind, "/etc/passwd"), "fault"
    yield "huge-claim.tar", tar_with("a.txt", size=8 << 30), "fault"
    yield "bad-name.zip", zip_with("\u202etxt.exe"), "told"
    yield "control-name.tar", tar_with("\x1b[2J.txt"), "told"


def strange_pdfs():
    catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

    def with_content(content, page=page, pages=pages):
        packed = zlib.compress(content, 9)
        stream = f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode()
        return assemble([catalog, pages, page, font, stream + packed + b"\nendstream"])

    yield "bomb-zeros.pdf", with_content(b"\0" * (150 << 20)), "fault"
    yield "many-words.pdf", with_content(b"BT /F1 9 Tf " + b"(words) Tj 1 2 Td " * 4_000_000 + b"ET"), "report"
    yield "bomb-nested.pdf", with_content(b"q " * 9_000_000), "fault"
    yield "cycle.pdf", with_content(b"", pages="<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"), "fault"
    yield "no-pages.pdf", with_content(b"", pages="<</Type/Pages/Count 0/Kids[]>>"), "fault"
    yield "many-pages.pdf", with_content(b"", pages="<</Type/Pages/Count 99999999/Kids[3 0 R]>>"), "fault"
    yield "picture.pdf", with_content(b"0 0 m 9 9 l S"), "fault"
    yield "huge-box.pdf", with_content(b"BT ET", page=page.replace("595 842", "1e308 1e308")), "fault"
    yield "header-only.pdf", b"%PDF-1.7\n", "fault"
    yield "no-xref.pdf", good("pdf").split(b"xref")[0], "told"
    yield "deep-array.pdf", assemble([catalog, "[" * 500_000, page, font]), "fault"
    yield "encrypted.pdf", good("pdf").replace(b"/Root", b"/Encrypt<</Filter/None>>/Root"), "fault"
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 12>>\nstream\n/X Do /X Do \nendstream"
    yield "form-cycle.pdf", assemble([catalog, pages, page.replace("Font<</F1", "XObject<</X"), form,
                                      "<</Length 5>>\nstream\n/X Do\nendstream"]), "fault"


def strange_mail():
    head = "From: a@b.example\nSubject: a\nDate: " + DATE + "\nMIME-Version: 1.0\n"
    parts = "".join('Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(300))
    inner = MAIL.format(text=TEXT, date=DATE)
    for _ in range(60):
        inner = head + "Content-Type: message/rfc822\n\n" + inner
    attached = (
        '{}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/zip; '
        'name="{}"\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n'
    )
    import base64

    bomb = base64.encodebytes(zipped({"a.txt": b"x" * (60 << 20)})).decode()
    cases = {
        "no-boundary.eml": head + "Content-Type: multipart/mixed\n\n" + TEXT,
        "deep-parts.eml": head + parts + "\nwords",
        "deep-messages.eml": inner,
        "bad-base64.eml": head + "Content-Transfer-Encoding: base64\n\n!!!!",
        "bad-charset.eml": head + "Content-Type: text/plain; charset=none\n\n\xff\xfe\xfd words",
        "many-parts.eml": head + 'Content-Type: multipart/mixed; boundary="b"\n\n'
        + "--b\nContent-Type: text/plain\n\nwords\n" * 700 + "--b--\n",
        "bomb.eml": attached.format(head, "bomb.zip", bomb),
        "path.eml": attached.format(head, "../../etc/passwd.zip", "AAAA"),
        "no-words.eml": head + "\n\n",
        "long-header.eml": "Subject: " + "x" * 2_000_000 + "\n\n",
        "no-headers.mbox": "From a@b\n\nwords\n\nFrom c@d\n\nwords\n",
        "stray.mbox": "words before\n\nFrom a@b\n" + MAIL.format(text=TEXT, date=DATE),
        "no-messages.mbox": "words\n" * 99,
        "only-from.mbox": "From \n\n" * 500,
    }
    for name, words in cases.items():
        yield name, words.encode("latin-1"), "told"


def strange_tables():
    cases = {
        "ragged.csv": "id,text\n1,a,b,c\n2,good\n3\n",
        "no-columns.csv": "a,b\n1,2\n",
        "one-word.csv": "words",
        "open-quote.csv": 'id,text\n1,"open\n2,good\n',
        "quotes.csv": "text\n" + '"' * 1_000_001,
        "lines-of-quotes.csv": "text\n" + '"x\n' * 100_000,
        "wide.csv": ",".join(f"c{i}" for i in range(100_000)) + "\n1\n",
        "no-rows.csv": "id,text\n",
        "wrong-separator.csv": "id:text\n1:a\n",
        "header-quote.csv": 'id,"text\n1,a\n',
        "after-quote.csv": 'id,text\n1,"a"b\n',
        "separators.csv": "," * 100_000 + "\n",
        "sep-only.csv": "sep=",
    }
    for name, words in cases.items():
        yield name, words.encode(), "told"


def strange_pages():
    cases = {
        "deep.html": "<div>" * 200_000 + "x",
        "formatting.html": "".join(f"<font size={i}>" for i in range(1500)) + "<p>x" * 50_000,
        "script.html": "<html><script>" + "x" * 100_000,
        "frames.html": "<html><frameset><frame src=a></frameset></html>",
        "no-words.html": "<html><body><img src=a></body></html>",
        "nothing.html": "<" * 100_000,
        "tags.html": "</p>" * 500_000,
        "hidden.html": "<html><body hidden><p>words</p></body></html>",
    }
    for name, words in cases.items():
        yield name, words.encode(), "told" if name == "nothing.html" else "fault"
    yield "entities.html", b"<p>&#xFFFFFFFF; &#0; &#xD800; words</p>", "report"
    yield "charset.html", b"<meta charset=none><p>\xe9t\xe9 words</p>", "told"


class Long:
    """A line of 100 MB: what stands before it, what it is made of, what stands after it."""

    def __init__(self, before, after, piece=b"words and "):
        self.before, self.after, self.piece = before, after, piece

    def write(self, out):
        out.write(self.before)
        block = self.piece * (1_000_000 // len(self.piece))
        for _ in range(100):
            out.write(block)
        out.write(self.after)


def long_lines():
    yield "long.txt", Long(b"", b""), "fault"
    yield "long.jsonl", Long(b'{"text": "', b'"}\n{"text": "next"}\n'), "fault"
    yield "long.json", Long(b'[{"text": "', b'"}, {"text": "next"}]'), "fault"
    yield "long.csv", Long(b"id,text\n1,", b"\n2,next\n"), "fault"
    yield "long-quoted.csv", Long(b'id,text\n1,"', b'"\n2,next\n', b"words\n and "), "fault"
    yield "long.html", Long(b"<html><p>", b"</p>"), "fault"
    yield "long.rss", Long(b"<rss><channel><item><title>", b"</title></item></channel></rss>"), "fault"
    yield "long.eml", Long(MAIL.format(text="", date=DATE).encode(), b""), "fault"
    yield "long.mbox", Long(b"From a\nFrom: a\nSubject: b\n\n", b"\n\nFrom b\nFrom: a\nTo: b\n\nx\n"), "fault"
    yield "long-telegram.json", Long(telegram("@").split("@")[0].encode(), b'"}]}'), "fault"
    yield "long-whatsapp.txt", Long(b"13/02/2024, 08:15 - Rana: ", b"\n"), "fault"
    yield "long.pdf", Long(b"%PDF-1.4\n", b""), "fault"


KINDS = [empty_and_blank, cut_short, wrong_magic, strange_characters, strange_dates, strange_json,
         strange_xml, strange_archives, strange_pdfs, strange_mail, strange_tables, strange_pages,
         long_lines]


def animals():
    for kind in KINDS:
        for name, content, expected in kind():
            yield f"{kind.__name__}/{name}", content, expected
