"""Paper: a document with labelled lines as a PDF, made in memory and never on a disk.

Typst sets it: it shapes and orders every script (Arabic from the right), tags the PDF for screen
readers and embeds the fonts shipped here (Noto, SIL Open Font License). The words travel as data, so
that nothing in them is read as markup.
"""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import typst

from handlers.errors import SmpolicyError

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_TEMPLATE = _HERE / "paper.typ"

_UNPRINTABLE = re.compile(
    "[^\n\t -~\u00a0-\u0377\u037a-\u037f\u0384-\u03e1\u03f0-\u052f"  # Latin, Greek, Cyrillic
    "\u0600-\u061c\u061e-\u06ff\u0750-\u077f\u0900-\u097f"  # Arabic, Devanagari
    "\u0e81\u0e82\u0e84\u0e87\u0e88\u0e8a\u0e8d\u0e94-\u0e97\u0e99-\u0e9f\u0ea1-\u0ea3\u0ea5\u0ea7"
    "\u0eaa\u0eab\u0ead-\u0eb9\u0ebb-\u0edf"  # Lao
    "\u1000-\u109f\u1200-\u1399\u1780-\u17f9\u1e00-\u1eff"  # Myanmar, Ethiopic, Khmer, Vietnamese
    "\u2000-\u2027\u2030-\u205e\u2066-\u2069\u20a0-\u20bf\u2116\u2122\u2212\ufeff]"
)
"""What the fonts have no letter for, and the marks that force letters into another order."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with labelled lines, and notes set apart below them."""

    title: str
    lines: tuple[tuple[str, str], ...] = field(repr=False)
    notes: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: `head` are lines above it all, `foot` is on every page.

    With `signed` it ends in a line for a signature and the date.
    """

    title: str
    head: tuple[str, ...] = field(repr=False)
    sections: tuple[Section, ...]
    foot: str = ""
    signed: bool = False


class NotPrinted(SmpolicyError):
    """The PDF could not be made. The text is still on record; please tell the operator."""


def pdf(paper: Paper) -> bytes:
    """The same paper gives the same bytes: no date, no author, no path in them.

    A letter that no font has is printed by its code, such as [U+4E2D]; `unprintable` finds it first.
    Raises NotPrinted.
    """
    try:
        return typst.compile(
            _TEMPLATE,
            root=_HERE,
            font_paths=_fonts(),
            sys_inputs={"paper": json.dumps(_as_data(paper))},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError:
        # Its own words may quote the document.
        raise NotPrinted from None


def unprintable(text: str) -> str:
    """The letters of a text that will be printed by their codes, each once, in order."""
    return "".join(dict.fromkeys(_UNPRINTABLE.findall(_composed(text))))


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])


def _as_data(paper: Paper) -> dict[str, object]:
    return {
        "title": _printable(paper.title),
        "head": [_printable(line) for line in paper.head],
        "sections": [
            {
                "title": _printable(section.title),
                "lines": [{"label": _printable(name), **_text(text)} for name, text in section.lines],
                "notes": [_printable(note) for note in section.notes],
            }
            for section in paper.sections
        ],
        "foot": _printable(paper.foot),
        "signed": paper.signed,
    }


def _text(text: str) -> dict[str, object]:
    return {"text": _printable(text), "rtl": _from_the_right(text)}


def _from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from the right (Unicode's rule P2)."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", _composed(text))


def _composed(text: str) -> str:
    """With letters and their marks as one where Unicode has them so, and plain line ends."""
    return unicodedata.normalize("NFC", "\n".join(text.splitlines()))
