"""Formats that are no text: generated here, and read with what they say of themselves."""

import gzip
import io
import json
import shutil
import tarfile
import unittest
import zipfile

from driver import DriverTest, of_kind, read

TITLE = "Ferry stopped at Zubara"
LINES = [
    TITLE,
    "Gunmen boarded the ferry at Zubara on Tuesday and took four crew members ashore.",
    "The harbour master said that nobody was hurt.",
]
TEXT = "\n\n".join(LINES)

needs_pdf = unittest.skipUnless(shutil.which("pdftotext"), "pdftotext is not installed")


def docx(paragraphs, title="", created="", extra=""):
    """The bytes of a document of Word."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{p}</w:t></w:r></w:p>" for p in paragraphs)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>Rana Saab</dc:creator>"
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document {word}><w:body>{body}{extra}'
            "</w:body></w:document>",
        )
        archive.writestr("docProps/core.xml", core)
    return out.getvalue()


def pdf(pages, title="", created="", fonts=None):
    """The bytes of a PDF whose pages are lists of lines at the same left edge."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", None]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    objects.append(f"<</Title({title})/Author(Rana Saab)/CreationDate({created})>>")
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return assemble(objects)


def assemble(objects):
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        body = body if isinstance(body, bytes) else body.encode("latin-1")
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(entries, mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            content = content.encode() if isinstance(content, str) else content
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


class Docx(DriverTest):
    def test_a_document_gives_its_paragraphs_title_and_day(self):
        path = self.write("zubara.docx", docx(LINES, TITLE, "2024-02-13T08:15:00Z"))
        (report,) = self.reports(path)
        self.assertEqual(report["text"], TEXT)
        self.assertEqual((report["title"], report["published"]), (TITLE, "2024-02-13"))
        self.assertEqual((report["author"], report["format"]), ("Rana Saab", "docx"))

    def test_a_row_of_a_table_is_a_line_and_what_was_deleted_is_left_out(self):
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        table = "<w:tbl><w:tr>" + cell.format("Market") + cell.format("3 hurt") + "</w:tr></w:tbl>"
        gone = "<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>"
        path = self.write("a.docx", docx(["أُغلق الطريق."], extra=table + gone))
        self.assertEqual(self.reports(path)[0]["text"], "أُغلق الطريق.\n\nMarket\t3 hurt")

    def test_without_a_name_the_content_tells_the_format(self):
        (report,) = self.reports(self.write("document", docx(LINES)))
        self.assertEqual(report["format"], "docx")


@needs_pdf
class Pdf(DriverTest):
    def test_lines_of_a_paragraph_are_joined(self):
        long = "Gunmen boarded the ferry at Zubara on Tuesday morning and took four of"
        lines = [TITLE, long, "its crew members ashore, and nobody has heard of them in the time "
                 "since, so the", "harbour has been closed."]
        data = pdf([lines], "Ferry stopped", "D:20240213081500+03'00'")
        (report,) = self.reports(self.write("a.pdf", data))
        self.assertIn("took four of its crew members ashore", report["text"])
        self.assertTrue(report["text"].startswith(TITLE + "\n\nGunmen"), report["text"])
        self.assertEqual((report["title"], report["published"]), ("Ferry stopped", "2024-02-13"))

    def test_a_sentence_goes_on_over_a_page_and_the_number_of_the_page_is_left_out(self):
        long = "Gunmen boarded the ferry at Zubara on Tuesday morning and took four of"
        data = pdf([[long, "12"], ["its crew members ashore, the harbour master said on the radio."]])
        (report,) = self.reports(self.write("a.pdf", data))
        self.assertIn("four of its crew", report["text"])
        self.assertNotIn("12", report["text"])

    def test_arabic_comes_out_in_its_letters_and_order(self):
        (report,) = self.reports(self.write("a.pdf", arabic_pdf("قصف على السوق")))
        self.assertEqual(report["text"], "قصف على السوق")

    def test_a_missing_program_is_named_with_what_to_install(self):
        path = self.write("a.pdf", pdf([LINES]))
        (fault,) = self.faults("--pdf-program", "no-such-program", path)
        self.assertEqual(fault["code"], "program_missing")
        self.assertIn("poppler-utils", fault["fix"])

    def test_a_program_that_does_not_end_is_stopped(self):
        program = self.write("slow", "#!/bin/sh\nexec sleep 60\n")
        program.chmod(0o755)
        (fault,) = self.faults("--pdf-program", program, self.write("a.pdf", pdf([LINES])))
        self.assertEqual(fault["code"], "too_large")
        self.assertIn("stopped after 10 s", fault["message"])

    def test_a_program_that_wants_much_memory_or_writes_files_gets_neither(self):
        script = "import sys\ntry:\n  x = bytearray(1 << 30)\n  print('has memory')\n"
        script += "except MemoryError:\n  print('no memory')\n"
        script += "try:\n  with open(sys.argv[0] + '.out', 'w') as out:\n    out.write('x')\n"
        script += "  print('wrote')\n"
        script += "except OSError:\n  print('no file')\n"
        program = self.write("hungry", "#!/usr/bin/python3\nimport signal\n"
                             "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + script)
        program.chmod(0o755)
        (report,) = self.reports("--pdf-program", program, self.write("a.pdf", pdf([LINES])))
        self.assertEqual(report["text"], "no memory no file")

    def test_a_program_that_writes_without_end_is_stopped(self):
        program = self.write("loud", "#!/bin/sh\nexec cat /dev/zero\n")
        program.chmod(0o755)
        (fault,) = self.faults("--pdf-program", program, self.write("a.pdf", pdf([LINES])))
        self.assertIn("bytes of text", fault["message"])


def arabic_pdf(text):
    """A page on which each letter is drawn from the right to the left, as viewers get it."""
    codes = {letter: number + 1 for number, letter in enumerate(sorted(set(text)))}
    pairs = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for letter, code in codes.items())
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    drawn = " ".join(
        f"1 0 0 1 {400 - 10 * place} 700 Tm <{codes[letter]:02X}> Tj"
        for place, letter in enumerate(text)
    )
    stream = f"BT /F1 12 Tf {drawn} ET"
    widths = " ".join(["833"] * len(codes))
    glyphs = " ".join(f"/g{code} 7 0 R" for code in codes.values())
    names = " ".join(f"/g{code}" for code in codes.values())
    box = "833 0 0 0 833 700 d1 0 0 833 700 re f"
    return assemble([
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[6 0 R]>>",
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 833 700]/FontMatrix[.001 0 0 .001 0 0]"
        f"/CharProcs<<{glyphs}>>/Encoding<</Type/Encoding/Differences[1 {names}]>>"
        f"/FirstChar 1/LastChar {len(codes)}/Widths[{widths}]/ToUnicode 8 0 R/Resources<<>>>>",
        "<</Title()>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        "/Contents 5 0 R>>",
        f"<</Length {len(box)}>>\nstream\n{box}\nendstream",
        f"<</Length {len(unicode_map)}>>\nstream\n{unicode_map}\nendstream",
    ])


class Archives(DriverTest):
    def test_every_entry_goes_to_its_reader_and_says_where_it_stands(self):
        data = zipped({
            "desk/a.txt": TEXT,
            "desk/b.csv": "id,text\n7,Seven.\n",
            "desk/c.docx": docx(LINES),
            "photo.jpg": b"\xff\xd8\xff",
            ".DS_Store": b"x",
        })
        lines = read(self.write("week.zip", data))
        reports = of_kind(lines, "report")
        self.assertEqual([each["id"] for each in reports], ["week/desk/a", "7", "week/desk/c"])
        self.assertEqual(reports[1]["entry"], "desk/b.csv, row 2")
        self.assertTrue(all(each["file"].endswith("week.zip") for each in reports))
        self.assertEqual(len(of_kind(lines, "skipped")), 1)
        self.assertEqual(of_kind(lines, "fault"), [])

    def test_tar_with_and_without_gzip_and_a_single_compressed_file(self):
        entries = {"a.txt": TEXT, "b/c.html": "<p>The road is closed.</p>"}
        for name, data in {
            "a.tar": tarred(entries, "w"),
            "b.tar.gz": tarred(entries),
            "c.tgz": tarred(entries),
        }.items():
            with self.subTest(name):
                reports = self.reports(self.write(name, data))
                self.assertEqual([each["text"] for each in reports], [TEXT, "The road is closed."])
        (report,) = self.reports(self.write("zubara.txt.gz", gzip.compress(TEXT.encode())))
        self.assertEqual(report["text"], TEXT)

    def test_an_archive_in_an_archive_is_opened_and_a_third_is_not(self):
        inner = zipped({"deep.txt": TEXT})
        two = zipped({"inner.zip": inner, "top.txt": TEXT})
        reports = self.reports(self.write("two.zip", two))
        self.assertEqual([each["entry"] for each in reports], ["inner.zip/deep.txt", "top.txt"])
        three = self.write("three.zip", zipped({"two.zip": two}))
        self.assertEqual([each["entry"] for each in self.reports(three)], ["two.zip/top.txt"])
        (fault,) = self.faults(three)
        self.assertIn("3 deep", fault["message"])

    def test_links_and_paths_that_lead_outside_are_refused_and_the_rest_is_read(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for name, kind, target in [
                ("link.txt", tarfile.SYMTYPE, "/etc/passwd"),
                ("hard.txt", tarfile.LNKTYPE, "a.txt"),
                ("pipe.txt", tarfile.FIFOTYPE, ""),
                ("/etc/absolute.txt", tarfile.REGTYPE, ""),
                ("../outside.txt", tarfile.REGTYPE, ""),
                ("a/../../outside.txt", tarfile.REGTYPE, ""),
                ("good.txt", tarfile.REGTYPE, ""),
            ]:
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, target
                info.size = len(TEXT) if kind == tarfile.REGTYPE else 0
                archive.addfile(info, io.BytesIO(TEXT.encode()))
        path = self.write("a.tar", out.getvalue())
        self.assertEqual([each["entry"] for each in self.reports(path)], ["good.txt"])
        self.assertEqual(len(self.faults(path)), 6)

    def test_the_limits_of_entries_bytes_and_ratio(self):
        many = self.write("many.zip", zipped({f"{i:04}.txt": "One." for i in range(1100)}))
        self.assertEqual(len(self.reports(many)), 1000)
        (fault,) = self.faults(many)
        self.assertIn("more than 1000 entries", fault["message"])
        bomb = self.write("bomb.zip", zipped({"a.txt": b"A.", "bomb.txt": b"x" * (50 << 20)}))
        self.assertEqual([each["text"] for each in self.reports(bomb)], ["A."])
        (fault,) = self.faults(bomb)
        self.assertIn("unpacks beyond the limits", fault["message"])
        self.assertTrue(fault["fix"])


class Mail(DriverTest):
    def test_attachments_that_are_formats_of_ours_are_reports(self):
        from email.message import EmailMessage

        message = EmailMessage()
        message["From"] = "مكتب الرصد <desk@river.example>"
        message["Subject"] = "تقرير يوم الثلاثاء"
        message["Date"] = "Tue, 13 Feb 2024 08:15:00 +0300"
        message["Message-ID"] = "<one@river.example>"
        message.set_content("أُغلق الطريق إلى السوق.\n", charset="utf-8")
        message.add_alternative("<p>page</p>", subtype="html")
        message.add_attachment(docx(LINES), maintype="application", subtype="octet-stream",
                               filename="zubara.docx")
        message.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="a.jpg")
        lines = read(self.write("a.eml", message.as_bytes()))
        reports = of_kind(lines, "report")
        self.assertEqual([each["text"] for each in reports], ["أُغلق الطريق إلى السوق.", TEXT])
        self.assertEqual(reports[0]["title"], "تقرير يوم الثلاثاء")
        self.assertEqual(reports[0]["source"], "مكتب الرصد")
        self.assertEqual(reports[0]["id"], "one@river.example")
        self.assertEqual(reports[0]["published"], "2024-02-13")
        self.assertEqual(reports[1]["entry"], "zubara.docx")
        self.assertEqual(len(of_kind(lines, "skipped")), 1)

    def test_encodings_of_headers_and_bodies(self):
        head = "From: a@b.example\nSubject: =?windows-1256?B?3tXd?=\nDate: Tue, 13 Feb 2024 08:15:00 +0300\n"
        body = "قصف على السوق.".encode("cp1256")
        quoted = "".join(f"={byte:02X}" for byte in body)
        kinds = {
            "8bit": head.encode() + b"Content-Type: text/plain; charset=windows-1256\n\n" + body,
            "quoted": (head + "Content-Type: text/plain; charset=windows-1256\n"
                       "Content-Transfer-Encoding: quoted-printable\n\n" + quoted).encode(),
            "html": (head + "Content-Type: text/html; charset=windows-1256\n\n<p>").encode() + body,
        }
        for name, data in kinds.items():
            with self.subTest(name):
                (report,) = self.reports(self.write(name + ".eml", data))
                self.assertEqual((report["text"], report["title"]), ("قصف على السوق.", "قصف"))

    def test_a_mailbox_gives_each_message(self):
        one = "From a@b Tue Feb 13 08:15:00 2024\nFrom: A <a@b.example>\nSubject: {}\n\n{}\n\n"
        text = one.format("One", ">From here on the road is shut.") + one.format("Two", "Second.")
        reports = self.reports(self.write("desk.mbox", text))
        self.assertEqual([(each["title"], each["text"]) for each in reports],
                         [("One", "From here on the road is shut."), ("Two", "Second.")])
        self.assertEqual(reports[1]["entry"], "message 2")


class Chats(DriverTest):
    def test_a_chat_and_a_whole_account_of_telegram(self):
        chat = {"name": "شبكة النهر", "type": "public_channel", "id": 77, "messages": [
            {"id": 1, "type": "service", "action": "create_channel", "text": ""},
            {"id": 2, "type": "message", "date": "2024-02-13T08:15:00", "from": "شبكة النهر",
             "text": ["قصف على ", {"type": "bold", "text": "السوق"}, "."]},
            {"id": 3, "type": "message", "date": "2024-02-14T08:15:00", "text": "Second."},
            {"id": 4, "type": "message", "photo": "a.jpg", "text": ""}]}
        account = {"about": "x", "personal_information": {"name": "not a chat", "id": 5},
                   "chats": {"about": "y", "list": [chat, dict(chat, name="Other", id=78)]}}
        single = self.write("result.json", json.dumps(chat, ensure_ascii=False, indent=1))
        reports = self.reports(single)
        self.assertEqual([each["text"] for each in reports], ["قصف على السوق.", "Second."])
        self.assertEqual(reports[0]["id"], "telegram/77/2")
        self.assertEqual(reports[0]["source"], "شبكة النهر")
        self.assertEqual(reports[0]["published"], "2024-02-13")
        (skipped,) = of_kind(read(single), "skipped")
        self.assertIn("2 messages without text", skipped["message"])
        whole = self.write("account.json", json.dumps(account))
        self.assertEqual([each["source"] for each in self.reports(whole)],
                         ["شبكة النهر"] * 2 + ["Other"] * 2)


if __name__ == "__main__":
    unittest.main()
