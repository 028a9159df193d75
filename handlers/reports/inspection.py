"""What a file is by its content, and why it is not taken.

Its name alone is believed for nothing. A PDF or a Word file is looked into part by part; somebody who
hides a picture well, as text or in a font, gets it past, and it is only kept and handed out here.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from handlers.district.documents import DocumentKind, Documents
from handlers.district.model import District
from handlers.duty.calling import how_to_reach
from handlers.reports import word_file
from handlers.reports.bitmaps import is_bitmap
from handlers.reports.counter import Document, NotTaken
from handlers.reports.notice import images_rule
from handlers.reports.signatures import ARCHIVES, OLE, PICTURE_NAMES, PICTURES, PICTURES_IN_WORDS, PROGRAMS

SUFFIXES = {DocumentKind.PDF: ".pdf", DocumentKind.TEXT: ".txt", DocumentKind.WORD: ".docx"}
MEDIA_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.TEXT: "text/plain; charset=utf-8",
    DocumentKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
CALLED = {
    DocumentKind.PDF: "PDF",
    DocumentKind.TEXT: "plain text",
    DocumentKind.WORD: "Word file without macros (.docx)",
}

_ACTIVE = (
    "It holds something that can run: a script, a macro or another file inside. Save it without, as a PDF."
)
_ARCHIVE = "Archives are not taken. Hand in the documents in it one by one."
_PROGRAM = "Programs are not taken."
_OLD_OFFICE = "Older Office files can carry macros. Save it as .docx or PDF and hand in that."
_HOLDS_PICTURES = (
    "It holds pictures, or a preview picture of itself. Save it without them, or write what they show."
)
_LOCKED = "It is locked with a password. Save it without one and hand in that."
_BROKEN = "This file is damaged, or it is not what its name says."

LONGEST_TEXT = 200_000
"""Characters in which names can be looked for while somebody waits."""
_TOO_LONG = (
    f"This text is too long to be looked through for names: at most {LONGEST_TEXT:,} characters, some 70 "
    "pages. Hand it in in parts."
)

_SAVE_AS_UTF_8 = "This text is saved in a way that is not read here. Save it as UTF-8 and hand in that."
_UNMARKED_UTF_16 = re.compile(rb"(?:[\t\r\n -~]\0){4}|(?:\0[\t\r\n -~]){4}")
_PDF = re.compile(rb"%PDF-\d")
_ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Inspected:
    """A document as it may be kept: its name made harmless, and the words in it that could be read."""

    kind: DocumentKind
    name: str = field(repr=False)
    words: str = field(repr=False)

    @property
    def media_type(self) -> str:
        """What it is handed out as."""
        return MEDIA_TYPES[self.kind]


def inspect(document: Document, district: District, now: datetime) -> Inspected:
    """What the document is. Raises NotTaken with the reason where the district does not take it."""
    rules, data = district.documents, document.data
    if not data:
        raise NotTaken("This file is empty.")
    if len(data) > rules.largest:
        raise NotTaken(f"This file is too large: at most {rules.largest_megabytes} MB.")
    _refuse_others(document, district, now)
    kind = _kind(data)
    if kind is None and _UNMARKED_UTF_16.match(data):
        raise NotTaken(_SAVE_AS_UTF_8)
    if kind is None or kind not in rules.kinds:
        raise NotTaken(_other_kind(rules))
    words = _words(kind, data, rules)
    if kind is DocumentKind.TEXT and PICTURES_IN_WORDS.search(words):
        raise NotTaken(pictures_refused(district, now))
    if len(words) > LONGEST_TEXT:
        raise NotTaken(_TOO_LONG)
    suffix = re.search(r"\.[^.\s]{1,10}$", document.name)
    if suffix and suffix[0].lower() != SUFFIXES[kind]:
        raise NotTaken(_BROKEN if suffix[0].lower() in SUFFIXES.values() else _other_kind(rules))
    return Inspected(kind, _harmless(document.name, kind), words)


def taken(rules: Documents) -> str:
    """What a district takes, in words."""
    return ", ".join(CALLED[kind] for kind in rules.kinds)


def pictures_refused(district: District, now: datetime) -> str:
    """Why no picture and no video is taken, and what to do instead."""
    agency = district.contact("images")
    where = f" That is at {how_to_reach(agency, district, now)}." if agency else ""
    rule = images_rule(district)
    return f"Pictures, videos and recordings are not taken; write what they show. {rule}{where}"


def _other_kind(rules: Documents) -> str:
    return f"This kind of file is not taken. Taken: {taken(rules)}."


def _refuse_others(document: Document, district: District, now: datetime) -> None:
    head = document.data[:600]
    if PICTURE_NAMES.search(document.name.strip()) or PICTURES.match(head) or is_bitmap(document.data):
        raise NotTaken(pictures_refused(district, now))
    for pattern, reason in ((ARCHIVES, _ARCHIVE), (PROGRAMS, _PROGRAM)):
        if pattern.match(head):
            raise NotTaken(reason)
    if head.startswith(OLE):
        raise NotTaken(_OLD_OFFICE)


def _kind(data: bytes) -> DocumentKind | None:
    if _PDF.match(data):
        return DocumentKind.PDF
    if _ZIP.match(data):
        return DocumentKind.WORD
    return None if _text(data) is None else DocumentKind.TEXT


def _words(kind: DocumentKind, data: bytes, rules: Documents) -> str:
    """The words that could be read; none of a PDF. Raises NotTaken for what it holds besides."""
    if kind is DocumentKind.TEXT:
        return _text(data) or ""
    if kind is DocumentKind.WORD:
        return _of_word_file(data, rules)
    _look_into_pdf(data, rules)
    return ""


def _look_into_pdf(data: bytes, rules: Documents) -> None:
    from handlers.reports import pdf_file  # noqa: PLC0415 - reading PDFs loads a library

    try:
        found = pdf_file.read(data)
    except pdf_file.Locked:
        raise NotTaken(_LOCKED) from None
    except pdf_file.NoPdf:
        raise NotTaken(_BROKEN) from None
    if found.is_active:
        raise NotTaken(_ACTIVE)
    if found.has_pictures and not rules.pictures:
        raise NotTaken(_HOLDS_PICTURES)


def _of_word_file(data: bytes, rules: Documents) -> str:
    try:
        found = word_file.read(data)
    except word_file.NoWordFile as other:
        raise NotTaken(_ARCHIVE if other.is_archive else _BROKEN) from None
    if found.is_active:
        raise NotTaken(_ACTIVE)
    if found.has_pictures and not rules.pictures:
        raise NotTaken(_HOLDS_PICTURES)
    return found.words


def _text(data: bytes) -> str | None:
    """The text in UTF-8, in UTF-16 with its mark, or as Windows wrote it; None for anything else."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _harmless(name: str, kind: DocumentKind) -> str:
    """The name without a path, marks that cannot be seen, or an ending that lies."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = re.sub(r'[<>:"|?*]', "", seen).removesuffix(SUFFIXES[kind]).strip(" .")[:_LONGEST_NAME]
    return f"{stem or 'document'}{SUFFIXES[kind]}"
