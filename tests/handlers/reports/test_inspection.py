"""Files by their content: what is taken, and why the rest is not."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.district.documents import DocumentKind
from handlers.duty.paper import Paper, Section, pdf
from handlers.reports.counter import Document, NotTaken
from handlers.reports.inspection import inspect, pictures_refused
from tests.clock import FakeClock
from tests.handlers.reports.desk import DISTRICT
from tests.handlers.reports.papers import district_with, word_file
from tests.handlers.reports.pdfs import small_pdf

NOW = FakeClock().now()


def test_why_no_picture_is_taken_names_the_police_and_the_center_and_marks_an_old_address() -> None:
    said = pictures_refused(DISTRICT, NOW)
    assert "Never copy, forward, screenshot, upload or delete a sexual image of a minor" in said
    assert "call the police, then report it to NCMEC" in said
    assert "https://report.cybertip.org." in said
    later = FakeClock()
    later.advance(days=400)
    assert "report.cybertip.org (not checked since" in pictures_refused(DISTRICT, later.now())


PDF = small_pdf()


def packed(**parts: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return archive.getvalue()


def why_not(name: str, data: bytes) -> str:
    with pytest.raises(NotTaken) as refused:
        inspect(Document(name, "", data), DISTRICT, NOW)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, DocumentKind.PDF),
        ("A.PDF", PDF, DocumentKind.PDF),
        ("a", PDF, DocumentKind.PDF),
        ("a.txt", "Zoë said “no”".encode(), DocumentKind.TEXT),
        ("a.txt", "Zoë said “no”".encode("utf-16"), DocumentKind.TEXT),
        ("a.txt", "Zoë said “no”".encode("cp1252"), DocumentKind.TEXT),
        ("a.txt", b"MZ and BM are initials", DocumentKind.TEXT),
        ("a.docx", word_file("Words."), DocumentKind.WORD),
        (
            "a.txt",
            b"From: a@b.c\nContent-Type: text/plain\n\nHe sent /9j/ and image/jpeg.",
            DocumentKind.TEXT,
        ),
        ("a.txt", b"P3 10 15 kids were there", DocumentKind.TEXT),
        ("a.txt", b"P1 4 5 and 6 came late", DocumentKind.TEXT),
        ("a.txt", b"P2 2 30 45 students, no teacher", DocumentKind.TEXT),
        ("a.txt", b"P5 10 20 30 - late again", DocumentKind.TEXT),
        ("a.txt", b"P1 3 4 students", DocumentKind.TEXT),
        ("a.txt", b"P2 12 30 45 times", DocumentKind.TEXT),
        ("a.txt", b"P3 8 12 14 40\nstudents", DocumentKind.TEXT),
        ("a.txt", "P6 8 12 14 \u2013 \u00e9l\u00e8ves".encode(), DocumentKind.TEXT),
        ("a.txt", b"P1 12 30 - 12 45", DocumentKind.TEXT),
        ("a.txt", b"P5 10 20 30 a boy cried", DocumentKind.TEXT),
        ("a.txt", b"P1 10 15 J. hit", DocumentKind.TEXT),
        ("a.txt", b"P2 14 30 15 K. was", DocumentKind.TEXT),
        ("a.txt", "P2 7 45 8 30 \u201cI saw\u201d".encode(), DocumentKind.TEXT),
        ("a.txt", "P5 7 45 8 30 \u201cI saw\u201d Z\u00f3e".encode("cp1252"), DocumentKind.TEXT),
        ("a.txt", "P1 10 15 \u043c\u0430\u043b\u044c\u0447\u0438\u043a".encode(), DocumentKind.TEXT),
        ("a.txt", "P4 10 15 \u043c\u0430\u043b\u044c\u0447\u0438\u043a".encode(), DocumentKind.TEXT),
        ("a.txt", b"P1 11 23 2026", DocumentKind.TEXT),
        ("a.txt", b"He sent me this; filename=party.jpg", DocumentKind.TEXT),
        ("a.txt", b"Her screen name=lily.png is hers", DocumentKind.TEXT),
        ("a.txt", b"name=lily.png is hers; she said so", DocumentKind.TEXT),
        ("a.txt", b"Content-Type: text/plain\n\nfilename=lily.png is hers", DocumentKind.TEXT),
        ("a.txt", b"The ftyp in the header", DocumentKind.TEXT),
        ("a.txt", b"#!important: call her", DocumentKind.TEXT),
        ("a.txt", b"PK is how he signs", DocumentKind.TEXT),
        ("a.txt", b"%PDF- is all it says", DocumentKind.TEXT),
        ("a.txt", b"caffeine pills", DocumentKind.TEXT),
        ("a.txt", b"Rar! he shouted", DocumentKind.TEXT),
        ("a.txt", b"MSCF is a club", DocumentKind.TEXT),
        ("a.txt", b"His profile name is Zoe. Movies, he said; name=Zoe. jpg", DocumentKind.TEXT),
        ("a.txt", b"https://a.example/?b=c&name=d.jpg&e=f", DocumentKind.TEXT),
        ("Mr. A. B", b"a name with a dot is no ending", DocumentKind.TEXT),
    ],
)
def test_what_is_taken_is_told_by_its_content(name: str, data: bytes, kind: DocumentKind) -> None:
    assert inspect(Document(name, "image/png", data), DISTRICT, NOW).kind is kind


def test_the_programs_own_pdf_is_taken() -> None:
    made = pdf(Paper("Title", ("Head",), (Section("One", (("Name", "Sam"),)),), "Foot", True))
    assert inspect(Document("a.pdf", "", made), DISTRICT, NOW).kind is DocumentKind.PDF


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"RIFF\0\0\0\0AVI LIST",
        b"BM\x36\x10\0\0\0\0\0\0\x36\0",
        b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x18ftypisom",
        b"\x1aE\xdf\xa3\x01",
        b"\0\0\x01\xba",
        b"OggS\0",
        b"ID3\x04",
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"\xff\x4f\xff\x51\0",
        b"\0\0\0\x0cJXL \r\n",
        b"P6\n640 480\n255\n\x10\x11",
        b"P4 80 48\n\xff\xff\xff\xff",
        b"P4\n8 8\n\x80\x81\x82\x83\x84",
        b"P6\n# a\n# b\n640 480\n255\nAb\0c",
        b"P1 4 2\n0 1 0 1 1 1 0 0",
        b"P1\n8 1\n01011100\n",
        b"P3 3 1 255\n9 8 7 # red\n255 0 0 1 2 3\n",
        b"P5 4 4 255\n- \x80\x02 kids",
        b"P1\n4 2\n# drawn by hand\n0 1 0 1 1 1 0 0",
        b"P7\nWIDTH 4\nHEIGHT 4\n",
        b"\0\0\x01\x18ftypmif1",
        b"caff\0\x01\0\0",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"#!AMR\n",
        b"AT&TFORM",
        b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="x"/>',
        b'Look: <s:svg xmlns:s="x">',
        b'<img src="data:image/png;base64,iVBORw0KGgo=">',
        b'Subject: x\r\n\r\n--b\r\nContent-Type: image/jpeg; name="a.jpg"\r\n\r\n/9j/4AAQ',
        b"Forwarded:\n> content-type:\n> \tx\n> Content-Type:\n  VIDEO/mp4\n",
        b"Content-Type: application/octet-stream\r\n\r\n/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgID",
        b"UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA",
        b"\n> AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWljAAAB6m1ldGEAAAAAAAAA",
        b"AAABGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAB6m1ldGEAAAAAAAAA",
        b'Content-Type: application/octet-stream; name="IMG_0001.HEIC"\r\n',
        b"Content-Type: application/octet-stream name=IMG_0001.HEIC\r\n",
        b'Content-Disposition: attachment; filename="a=b; c.jpg"\r\n',
        b'Content-Disposition: attachment; size=4; filename="a\\"; b.jpg"\r\n',
        b'> Content-Disposition: attachment;\r\n>  filename="a;b.png"\r\n',
        b"Content-Type: application/octet-stream;name=a.mov\n",
        b"Content-Type: application/octet-stream;" + b" x=" + b"y" * 900 + b"; name=a.mov\n",
        b"Content-Type: application/octet-stream;\r\n" + b" x=yyyyyyyy;\r\n" * 40 + b" name=a.mov\n",
        b"Content-Type: application/octet-stream " + b"y " * 400 + b"name=IMG_0001.HEIC\r\n",
        b"P5 29 2 255\n" + b"only letters and blanks here " * 2,
        b"Content-Disposition: attachment;\r\n\tfilename*1*=%20b.jpeg\r\n",
        b"> > iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a"])
def test_pictures_and_recordings_are_refused_under_any_name(name: str, data: bytes) -> None:
    reason = why_not(name, data)
    assert "Never copy, forward, screenshot, upload or delete" in reason
    assert "call the police" in reason
    assert "https://report.cybertip.org" in reason


@pytest.mark.parametrize("name", ["a.svg", "a.JPG", "a.mov", "a.heic "])
def test_a_pictures_name_is_enough(name: str) -> None:
    assert "Pictures" in why_not(name, b"<svg/>")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"x" * (5 * 1024 * 1024 + 1), "at most 5 MB"),
        ("a.txt", b"x" * 200_001, "Hand it in in parts"),
        ("a.docx", word_file("x" * 200_001), "Hand it in in parts"),
        ("a.zip", packed(a=b"x"), "Archives"),
        ("a.docx", packed(a=b"x"), "Archives"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "Archives"),
        ("a.gz", b"\x1f\x8b\x08", "Archives"),
        ("a.tar", b"a" * 257 + b"ustar\x0000", "Archives"),
        ("a.exe", b"MZ\x90\0\x03\0", "Programs"),
        ("a.txt", b"\x7fELF\x02", "Programs"),
        ("a.txt", b"#!/bin/sh\n", "Programs"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Older Office files"),
        ("a.html", b"<script>alert(1)</script>", "This kind of file is not taken"),
        ("m.eml", b"From: a@b.c\nSubject: x\n\nHe hit me.", "This kind of file is not taken. Taken: PDF"),
        ("a.docx", PDF, "not what its name says"),
        ("a.pdf", b"words", "not what its name says"),
        ("a.pdf", b"%PDF-1.4 and junk", "damaged"),
        ("a.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.txt", "He hit me.".encode("utf-16-le"), "Save it as UTF-8"),
        ("a.txt", "He hit me.".encode("utf-16-be"), "Save it as UTF-8"),
        ("a.bin", b"\0\x01\x02\x03", "Taken: PDF, plain text, Word file"),
    ],
)
def test_the_rest_is_refused_with_its_reason(name: str, data: bytes, reason: str) -> None:
    assert reason in why_not(name, data)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (b"<</S /JavaScript /JS (app.alert(1))>>", "can run"),
        (b"<</S /Java#53cript /JS (app.alert(1))>>", "can run"),
        (b"<</S /Launch /F (a.exe)>>", "can run"),
        (b"<</Names <</EmbeddedFiles 3 0 R>>>>", "can run"),
        (b"<</Subtype /RichMedia>>", "can run"),
        (b"<</Type /XObject /Subtype /Image /Width 4>>", "holds pictures"),
        (b"<</Filter/DCTDecode>>", "holds pictures"),
    ],
)
def test_a_pdf_is_refused_for_what_it_carries(inside: bytes, reason: str) -> None:
    assert reason in why_not("a.pdf", PDF + inside)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_file("x", word__vbaProject="x"), "can run"),
        (word_file("x", **{"word__embeddings__oleObject1.bin": "x"}), "can run"),
        (word_file("x", **{"word__media__image1.png": "x"}), "holds pictures"),
        (word_file("x", **{"word__a.xml": "<w:p>&lt;img src='data:image/png;base64,'"}), "holds pictures"),
        (word_file("x", **{"_rels__.rels": "<a/>"}), "not what its name says"),
    ],
)
def test_a_word_file_is_refused_for_what_it_carries(data: bytes, reason: str) -> None:
    assert reason in why_not("a.docx", data)


def test_a_district_may_take_scans_and_still_no_pictures() -> None:
    district = district_with(pictures=True)
    scan = PDF + b"<</Subtype /Image /Filter /DCTDecode>>"
    assert inspect(Document("a.pdf", "", scan), district, NOW).kind is DocumentKind.PDF
    letter = word_file("x", **{"word__media__i.png": "x"})
    assert inspect(Document("a.docx", "", letter), district, NOW).kind is DocumentKind.WORD
    with pytest.raises(NotTaken, match="Pictures"):
        inspect(Document("a.png", "", b"\x89PNG"), district, NOW)


def test_a_district_may_take_some_kinds_only() -> None:
    with pytest.raises(NotTaken, match="Taken: PDF\\."):
        inspect(Document("a.txt", "", b"words"), district_with(kinds=("pdf",)), NOW)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("letter.txt", "letter.txt"),
        ("LETTER.TXT", "LETTER.TXT.txt"),
        ("C:\\Users\\Sam\\letter.txt", "letter.txt"),
        ("../../etc/letter.txt", "letter.txt"),
        ("gpj.\u202eletter.txt", "gpj.letter.txt"),
        ('a"b\r\nc.txt', "abc.txt"),
        ("", "document.txt"),
        (".txt", "document.txt"),
        ("x" * 300, "x" * 100 + ".txt"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, kept: str) -> None:
    assert inspect(Document(given_name, "", b"words"), DISTRICT, NOW).name == kept


@given(st.text(max_size=50), st.binary(max_size=400))
def test_whatever_comes_is_taken_or_refused(name: str, data: bytes) -> None:
    with contextlib.suppress(NotTaken):
        found = inspect(Document(name, "", data), DISTRICT, NOW)
        assert found.kind in DocumentKind
        assert "/" not in found.name
