"""Small PDFs for tests, whole or with something in them."""

import io

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
)


def small_pdf(*objects: PdfObject, marks: bytes = b"", deflated: bool = False) -> bytes:
    """One page, with these marks on it and these objects beside it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream: DecodedStreamObject = DecodedStreamObject()
    stream.set_data(marks)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode() if deflated else stream)
    kept = [writer._add_object(one) for one in objects]
    writer.root_object[NameObject("/Kept")] = ArrayObject(kept)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def names(**pairs: str | int | PdfObject) -> DictionaryObject:
    """A dictionary of names, numbers and other objects."""
    return DictionaryObject({NameObject(f"/{key}"): _value(value) for key, value in pairs.items()})


def stream_of(data: bytes, **pairs: str | int | PdfObject) -> DecodedStreamObject:
    """A stream with these entries."""
    stream = DecodedStreamObject()
    stream.update(names(**pairs))
    stream.set_data(data)
    return stream


def _value(value: str | int | PdfObject) -> PdfObject:
    match value:
        case str():
            return NameObject(f"/{value}")
        case int():
            return NumberObject(value)
    return value


def by_hand(*bodies: bytes) -> bytes:
    """A PDF of these objects, written as they stand; the first is the catalog, the second the pages."""
    parts, starts = [b"%PDF-1.7\n"], []
    for number, body in enumerate(bodies, 1):
        starts.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = sum(map(len, parts))
    lines = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(bodies) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, lines))
    parts.append(b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table))
    return b"".join(parts)
