"""Merging findings."""

from dataclasses import replace

from handlers.precheck.finding import Checked, Finding, Level, Verdict, merged

ONE = Finding(Level.RAISE, "F-name", "III.F", 4, 9, None, "why", "quote", "do", 0.5, ("rule F-name.a",))


def test_overlapping_ones_become_one_and_the_surest_speaks() -> None:
    other = replace(ONE, start=7, end=15, confidence=0.9, reason="surer", evidence=("rule F-name.b",))
    (finding,) = merged([ONE, other])
    assert (finding.start, finding.end, finding.reason) == (4, 15, "surer")
    assert finding.evidence == ("rule F-name.a", "rule F-name.b")


def test_others_stay_apart() -> None:
    apart = [
        ONE,
        replace(ONE, start=9, end=12),
        replace(ONE, code="F-record"),
        replace(ONE, level=Level.ASK),
        replace(ONE, start=None, end=None),
    ]
    assert len(merged(apart)) == len(apart)


def test_those_without_words_become_one() -> None:
    unseen = replace(ONE, start=None, end=None)
    (finding,) = merged([unseen, replace(unseen, evidence=("rule F-name.c",))])
    assert finding.evidence == ("rule F-name.a", "rule F-name.c")


def test_the_words_stay_out_of_the_representation() -> None:
    shown = repr(Checked(Verdict.REVISE, (replace(ONE, excerpt="canary"),)))
    assert "canary" not in shown
