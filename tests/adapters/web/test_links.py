"""Numbers to call and addresses to open, in the bot's own words alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import links
from adapters.web.drawing import Drawing
from handlers.conversation.card import Button, Card, Element, Excerpt, Facts, Quote, Text
from handlers.conversation.form import Form, TextField

DANGER = "In danger now? Call 911. For a crisis, call or text 988."


def linked(*elements: Element) -> list[str]:
    return re.findall(r'href="([^"]*)"', Drawing().card(Card("Call 911", elements)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DANGER, ["tel:911", "tel:988"]),
        ("911", ["tel:911"]),
        ("(218-299-7139)", ["tel:+12182997139"]),
        ("Call 218-299-7139, or 911!", ["tel:+12182997139", "tel:911"]),
        ("K911 9112 19.911 911.5 911-5 $911 #988 x/911 988,000 447.1 x@911 911@x", []),
        ("1-800-555-0100 218-299-71390 218-2997139", []),
        ("\u0669\u0661\u0661", []),
        ("https://report.cybertip.org", []),
    ],
)
def test_numbers_in_a_text(text: str, expected: list[str]) -> None:
    assert linked(Text(text)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("218-299-7139", ["tel:+12182997139"]),
        ("Call 911", ["tel:911"]),
        ("https://report.cybertip.org", ["https://report.cybertip.org"]),
        ("https://report.cybertip.org/911", ["https://report.cybertip.org/911"]),
        ("http://report.cybertip.org", []),
        ("javascript:alert(1)", []),
        ("https://us@evil.example", []),
        ("see https://report.cybertip.org", []),
        ("https://x\nhttps://y", []),
    ],
)
def test_addresses_and_numbers_in_facts(value: str, expected: list[str]) -> None:
    assert linked(Facts((("Where 911", value),))) == expected


def test_an_address_opens_apart_and_is_told_nothing() -> None:
    drawn = Drawing().card(Card("T", (Facts((("Where", "https://report.cybertip.org"),)),)))
    link = '<a href="https://report.cybertip.org" rel="noreferrer" target="_blank">'
    assert link in drawn


def test_nothing_breaks_out_of_a_link() -> None:
    drawn = Drawing().card(Card("T", (Facts((("Where", 'https://x/"><script>alert(1)</script>'),)),)))
    assert "<script" not in drawn
    assert 'href="https://x/&#34;&gt;&lt;script&gt;' in drawn


def test_quotes_and_excerpts_lead_nowhere() -> None:
    assert not linked(Quote(DANGER, "Section 911"), Excerpt(DANGER), Excerpt("https://x.example"))


def test_what_is_only_to_be_read_may_be_a_persons_and_leads_nowhere() -> None:
    parts = (Text(DANGER), Facts((("Where", "https://x.example"),)))
    opener = Button("Open", "open")
    assert "href" not in Drawing().form(Form("f", "T", parts, opener, submit=None))
    filled = Form("f", "T", (*parts, TextField("a", "Call 911", value=DANGER, hint=DANGER)), opener)
    assert Drawing().form(filled).count("href") == 3


@given(st.text(alphabet="9180-+ .,/hts:<>&\"'@\n"))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(words for words, _ in links.numbers(text)) == text
    assert "".join(words for words, _ in links.contacts(text)) == text
