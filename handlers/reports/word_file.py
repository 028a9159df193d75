"""A Word file (.docx) looked into: whether it is one, what it carries, and its words.

Source of the part names: ECMA-376, Office Open XML. No XML is parsed: a document handed in may be
made to exhaust a parser.
"""

import codecs
import html
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from io import BytesIO

from handlers.reports.bitmaps import BITMAP_HEAD
from handlers.reports.signatures import PICTURES, PICTURES_IN_WORDS, PICTURES_WITHIN
from handlers.reports.word_text import words_of_part

_MOST_PARTS = 2000
_LARGEST = 100 * 1024 * 1024  # bytes unpacked, by what the archive says of itself
_READ = 20 * 1024 * 1024  # bytes of text: what is longer could not be looked through for names

_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the two ways that Open Packaging allows
_CONTENTS, _LINKS, _MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_LONGEST_LINKS = 100_000  # characters; the few links of a whole file have some hundred
_ACTIVE = re.compile(
    r"vbaProject|vbaData|activeX|/embeddings/|afchunk|\.(html?|mht|rtf|docx?|exe|js)$", re.IGNORECASE
)
_XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_FONT = re.compile(r"word/fonts/[^/]+\.odttf", re.IGNORECASE)
_BEGINS_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<\0|\xfe\xff\0<")
_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"<\0", "utf-16-le"))
_OTHER_CODING = re.compile(r"""\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-?(?:8|16)["'])""", re.IGNORECASE)
_HEAD = 600  # bytes that tell what a part is
_LINK = re.compile(r"<(?:\w{1,20}:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""(\w{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')""")
_LINK_TO_MAIN = re.compile(r"""/officeDocument\s{0,20}["']""")


class NoWordFile(Exception):
    """It is none; `is_archive` says that it is a readable archive of other things."""

    def __init__(self, is_archive: bool) -> None:
        """Remember which."""
        super().__init__(is_archive)
        self.is_archive = is_archive


@dataclass(frozen=True, slots=True)
class WordFile:
    """What one carries. `is_active`: macros, controls, files inside, a template from elsewhere."""

    is_active: bool
    has_pictures: bool
    words: str = field(repr=False)


def read(data: bytes) -> WordFile:
    """Look into it. Raises NoWordFile."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = _read(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        # What the standard library raises for damaged, locked and oddly packed archives.
        raise NoWordFile(is_archive=False) from None
    # Between the parts, or behind the last, lies what no table names.
    return replace(found, has_pictures=found.has_pictures or bool(PICTURES_WITHIN.search(data)))


def _read(archive: zipfile.ZipFile) -> WordFile:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {_CONTENTS, _LINKS, _MAIN} <= names:
        raise NoWordFile(is_archive=True)
    odd = any(part.compress_type not in _PACKED for part in parts)
    # Of two parts of one name, which Open Packaging compares without case, readers take one or the other.
    odd = odd or len({name.casefold() for name in names}) < len(parts)
    if odd or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
        raise NoWordFile(is_archive=False)
    if not _opens_with_main(archive):
        raise NoWordFile(is_archive=False)
    active = any(_ACTIVE.search(name) for name in names) or _runs(archive, names)
    pictures = any(_is_picture(archive, name) for name in names)
    words, drawn = ("", False) if active else _words(archive, names)
    return WordFile(active, pictures or drawn, words)


def _opens_with_main(archive: zipfile.ZipFile) -> bool:
    """Whether a program that opens it shows the part that is read here, and could show no other."""
    text = html.unescape(_part(archive, _LINKS, _LONGEST_LINKS))
    links = [
        {name: double or single for name, double, single in _ATTRIBUTE.findall(link)}
        for link in _LINK.findall(text)
    ]
    main = [link for link in links if link.get("Type", "").strip().endswith("/officeDocument")]
    if len(main) != 1 or len(_LINK_TO_MAIN.findall(text)) != 1 or main[0].get("TargetMode") == "External":
        return False
    target = posixpath.normpath(posixpath.join("/", main[0].get("Target", "")))
    return target.lstrip("/") == _MAIN


def _is_picture(archive: zipfile.ZipFile, name: str) -> bool:
    """Whatever is neither text nor a font by name and by its first bytes; a preview picture too."""
    with archive.open(name) as part:
        head = part.read(_HEAD)
    if name.endswith("/") or not head:
        return bool(head)
    if _XML.search(name):
        return not _BEGINS_XML.match(head)
    return not _FONT.fullmatch(name) or bool(PICTURES.match(head) or BITMAP_HEAD.match(head))


def _runs(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether it says itself that it may run macros, or fetches a template that may hold some."""
    if "macroEnabled" in _part(archive, _CONTENTS):
        return True
    links = (_part(archive, name) for name in names if name.endswith(".rels"))
    return any(re.search(r"attachedTemplate|oleObject|/frame\b", text) for text in links)


def _words(archive: zipfile.ZipFile, names: set[str]) -> tuple[str, bool]:
    """All that its parts say, what stands beside the text last, and whether there are pictures among it."""
    texts, beside, left, drawn = list[str](), dict[str, None](), _READ, False
    for name in sorted(name for name in names if _XML.search(name)):
        part = _part(archive, name, left)
        left -= len(part)
        running, others = words_of_part(name, part)
        # What begins behind a tag begins a line.
        lines = part.replace(">", ">\n")
        drawn = drawn or any(PICTURES_IN_WORDS.search(text) for text in (lines, running))
        texts.append(running)
        beside.update(dict.fromkeys(others))
    return "\n".join([" ".join(texts), *beside]), drawn


def _part(archive: zipfile.ZipFile, name: str, most: int = _READ) -> str:
    """Its text: in UTF-8 or UTF-16, and without a DTD, as Open Packaging has it. Raises ValueError."""
    with archive.open(name) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise ValueError
    coding = next((coding for mark, coding in _UTF_16 if data.startswith(mark)), "utf-8")
    text = data.decode(coding).removeprefix("\ufeff")
    if "\0" in text or "<!DOCTYPE" in text or _OTHER_CODING.match(text):
        raise ValueError
    return text
