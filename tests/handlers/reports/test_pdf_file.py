"""PDFs looked into: every object, every stream, and what cannot be read."""

import contextlib
import io
import logging
import os
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import PdfObject

from handlers.duty.paper import Paper, Section, pdf
from handlers.reports import pdf_file
from handlers.reports.pdf_file import Locked, NoPdf, PdfFile, read
from tests.handlers.reports.pdfs import by_hand, names, small_pdf, stream_of

PLAIN = PdfFile(is_active=False, has_pictures=False)
PAGES = (
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
)
INLINE = b"q 4 0 0 4 0 0 cm BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI Q"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"


def test_a_page_of_text_carries_nothing() -> None:
    marks = b"BT /F1 12 Tf (BI and big words, Power BI too) Tj ET"
    assert read(small_pdf(marks=marks)) == PLAIN
    assert read(small_pdf(marks=marks, deflated=True)) == PLAIN
    assert read(by_hand(*PAGES)) == PLAIN


def test_what_the_program_makes_itself_carries_nothing() -> None:
    made = pdf(
        Paper(
            "Title", ("Head",), (Section("One", (("Name", "Sam \u0645\u0631\u062d\u0628\u0627"),)),), "Foot"
        )
    )
    assert read(made) == PLAIN


@pytest.mark.parametrize(
    "carried",
    [
        stream_of(b"x", Type="XObject", Subtype="Image", Width=1, Height=1),
        stream_of(b"x", Subtype="Image"),
        stream_of(b"x", Width=1, Height=1),
        stream_of(JPEG),
        stream_of(b"GIF89a"),
        stream_of(b"<x:xmpmeta><xmpGImg:image>/9j/</xmpGImg:image>"),
        stream_of(INLINE, Type="XObject", Subtype="Form"),
        stream_of(b"BI%odd\n/W 1 /H 1 ID x EI"),
        names(Thumb="x"),
    ],
)
@pytest.mark.parametrize("compressed", [False, True])
def test_a_picture_is_found_wherever_it_is(carried: PdfObject, compressed: bool) -> None:
    data = small_pdf(carried)
    if compressed:
        writer = PdfWriter(clone_from=io.BytesIO(data))
        for page in writer.pages:
            page.compress_content_streams()
        written = io.BytesIO()
        writer.write(written)
        data = written.getvalue()
    assert read(data).has_pictures


@pytest.mark.parametrize("deflated", [False, True])
def test_a_picture_among_the_marks_of_a_page_is_found(deflated: bool) -> None:
    assert read(small_pdf(marks=INLINE, deflated=deflated)).has_pictures


def test_a_picture_whose_kind_stands_elsewhere_is_found() -> None:
    image = b"<</Subtype 5 0 R /Length 1>> stream\nx\nendstream"
    assert read(by_hand(*PAGES, image, b"/Image")).has_pictures
    coded = b"<</Filter [6 0 R] /Length 1>> stream\nx\nendstream"
    assert read(by_hand(*PAGES, coded, b"null", b"/DCT#44ecode")).has_pictures


def test_a_picture_that_no_table_names_is_found() -> None:
    assert read(small_pdf() + b"9 0 obj <</Subtype /Image>> endobj").has_pictures
    assert read(small_pdf() + JPEG).has_pictures


def test_a_picture_in_a_packed_object_is_found() -> None:
    packed = zlib.compress(b"4 0 <</Subtype /Image /Width 1>>")
    head = b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>" % len(packed)
    assert read(by_hand(*PAGES, head + b" stream\n" + packed + b"\nendstream")).has_pictures


@pytest.mark.parametrize(
    "carried",
    [
        names(S="JavaScript", JS="x"),
        names(S="Launch"),
        names(EmbeddedFiles=names()),
        names(Type="Filespec", EF=names()),
        names(Subtype="RichMedia"),
        names(Subtype="FileAttachment"),
        names(XFA="x"),
        names(A=names(S="Rendition")),
    ],
)
def test_what_can_run_is_found(carried: PdfObject) -> None:
    assert read(small_pdf(carried)).is_active


def test_a_locked_one_is_named_so() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(small_pdf()))
    writer.encrypt("word", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    with pytest.raises(Locked):
        read(written.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.4",
        b"%PDF-1.4\nwhatever else there is",
        b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF",
        by_hand(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [] /Count 0>>"),
        b"%PDF-1.7\n" + b"[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_no_pdf(data: bytes) -> None:
    with pytest.raises(NoPdf):
        read(data)


def test_a_stream_in_a_code_nobody_knows_is_not_let_through() -> None:
    broken = b"<</Filter /NoSuchDecode /Length 9>> stream\nsomething\nendstream"
    with pytest.raises(NoPdf):
        read(by_hand(*PAGES, broken))


def test_one_that_would_swell_or_take_long_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    data = small_pdf(marks=b" " * 50_000, deflated=True)
    monkeypatch.setattr(pdf_file, "_LARGEST", 10_000)
    with pytest.raises(NoPdf):
        read(data)
    monkeypatch.undo()
    monkeypatch.setattr(pdf_file, "_SECONDS", -1)
    with pytest.raises(NoPdf):
        read(data)


def test_nothing_of_a_file_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for data in (small_pdf()[:-40], b"%PDF-1.4\nCANARY", by_hand(*PAGES).replace(b"xref\n0", b"xref\n1")):
            with contextlib.suppress(NoPdf):
                read(data + b"CANARY" * 500)
    assert caplog.text == ""


@given(st.integers(0, 700), st.binary(min_size=1, max_size=4))
def test_damage_is_no_error_of_ours(at: int, junk: bytes) -> None:
    whole = small_pdf(marks=INLINE)
    try:
        read(whole[:at] + junk + whole[at + len(junk) :])
    except (NoPdf, Locked):
        return


def test_the_helper_makes_whole_files() -> None:
    assert len(PdfReader(io.BytesIO(small_pdf(stream_of(os.urandom(9))))).pages) == 1


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 100)
    return made.getvalue()


@pytest.mark.parametrize("behind", [_zipped(), b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c"])
def test_an_archive_behind_its_end_is_seen(behind: bytes) -> None:
    assert read(small_pdf() + b"\n" + behind).is_active


def test_what_mailers_leave_behind_its_end_is_none() -> None:
    assert read(small_pdf() + b"\r\n\0\0\n") == PLAIN
