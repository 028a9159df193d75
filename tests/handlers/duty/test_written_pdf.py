"""The draft on paper."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pypdf

from handlers.duty.clocks import Call, Duty
from handlers.duty.written import Author, draft
from handlers.duty.written_pdf import written_pdf

LEARNED = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def _read(**answers: str) -> str:
    duty = Duty(LEARNED, (Call(LEARNED, "Clay County", "26-1"),))
    report = draft(
        answers, Author("Sam Lindqvist", "1 School Road"), duty, "Moorhead High", ZoneInfo("America/Chicago")
    )
    pages = pypdf.PdfReader(io.BytesIO(written_pdf(report))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_holds_what_is_on_record_and_says_what_is_missing() -> None:
    words = _read(students="Nguyễn Thị Ánh", what="Bruises\non both arms")
    for expected in (
        "Moorhead High",
        "Nguyễn Thị Ánh",
        "Bruises on both arms",
        "Sam Lindqvist",
        "1 School Road",
        "Clay County, Mon Nov 23, 2026, 10:00 AM, 26-1",
        "Missing: where the child lives",
        "Signature and date",
    ):
        assert expected in words


def test_it_says_who_sends_it() -> None:
    assert "The reporter named below sends it, and nobody else does." in _read()


def test_letters_without_a_font_are_to_be_written_by_hand() -> None:
    words = _read(students="王")
    assert "Printed by their codes, for want of a font: U+738B. Write them in by hand." in words
    assert "for want of a font" not in _read(students="Wang")


def test_controls_and_signs_of_direction_are_not_to_be_written_by_hand() -> None:
    signs = "\0\x1b\x7f\u202a\u202e\u2060"
    words = _read(students=f"Wang{signs}")
    assert "[U+202E]" in words
    assert "by hand" not in words
    assert "for want of a font: U+738B. Write them in by hand." in _read(students=f"{signs}王")
