"""Where the daily head of the audit trail goes: a file, or the system's log."""

import logging
import os
from logging.handlers import SYSLOG_UDP_PORT, SysLogHandler
from pathlib import Path

from handlers.errors import SetupError
from handlers.records.heads import Head, KeepHead, read_heads

_SYSLOG = "syslog:"
_DEVICE = "/dev/log"
_IDENT = "smpolicy: "


class NotKept(SetupError):
    """The head of the audit trail could not be kept."""


def heads_keeper(place: str) -> KeepHead | None:
    """Keeps heads at `path`, `syslog:`, `syslog:/dev/log` or `syslog:host:port`; None for an empty place.

    Raises SetupError where the place is not well formed.
    """
    if not place:
        return None
    if place.startswith(_SYSLOG):
        return _to_syslog(_address(place.removeprefix(_SYSLOG)))
    return _to_file(Path(place))


def kept_heads(place: str) -> list[Head]:
    """The heads in a file. Raises SetupError where it cannot be read."""
    try:
        with Path(place).open(encoding="utf-8", errors="replace") as lines:
            return read_heads(lines)
    except OSError as error:
        raise SetupError(f"The heads at {place} cannot be read: {error.strerror}.") from None


def _to_file(path: Path) -> KeepHead:
    def keep(head: Head) -> None:
        try:
            earlier = kept_heads(str(path)) if path.exists() else []
            if any(one.day == head.day for one in earlier):
                return
            _append(path, f"{head}\n")
        except OSError as error:
            raise NotKept(f"The head cannot be kept at {path}: {error.strerror}.") from None

    return keep


def _append(path: Path, line: str) -> None:
    """One write, on the disk before it counts. The file may be one that can only be appended to."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _to_syslog(address: str | tuple[str, int]) -> KeepHead:
    def keep(head: Head) -> None:
        try:
            handler = _Loud(address=address, facility=SysLogHandler.LOG_AUTH)
        except OSError as error:
            raise NotKept(f"The system's log cannot be reached: {error.strerror}.") from None
        try:
            handler.ident = _IDENT
            handler.emit(logging.makeLogRecord({"msg": f"audit head {head}", "levelname": "INFO"}))
        finally:
            handler.close()

    return keep


class _Loud(SysLogHandler):
    """One that does not swallow its failures: the head then stays due."""

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        raise NotKept("The system's log did not take the head.")


def _address(given: str) -> str | tuple[str, int]:
    if not given or given.startswith("/"):
        return given or _DEVICE
    host, _, port = given.rpartition(":")
    if not host:
        return given, SYSLOG_UDP_PORT
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SetupError("SMPOLICY_AUDIT_HEAD: after syslog: comes a path, or host:port")
    return host, int(port)
