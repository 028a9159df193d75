"""What the operator has to look into is logged once each."""

import logging

import pytest

from handlers.reports.complaints import Complaints

LOG = logging.getLogger("handlers.complaining")


def test_one_subject_is_logged_once_and_another_too(caplog: pytest.LogCaptureFixture) -> None:
    complaints = Complaints(LOG)
    for subject in ("a", "a", "b", "a"):
        complaints.make(subject, "%s is damaged.", subject)
    assert [(one.levelno, one.getMessage()) for one in caplog.records] == [
        (logging.ERROR, "a is damaged."),
        (logging.ERROR, "b is damaged."),
    ]


def test_its_memory_is_bounded_and_forgets_the_oldest(caplog: pytest.LogCaptureFixture) -> None:
    complaints = Complaints(LOG, remembered=2)
    for subject in ("a", "b", "c", "c", "b", "a"):
        complaints.make(subject, "%s is damaged.", subject)
    assert [one.getMessage()[0] for one in caplog.records] == ["a", "b", "c", "a"]
