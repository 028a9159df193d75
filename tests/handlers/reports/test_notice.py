"""The notice above the form: what the law wants said, and that a version stands for its words."""

import hashlib

import pytest

from handlers.reports import contact_form, notice
from tests.handlers.reports.desk import DISTRICT, DUTY, somebody
from tests.handlers.reports.reporter import OwnBench, words

NOTICE = notice.privacy_notice(DISTRICT, DUTY)


@pytest.mark.parametrize(
    "said",
    [
        "asks for this to protect students",  # why
        "supervisors of the site you choose will read it, or whom the district names in their place",  # who
        "The district's records officers and lawyers, child protection, the police or a court may",
        "You may leave it unsent; your duty under the law stays the same",  # what follows from refusing
        "Your name is confidential",
        "in good faith",
        "within 90 days",
        "chat provider carries the form once",
    ],
)
def test_it_says_what_the_law_wants_said(said: str) -> None:
    assert said in NOTICE


@pytest.mark.parametrize(
    ("version", "words_now", "kept"),
    [
        (notice.VERSION, NOTICE, ("notice-3", "a493a1e5f8c3ba8e")),
        (
            contact_form.VERSION,
            words(contact_form.contact_form(DISTRICT, "policy 448").parts[:4]),
            ("contact-notice-3", "7a7ca9b10de13b0d"),
        ),
    ],
)
def test_other_words_are_another_version(version: str, words_now: str, kept: tuple[str, str]) -> None:
    assert (version, hashlib.sha256(words_now.encode()).hexdigest()[:16]) == kept


def test_its_version_is_kept_with_the_report() -> None:
    bench = OwnBench()
    assert bench.file().notice == notice.VERSION


@pytest.mark.parametrize("command", ["report", "contact"])
def test_a_form_says_what_to_do_with_a_sexual_image(command: str) -> None:
    form = OwnBench().say(somebody("teacher"), command).form
    assert form
    (hint,) = (field.hint for field in form.fields if "sexual" in field.hint)
    assert "Never copy, forward, screenshot, upload or delete a sexual image of a minor" in hint
    assert "call the police, then report it to NCMEC" in hint
