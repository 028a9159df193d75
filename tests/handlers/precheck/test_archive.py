"""A file of arrays: written whole or not at all, and named where it is damaged."""

import errno
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handlers.errors import SetupError
from handlers.precheck.archive import (
    Array,
    Unfit,
    check_writable,
    copy_archive,
    read_archive,
    write_archive,
)

FACTS, ARRAYS = {"heads": ["A"]}, {"bias": np.arange(3)}


def both(facts: dict[str, Any], arrays: dict[str, Array]) -> tuple[dict[str, Any], list[int]]:
    return facts, list(arrays["bias"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file as it was written."""
    place = tmp_path / "heads.npz"
    write_archive(place, FACTS, ARRAYS)
    return place


def test_what_was_written_is_read(file: Path) -> None:
    assert read_archive(file, both) == (FACTS, [0, 1, 2])
    copy_archive(file, file.with_name("before.npz"))
    assert read_archive(file.with_name("before.npz"), both) == (FACTS, [0, 1, 2])


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_a_truncated_file_is_named(file: Path, kept: int) -> None:
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(Unfit, match=r"heads\.npz is damaged"):
        read_archive(file, both)


def test_whether_it_can_be_written_is_tried_and_leaves_nothing(file: Path) -> None:
    before = file.read_bytes()
    check_writable(file)
    assert (file.read_bytes(), list(file.parent.iterdir())) == (before, [file])
    check_writable(file.parent / "new" / "heads.npz")
    assert list((file.parent / "new").iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(file: Path) -> None:
    (file.parent / "other.npz.new").mkdir()
    for wrong in (file / "heads.npz", file.parent / "other.npz"):
        with pytest.raises(SetupError, match=r"\.npz cannot be written: .*Nothing was changed"):
            check_writable(wrong)


def test_a_file_of_another_kind_is_named(file: Path) -> None:
    file.write_text("Go Spuds!", encoding="utf-8")
    with pytest.raises(Unfit, match=r"heads\.npz is damaged"):
        read_archive(file, both)
    np.save(file.with_suffix(".npy"), np.arange(3))
    with pytest.raises(Unfit, match=r"heads\.npy is damaged"):
        read_archive(file.with_suffix(".npy"), both)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=r"none\.npz cannot be read: No such file"):
        read_archive(tmp_path / "none.npz", both)


@pytest.mark.parametrize("end", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_what_cannot_be_written_leaves_what_was_there(
    file: Path, end: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise end

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((SetupError, KeyboardInterrupt)) as caught:
        write_archive(file, {"heads": []}, ARRAYS)
    assert isinstance(caught.value, KeyboardInterrupt) or "No space left" in str(caught.value)
    assert read_archive(file, both) == (FACTS, [0, 1, 2])
    assert list(file.parent.iterdir()) == [file]
