"""The keyset: a file outside the database that holds the master key, the audit key and the index key."""

import json
import logging
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tink
from tink import aead, mac, prf, secret_key_access

from handlers.errors import KeyMissing, SetupError
from storage.sealing import Cell, DataKey, frame, refusal
from storage.signing import SigningKey

aead.register()
mac.register()
prf.register()

_log = logging.getLogger(__name__)
_VERSION = 1
_TEMPLATES = {
    # Extended nonces: the master key wraps any number of data keys with random ones.
    "sealing": aead.aead_key_templates.XCHACHA20_POLY1305,
    "audit": mac.mac_key_templates.HMAC_SHA256_256BITTAG,
    "index": prf.prf_key_templates.HMAC_SHA256,
}


class Keyset:
    """Three Tink keysets: an AEAD for wrapping data keys, a MAC for the audit trail, a PRF for indexes.

    The file is JSON: `version` (1) and, under `sealing`, `audit` and `index`, Tink's own JSON keyset
    format in the clear; whoever can read it can open every report. When the operator has rotated the
    master key meanwhile, the file is read again by itself.
    """

    def __init__(self, path: Path, content: Mapping[str, Any]) -> None:
        self._path = path
        self._content = content
        self.master: aead.Aead = _primitive(content["sealing"], aead.Aead)
        self._mac: mac.Mac = _primitive(content["audit"], mac.Mac)
        self._prf: prf.Prf = _primitive(content["index"], prf.PrfSet).primary()

    @classmethod
    def load(cls, path: Path) -> "Keyset":
        """Read the keyset. Raises KeyMissing where there is none or it is not well formed."""
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            raise KeyMissing(
                f"There is no keyset at {path}. For a new database run: smpolicy setup. "
                "Else restore the keyset from its backup."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise KeyMissing(f"The keyset at {path} cannot be read: {type(error).__name__}.") from None
        keyset = _parse(path, text)
        if path.stat().st_mode & 0o077:
            _log.warning("The keyset at %s can be read by other accounts; chmod 600 it.", path)
        return keyset

    @property
    def fingerprint(self) -> str:
        """Names this keyset without telling anything of it; stays the same when the master key rotates."""
        return self.index("fingerprint", "")[:16].hex()

    def index(self, name: str, value: str) -> bytes:
        """A keyed index of a value that must not be stored itself, 32 bytes."""
        return bytes(self._prf.compute(frame("smpolicy index 1", name, value), 32))

    @property
    def receipts(self) -> SigningKey:
        """The key that signs receipts.

        Derived from the index key, which never rotates, so that every keyset file ever made has one
        and an old receipt can be checked for as long as the keyset lives.
        """
        return SigningKey(self.index("receipt signing key", "1"))

    def sign(self, data: bytes) -> bytes:
        """The MAC of some data of the audit trail."""
        return bytes(self._mac.compute_mac(data))

    def signed(self, tag: bytes, data: bytes) -> bool:
        """Whether the MAC is this keyset's for this data."""
        try:
            self._mac.verify_mac(tag, data)
        except tink.TinkError:
            return False
        return True

    def wrap(self, cell: Cell, key: DataKey) -> bytes:
        """A data key sealed under the master key and bound to its cell."""
        return self.seal(cell, key.serialize())

    def unwrap(self, cell: Cell, wrapped: bytes) -> DataKey:
        """The data key. Raises CannotOpen."""
        return DataKey.parse(self.open(cell, wrapped))

    def seal(self, cell: Cell, value: bytes) -> bytes:
        """A key or a mark sealed under the newest master key."""
        return bytes(self.master.encrypt(value, cell.binding))

    def open(self, cell: Cell, sealed: bytes) -> bytes:
        """What was sealed under any master key of the keyset. Raises CannotOpen."""
        try:
            return bytes(self.master.decrypt(sealed, cell.binding))
        except tink.TinkError:
            pass
        try:
            return bytes(self._reread().decrypt(sealed, cell.binding))
        except tink.TinkError:
            raise refusal(cell) from None

    def _reread(self) -> aead.Aead:
        """The master key as the file has it now, if the file still is this keyset."""
        try:
            now = Keyset.load(self._path)
        except KeyMissing:
            return self.master
        if now.fingerprint == self.fingerprint:
            self.master = now.master
        return self.master

    def rotated(self) -> "Keyset":
        """Put a new master key in front, in the file too; the old ones go on opening.

        Raises SetupError where the file cannot be written; it is then as before.
        """
        fresh = _fresh("sealing")
        old = self._content["sealing"]
        content = {**self._content, "sealing": {**fresh, "key": [*fresh["key"], *old["key"]]}}
        keyset = Keyset(self._path, content)
        _replace(self._path, _text(content))
        return keyset


def create_keyset(path: Path) -> Keyset:
    """Make a new keyset file, readable by its owner only.

    Raises SetupError where there is a file already, which is never overwritten, or where the place
    cannot be written to.
    """
    content = {"version": _VERSION, **{name: _fresh(name) for name in _TEMPLATES}}
    if path.exists():
        raise SetupError(f"{path} is there already; a keyset is never overwritten.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(path, _text(content))
    except OSError as error:
        raise SetupError(f"The keyset cannot be written to {path}: {error.strerror}.") from None
    return Keyset(path, content)


def _parse(path: Path, text: str) -> Keyset:
    # Any error may carry a piece of the text, which is key material: only its absence is told.
    try:
        content = json.loads(text)
        if content["version"] == _VERSION:
            return Keyset(path, content)
    except (ValueError, KeyError, TypeError, RecursionError, tink.TinkError):
        pass
    raise KeyMissing(f"The keyset at {path} is damaged. Restore it from its backup.")


def _primitive(keyset: Mapping[str, Any], kind: Any) -> Any:
    handle = tink.json_proto_keyset_format.parse(json.dumps(keyset), secret_key_access.TOKEN)
    return handle.primitive(kind)


def _fresh(name: str) -> dict[str, Any]:
    handle = tink.new_keyset_handle(_TEMPLATES[name])
    keyset: dict[str, Any] = json.loads(
        tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    )
    return keyset


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=2) + "\n"


def _replace(path: Path, text: str) -> None:
    path = path.resolve()  # a link goes on pointing where it did
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        old = path.stat()
        _write_new(aside, text)
        # Rotated by root, it still has to be read by the account the service runs as.
        os.chown(aside, old.st_uid, old.st_gid)
        aside.chmod(old.st_mode & 0o777)
        aside.replace(path)
        _sync(path.parent)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise SetupError(f"The keyset cannot be written to {path}: {error.strerror}.") from None


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
