"""A statement counts where it is made, and not where it is denied."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.draft import Account, Context, Draft, Media
from handlers.precheck.sentences import sentences
from handlers.precheck.statements import Statement, known_statements, read_statements
from handlers.spelling.reading import plain
from tests.handlers.precheck.test_rulebook import BOOK

STATED = read_statements(BOOK.groups)


@pytest.mark.parametrize("one", known_statements(), ids=lambda one: one.name)
def test_a_statement_keeps_its_own_promises(one: Statement) -> None:
    made = {
        text: STATED[one.name].is_made_in(sentences(plain(text).text)) for text in (*one.holds, *one.fails)
    }
    assert [text for text in one.holds if not made[text]] == []
    assert [text for text in one.fails if made[text]] == []


@pytest.mark.parametrize(
    "beside",
    [
        "No permission was given.",
        "I don't have consent.",
        "Permission slips are due Friday.",
        "Parents refused.",
    ],
)
def test_to_speak_of_permission_is_not_to_have_it(checker: Checker, beside: str) -> None:
    shown = Context(Account.PERSONAL, "teacher", None, Media.PHOTO)
    found = checker.check(Draft(f"Photo of my students at the zoo! {beside}", shown)).findings
    assert "F-photo" in {finding.code for finding in found}


def test_a_denial_elsewhere_takes_nothing_back() -> None:
    text = "No, we did not win. Posted with permission of all three families!"
    assert STATED["permission"].is_made_in(sentences(plain(text).text))
