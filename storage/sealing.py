"""Sealing: a value encrypted under a data key, bound to its cell, its length padded away."""

import logging
import struct
from dataclasses import dataclass

import tink
from tink import aead, secret_key_access

from handlers.errors import CannotOpen
from handlers.reports.complaints import Complaints

aead.register()

_complaints = Complaints(logging.getLogger(__name__))

_SMALLEST = 4096  # bytes; most reports fall into this one bucket, so that lengths tell them not apart


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a sealed value lives; a value moved to any other cell does not open there."""

    table: str
    row: str
    column: str

    @property
    def binding(self) -> bytes:
        """The associated data of the value."""
        return frame("smpolicy cell 1", self.table, self.row, self.column)


def frame(*parts: str | bytes) -> bytes:
    """One unambiguous byte string of several parts: each preceded by its length, 8 bytes, big endian."""
    raw = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return b"".join(struct.pack(">Q", len(part)) + part for part in raw)


def pad(value: bytes) -> bytes:
    """Its length, the value, and zeros up to the next bucket: 4 KiB, 8 KiB, 16 KiB and so on."""
    framed = frame(value)
    bucket = _SMALLEST
    while bucket < len(framed):
        bucket *= 2
    return framed.ljust(bucket, b"\0")


def unpad(padded: bytes) -> bytes:
    """The value that was padded. Raises CannotOpen where it was not padded by `pad`."""
    value = padded[8 : 8 + int.from_bytes(padded[:8], "big")]
    if pad(value) != padded:
        raise CannotOpen
    return value


class DataKey:
    """The key of one ticket's content or of one reporter's identity (Tink AEAD, AES-256-GCM)."""

    def __init__(self, handle: tink.KeysetHandle) -> None:
        self._handle = handle
        self._aead: aead.Aead = handle.primitive(aead.Aead)

    @classmethod
    def generate(cls) -> "DataKey":
        """A fresh key."""
        return cls(tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM))

    @classmethod
    def parse(cls, raw: bytes) -> "DataKey":
        """The key from its bytes. Raises CannotOpen."""
        try:
            return cls(tink.proto_keyset_format.parse(raw, secret_key_access.TOKEN))
        except tink.TinkError:
            raise CannotOpen from None

    def serialize(self) -> bytes:
        """The key's bytes, in the clear: only for wrapping under the master keyset."""
        return bytes(tink.proto_keyset_format.serialize(self._handle, secret_key_access.TOKEN))

    def seal(self, cell: Cell, value: bytes) -> bytes:
        """The value padded, encrypted and bound to its cell."""
        return bytes(self._aead.encrypt(pad(value), cell.binding))

    def open(self, cell: Cell, sealed: bytes) -> bytes:
        """The value. Raises CannotOpen where it was changed, moved, cut or sealed with another key."""
        try:
            padded = bytes(self._aead.decrypt(sealed, cell.binding))
        except tink.TinkError:
            raise refusal(cell) from None
        return unpad(padded)


def refusal(cell: Cell) -> CannotOpen:
    """The error for a cell that does not open; the operator is told where it is, once a ticket."""
    ticket = cell.row.partition("/")[0]
    _complaints.make(ticket, "A sealed value does not open: %s %s %s.", cell.table, cell.row, cell.column)
    return CannotOpen()
