"""A PDF read back: every script, nothing read as markup, the same bytes each time, nothing on a disk."""

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst
from fontTools.ttLib import TTFont

import handlers.duty.paper
from handlers.duty.paper import NotPrinted, Paper, Section, pdf, unprintable

FONTS = Path(handlers.duty.paper.__file__).parent / "fonts"
CANARY = "CANARY-7Q"


def _paper(*texts: str) -> Paper:
    return Paper("A title", ("A head",), (Section("A section", tuple(("Label", text) for text in texts)),))


def _read(made: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    "name",
    [
        "Xaawo Cabdiraxmaan",  # Somali
        "Paj Ntaub Vaj",  # Hmong
        "Nguyễn Thị Ánh Đào",  # Vietnamese
        "Şêrko Îbrahîm",  # Kurdish
        "Đorđe Hadžić",  # Bosnian
        "Ґалаґан Їжакевич",  # Ukrainian
        "አበበ",  # Amharic
        "O\u2019Brien \u2013 \u201cMuñoz\u201d",
    ],
)
def test_a_name_prints_as_it_is_written(name: str) -> None:
    assert unprintable(name) == ""
    assert name in _read(pdf(_paper(name)))


def test_marks_written_apart_print_as_one_letter() -> None:
    assert "Nguyễn" in _read(pdf(_paper(unicodedata.normalize("NFD", "Nguyễn"))))


@pytest.mark.parametrize("name", ["محمد عبد الرحمن", "ئاراس کەریم", "ڕێبوار"])
def test_arabic_letters_keep_their_order(name: str) -> None:
    assert unprintable(name) == ""
    read = unicodedata.normalize("NFKC", _read(pdf(_paper(name))))
    assert all(word in read for word in name.split())


def test_arabic_letters_are_joined() -> None:
    # Joined, the three letters are drawn by an initial, a medial and a final form.
    joined, apart = (_glyphs(pdf(_paper(text))) for text in ("سسس", "س س س"))
    assert len(joined) == len(apart) + 2


def test_a_letter_without_a_font_prints_its_code() -> None:
    assert unprintable("王 Wang 王\U0001f600") == "王\U0001f600"
    assert "[U+738B] Wang" in _read(pdf(_paper("王 Wang")))


def test_marks_that_force_the_order_of_letters_are_shown() -> None:
    assert "[U+202E]abc" in _read(pdf(_paper("\u202eabc")))


def test_every_letter_that_counts_as_printable_is_in_a_font() -> None:
    letters = {letter for file in FONTS.glob("*.ttf") for letter in TTFont(file).getBestCmap()}
    assigned = (
        chr(code) for code in range(32, 0x11000) if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
    )
    assert [
        hex(ord(c)) for c in assigned if not unprintable(c) and c.isprintable() and ord(c) not in letters
    ] == []


def test_words_are_never_read_as_markup() -> None:
    words = '#read("/etc/passwd") #strong[x] $x^2$ *b* _i_ <a> @ref \\ // /* " https://a.example'
    assert words in _read(pdf(_paper(words)))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(_paper("one")) == pdf(_paper("one"))


def test_nobody_and_no_day_is_in_its_properties() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(_paper("one"))))
    found: dict[str, Any] = dict(reader.metadata or {})
    creator = found.pop("/Creator")
    assert found == {"/Title": "A title"}
    assert creator.startswith("Typst ")


def test_it_is_tagged_for_screen_readers() -> None:
    root: Any = pypdf.PdfReader(io.BytesIO(pdf(_paper("one")))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"


def test_long_words_go_over_pages_and_lose_nothing() -> None:
    made = pdf(_paper(" ".join(f"word{n}" for n in range(3000))))
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) > 2
    assert all(f"word{n}" in _read(made) for n in (0, 1500, 2999))


def test_it_never_touches_a_disk(tmp_path: Path) -> None:
    # Not one byte may be written to any file; standard output is a pipe.
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0));"
        "from handlers.duty.paper import Paper, pdf; sys.stdout.buffer.write(pdf(Paper('T', (), ())))"
    )
    places = dict.fromkeys(("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    environment = {**os.environ, **places, "PYTHONPATH": str(Path.cwd())}
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-B", "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert made.stdout.startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


def test_an_error_says_no_word_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "paper.typ"
    broken.write_text("#panic(sys.inputs.paper)")
    monkeypatch.setattr(handlers.duty.paper, "_TEMPLATE", broken)
    monkeypatch.setattr(handlers.duty.paper, "_HERE", tmp_path)
    with pytest.raises(NotPrinted) as caught:
        pdf(_paper(CANARY))
    assert caught.value.__cause__ is None
    assert CANARY not in str(caught.value)
    assert isinstance(caught.value.__context__, typst.TypstError)
    assert caught.value.__suppress_context__


def test_no_word_of_it_shows_in_a_representation() -> None:
    assert CANARY not in repr(_paper(CANARY))


def _glyphs(made: bytes) -> set[tuple[str, bytes]]:
    """Each glyph that the first page draws: its font and its number, two bytes."""
    contents: Any = pypdf.PdfReader(io.BytesIO(made)).pages[0].get_contents()
    font, drawn = "", set()
    for operands, operator in contents.operations:
        if operator == b"Tf":
            font = str(operands[0])
        for operand in operands if operator in {b"Tj", b"TJ"} else ():
            for piece in operand if isinstance(operand, list) else [operand]:
                raw = getattr(piece, "original_bytes", b"")
                drawn |= {(font, raw[i : i + 2]) for i in range(0, len(raw), 2)}
    return drawn
