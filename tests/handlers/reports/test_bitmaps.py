"""Netpbm pictures, and notes that begin as they do."""

import time

import pytest

from handlers.reports.bitmaps import is_bitmap

TEXT = b"only letters and blanks here "


@pytest.mark.parametrize(
    "data",
    [
        b"P4 29 8\n" + (TEXT * 2)[:32],
        b"P5 29 2 255\n" + TEXT * 2,
        b"P5 29 2 255\n" + TEXT * 2 + b"\n",
        b"P5\n# a\n29 2\n65535\n" + TEXT * 4,
        b"P6 29 2 255\n" + TEXT * 6,
        b"P5 29 2 255\n" + TEXT * 2 + b"P5 29 2 255\n" + TEXT * 2,
        b"P5 29 2 255\n\x10\x11",
        b"P1 4 2\n0 1 0 1 1 1 0 0\nand a line behind it",
        b"P1 4 2\n01#x\n011100 by hand",
        b"P2 4 2 9\n1 2 3 4 5 6 7 8 that is it",
        b"P3 3 1 255\n9 8 7 # red\n255 0 0 1 2 3\nx",
        b"P2 40 40 255\n" + b"17 " * 1599,
    ],
)
def test_a_picture_is_told_by_its_size(data: bytes) -> None:
    assert is_bitmap(data)


@pytest.mark.parametrize(
    "data",
    [
        b"P2 7 45 8 30 9 15 10 0 11 45 12 30",
        b"P1 10 15 J. hit",
        b"P3 8 12 14 40\nstudents",
        b"P5 10 20 30 a boy cried, and then for the whole of the lesson he sat there alone",
        b"P4 10 15 a boy cried, and then for the whole of the lesson he sat there alone",
        b"P4 10 15",
        b"P1 1 1 0",
        b"P1 99999999999999999999 1 0 1 0 1 0 1 0 1",
        b"P1",
        b"",
    ],
)
def test_a_note_is_none(data: bytes) -> None:
    assert not is_bitmap(data)


def test_it_takes_little_time() -> None:
    start = time.perf_counter()
    for head, part in ((b"P1 9 9 ", b"# "), (b"P1 ", b"#\n"), (b"P2 9 9 9 ", b"1 #\n"), (b"P6 9 9 9 ", b"a")):
        is_bitmap(head + part * 1_000_000)
    assert time.perf_counter() - start < 10
