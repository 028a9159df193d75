"""A disclaimer that is there need not be asked for."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.codes import read_codes
from handlers.precheck.draft import Account
from handlers.precheck.engine import Page
from handlers.precheck.mending.mend import Mender
from handlers.precheck.settled import Settlement, read_settled
from tests.handlers.precheck.conftest import CODES_FILE, DISTRICT
from tests.handlers.precheck.test_checker import draft
from tests.handlers.precheck.test_rulebook import BOOK

SETTLED = read_settled(BOOK.groups)


@pytest.mark.parametrize("one", SETTLED.settlements, ids=lambda one: one.code)
def test_a_settlement_keeps_its_own_promises(one: Settlement) -> None:
    assert one.code in read_codes(CODES_FILE).codes
    for example in one.holds:
        assert one.code in SETTLED.codes(Page(draft(example.text, example.account), DISTRICT.calendar))
    for example in one.fails:
        assert one.code not in SETTLED.codes(Page(draft(example.text, example.account), DISTRICT.calendar))


def test_a_disclaimer_settles_an_opinion(checker: Checker) -> None:
    opinion = "As a teacher in Moorhead I think the board was wrong about the block schedule this spring."
    assert "E-disclaimer" in {finding.code for finding in checker.check(draft(opinion)).raised}
    settled = checker.check(draft(opinion + " The views here are mine alone."))
    assert "E-disclaimer" not in {finding.code for finding in settled.raised}


@pytest.mark.parametrize("account", [Account.CLASS, Account.DISTRICT])
def test_what_the_district_says_needs_no_disclaimer(checker: Checker, account: Account) -> None:
    opinion = draft("I think the new math curriculum is a mistake for our second graders.", account)
    checked = checker.check(opinion)
    assert "E-disclaimer" not in {finding.code for finding in checked.findings}
    assert "mine alone" not in (Mender(checker).mended(opinion, checked) or "")
