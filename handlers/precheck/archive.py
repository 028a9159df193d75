"""Files that training leaves: arrays with facts beside them, written whole or not at all."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np

from handlers.errors import SetupError

T = TypeVar("T")
Array = np.ndarray[Any, np.dtype[Any]]


class Unfit(SetupError):
    """A file that training has left cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        """Name the file and the reason."""
        super().__init__(f"{file} {reason}")


def read_archive(file: Path, make: Callable[[dict[str, Any], dict[str, Array]], T]) -> T:
    """What `make` makes of the facts and the arrays of this file.

    Raises Unfit where the file cannot be read, is damaged, or where `make` fails.
    """
    try:
        with file.open("rb") as opened, np.load(opened) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return make(json.loads(arrays.pop("facts").tobytes()), arrays)
    except OSError as error:
        raise Unfit(file, f"cannot be read: {error.strerror or type(error).__name__}") from error
    except Exception as error:  # a damaged file may fail at any step, and in any way
        raise Unfit(file, f"is damaged, or of another version ({type(error).__name__})") from error


def write_archive(file: Path, facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> None:
    """Write both to one file. Raises SetupError; what was there before is then untouched."""
    text = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    with _replacing(file) as new:
        np.savez(new, facts=text, **arrays)  # packed, it is hardly smaller and reads far slower


def check_writable(file: Path) -> None:
    """Make its folder and try to write beside it, before time is spent on what goes into it.

    Raises SetupError.
    """
    with _told(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = _aside(file)
        aside.open("wb").close()
        aside.unlink()


def copy_archive(file: Path, to: Path) -> None:
    """A copy under another name, whole or not at all. Raises SetupError."""
    with _replacing(to) as new:
        new.write(file.read_bytes())


@contextmanager
def _replacing(file: Path) -> Iterator[BinaryIO]:
    """A file beside this one, which takes its place once all of it is on the disk."""
    aside = _aside(file)
    try:
        with _told(file):
            with aside.open("wb") as new:
                yield new
                new.flush()
                os.fsync(new.fileno())
            aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _aside(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SetupError(f"{file} cannot be written: {error.strerror}. Nothing was changed.") from error
