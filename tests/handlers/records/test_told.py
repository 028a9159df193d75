"""What may be told of counts: nothing that leads back to a hidden one, tried with every table there is."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from handlers.records.statistics import TOO_FEW, Period, Statistics, told

PERIOD = Period(date(2026, 7, 1), date(2027, 1, 1))
SMALLEST = 3
FAR, NEAR = 16, 8
"""Sums up to FAR are held against what is told of sums up to NEAR, which no edge of the trial touches."""

Counts = tuple[tuple[int, ...], ...]


def tell(counts: Sequence[Sequence[int]], smallest: int = SMALLEST) -> Statistics:
    tables = [(f"t{i}", [(f"c{j}", n) for j, n in enumerate(row)]) for i, row in enumerate(counts)]
    return told(PERIOD, tables, smallest)


def words(counts: Sequence[Sequence[int]], smallest: int = SMALLEST) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word for _, word in table.cells) for table in tell(counts, smallest).tables)


def splits(total: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, size - 1):
            yield (first, *rest)


@pytest.mark.parametrize("sizes", [(2, 3), (1, 3), (2, 4), (2, 2, 2)], ids=str)
def test_every_hidden_cell_may_be_anything_under_the_smallest(sizes: tuple[int, ...]) -> None:
    by_output: dict[object, list[Counts]] = defaultdict(list)
    for total in range(FAR + 1):
        for counts in itertools.product(*(tuple(splits(total, size)) for size in sizes)):
            by_output[words(counts)].append(counts)
    for output, datasets in by_output.items():
        if min(sum(counts[0]) for counts in datasets) > NEAR:
            continue
        for i, row in enumerate(output):  # type: ignore[arg-type, var-annotated]
            for j, word in enumerate(row):
                values = {counts[i][j] for counts in datasets}
                if word == f"under {SMALLEST}":
                    assert values == set(range(SMALLEST)), (output, i, j)
                elif not word.isdecimal():
                    assert len(values) > 1, (output, i, j)


def test_large_counts_are_told_as_they_are() -> None:
    found = tell([[5, 7], [6, 6]], 5)
    assert words([[5, 7], [6, 6]], 5) == (("5", "7"), ("6", "6"))
    assert found.total == 12


def test_a_small_one_hides_the_sum_everywhere() -> None:
    assert words([[30, 2, 8], [20, 20], [9, 10, 21]], 5) == (
        ("5 or more", "under 5", "8"),
        ("5 or more", "20"),
        ("9", "10", "5 or more"),
    )
    assert tell([[30, 2, 8], [20, 20], [9, 10, 21]], 5).total is None


def test_tables_that_would_give_each_other_away_are_not_told() -> None:
    # Five sites of four each: twenty by month leave no other way.
    found = words([[10, 10], [4, 4, 4, 4, 4]], 5)
    assert {word for row in found for word in row} == {TOO_FEW}
