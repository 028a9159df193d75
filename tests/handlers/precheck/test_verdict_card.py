"""A card that says two things at once says which is which."""

import pytest

from handlers.conversation.card import Text
from handlers.precheck.finding import Checked, Verdict
from handlers.precheck.verdict_card import INSTEAD, verdict_card


@pytest.mark.parametrize(
    ("verdict", "mended", "told"),
    [
        (Verdict.STOP, "Student A won.", True),
        (Verdict.STOP, None, False),
        (Verdict.REVISE, "Student A won.", False),
    ],
)
def test_a_version_that_passes_is_told_where_the_title_says_not_to_post(
    verdict: Verdict, mended: str | None, told: bool
) -> None:
    overview = verdict_card(Checked(verdict, ()), {}, {}, mended).elements[0]
    assert isinstance(overview, Text)
    assert overview.text.endswith(INSTEAD) is told
