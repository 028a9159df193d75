"""A file that a form sends: read into memory, at most so much of it, and never on a disk."""

import asyncio

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from handlers.reports.counter import Document, NotTaken

FIELD = "document"
SECONDS = 120.0
"""How long one file may take to arrive."""

_ENVELOPE = 64 * 1024  # bytes that a form may have around its file
_PARTS = 5
_NOT_WHOLE = "The file did not arrive whole. Please try again."
_CHOOSE = "Please choose a file."


async def uploaded(request: web.Request, largest: int) -> Document:
    """The file of the form, at most `largest` bytes of it. Raises NotTaken; nothing is kept then."""
    if request.content_type != "multipart/form-data":
        raise NotTaken(_CHOOSE)
    if (request.content_length or 0) > largest + _ENVELOPE:
        raise _too_large(largest)
    try:
        async with asyncio.timeout(SECONDS):
            found = await _read(request, largest)
    # What aiohttp raises for a body that is cut off, malformed or sent by no browser.
    except (ValueError, RuntimeError, HttpProcessingError, web.RequestPayloadError, TimeoutError):
        raise NotTaken(_NOT_WHOLE) from None
    if found is None:
        raise NotTaken(_CHOOSE)
    return found


async def _read(request: web.Request, largest: int) -> Document | None:
    reader = await request.multipart()
    for _ in range(_PARTS):
        part = await reader.next()
        if part is None:
            return None
        if isinstance(part, BodyPartReader) and part.name == FIELD:
            data = await _bytes_of(part, largest)
            await reader.next()  # raises where the form ends before its own end
            return Document(part.filename or "", "", data) if data or part.filename else None
    return None


async def _bytes_of(part: BodyPartReader, largest: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > largest:
            raise _too_large(largest)
    return bytes(data)


def _too_large(largest: int) -> NotTaken:
    return NotTaken(f"This file is too large: at most {largest // 1024**2} MB.")
