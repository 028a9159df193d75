"""A PDF looked into: whether it is one, and what it carries.

pypdf reads it, every object of it, also those no page refers to. What it cannot read is no PDF: a viewer
might still find a picture there. Key names: ISO 32000-1.
"""

import logging
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from handlers.reports.bitmaps import is_bitmap
from handlers.reports.signatures import ARCHIVES, PICTURES, PICTURES_WITHIN

# What it says of a file may quote the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_MOST_OBJECTS = 50_000
_LARGEST = 100 * 1024 * 1024  # bytes unpacked, of all streams together
_SECONDS = 10.0  # for all of them; looked at between two

_RUNS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA"})
_RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/Movie", "/Sound", "/Screen"})
_RUNNING |= {"/Rendition", "/3D", "/EmbeddedFile", "/FileAttachment"}
_PICTURE_CODES = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JPX", "/JBIG2Decode"})
_PICTURE_CODES |= {"/CCITTFaxDecode", "/CCF"}
_TRUE_TYPE = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
_FONTS = frozenset({"/Type1C", "/CIDFontType0C", "/OpenType"})

_POSTSCRIPT = b"%!PS"  # fonts and their tables begin so; no viewer draws it

_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LEFT_RUNNING = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Movie|Sound|XFA)\b")
_LEFT_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/DCTDecode\b|/JPXDecode\b|xmpGImg:image")
"""In the bytes themselves: parts that an older version of the file left behind, and no table names."""
_INLINE = re.compile(rb"(?<![^\s()<>\[\]{}/%])BI(?:\s|%[^\r\n]*[\r\n])*/")
"""How a picture begins among the marks of a page."""


class NoPdf(Exception):
    """It is none, or it cannot be read whole."""


class Locked(Exception):
    """It needs a password."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What one carries. `is_active`: scripts, files inside, sound and films, forms that run, archives."""

    is_active: bool
    has_pictures: bool


def read(data: bytes) -> PdfFile:
    """Look into it. Raises NoPdf, Locked."""
    try:
        return _read(data, _opened(data))
    except (NoPdf, Locked):
        raise
    except Exception:  # noqa: BLE001 - made to be read wrongly, a file may raise anything
        raise NoPdf from None


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise Locked
    if not len(reader.pages):
        raise NoPdf
    return reader


def _read(data: bytes, reader: PdfReader) -> PdfFile:
    until = time.monotonic() + _SECONDS
    objects = [reader.trailer, *_objects(reader)]
    parts = [part for one in objects for part in _dictionaries(one)]
    _in_time(until)
    left = _CODED.sub(lambda code: bytes.fromhex(code[1].decode()), data)
    active = any(_runs(part) for part in parts) or bool(_LEFT_RUNNING.search(left)) or _has_archive(data)
    pictures = any(_is_picture(part) for part in parts) or bool(
        _LEFT_PICTURE.search(left) or PICTURES_WITHIN.search(data)
    )
    streams = [one for one in objects if isinstance(one, StreamObject)]
    return PdfFile(active, pictures or _drawn(streams, until))


def _has_archive(data: bytes) -> bool:
    """Whether it is an archive as well: by another name that is what opens."""
    behind = data.rpartition(b"%%EOF")[2].lstrip()
    return bool(ARCHIVES.match(behind)) or zipfile.is_zipfile(BytesIO(data))


def _objects(reader: PdfReader) -> Sequence[PdfObject]:
    """Every object that the file's tables name."""
    names = [(number, version) for version, found in reader.xref.items() for number in found]
    names += [(number, 0) for number in reader.xref_objStm]
    if len(names) > _MOST_OBJECTS:
        raise NoPdf
    found = (reader.get_object(IndirectObject(number, version, reader)) for number, version in names)
    return [one for one in found if one is not None]


def _dictionaries(one: PdfObject) -> Iterator[DictionaryObject]:
    """Those in one object; what it refers to is an object of its own."""
    waiting: list[object] = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting += [part.raw_get(key) for key in part]
        elif isinstance(part, ArrayObject):
            waiting += list.__iter__(part)


def _runs(part: DictionaryObject) -> bool:
    return not _RUNS.isdisjoint(part) or any(
        _named(part, key) & _RUNNING for key in ("/S", "/Type", "/Subtype")
    )


def _is_picture(part: DictionaryObject) -> bool:
    is_image = (
        "/Image" in _named(part, "/Subtype") or {"/Width", "/Height"} <= part.keys() or "/Thumb" in part
    )
    return is_image or any(_named(part, key) & _PICTURE_CODES for key in ("/Filter", "/F"))


def _named(part: DictionaryObject, key: str) -> frozenset[str]:
    """The names that stand under a key, one or several, here or in an object of their own."""
    value = part[key] if key in part else None  # noqa: SIM401 - only this looks up what it refers to
    several = value if isinstance(value, ArrayObject) else [value]
    found = (one.get_object() if isinstance(one, IndirectObject) else one for one in several)
    return frozenset(one for one in found if isinstance(one, str))


def _begins_as_picture(data: bytes) -> bool:
    return (bool(PICTURES.match(data)) and not data.startswith(_POSTSCRIPT)) or is_bitmap(data)


def _drawn(streams: Sequence[StreamObject], until: float) -> bool:
    """Whether a stream is a picture by its first bytes, or has one among its marks."""
    unpacked = 0
    for stream in streams:
        _in_time(until)
        if "/XRef" in _named(stream, "/Type"):
            continue
        data = stream.get_data()
        unpacked += len(data)
        if unpacked > _LARGEST:
            raise NoPdf
        if _LEFT_PICTURE.search(data) or _begins_as_picture(data):
            return True
        if not _is_font(stream, data) and _INLINE.search(data):
            return True
    return False


def _is_font(stream: StreamObject, data: bytes) -> bool:
    named = "/Length1" in stream or bool(_named(stream, "/Subtype") & _FONTS)
    return named or data.startswith(_TRUE_TYPE)


def _in_time(until: float) -> None:
    if time.monotonic() > until:
        raise NoPdf
