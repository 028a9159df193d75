"""Cards and forms as HTML: complete, escaped, labelled."""

import pytest

from adapters.web.drawing import Drawing, chip, look, segments
from handlers.conversation.card import (
    Button,
    Buttons,
    Card,
    Divider,
    Element,
    Excerpt,
    Facts,
    Link,
    Quote,
    Text,
    Tone,
)
from handlers.conversation.event import Command
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, Part, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from tests.adapters.web.fragment import Fragment, Pressable
from tests.adapters.web.stage import QUOTED, READING, REPORT, VERDICT

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}&amp;\u202e\u200b"
OPENER = Button("Open", "open")


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return Drawing()


def test_a_card_shows_all_its_elements(drawing: Drawing) -> None:
    shown = Fragment(drawing.card(VERDICT))
    assert shown.title == "Attention: Revise before you post"
    for words in (
        "Two things",
        "Proud of Emma",
        QUOTED,
        "Quoted from Procedure 447.1",
        "A public account",
        "Nothing of",
    ):
        assert words in shown.text
    assert shown.pressables == [
        Pressable("Check another draft", "check.open", ""),
        Pressable("Done", "done", ""),
    ]


def test_a_link_opens_a_tab_of_its_own_that_knows_nothing_of_this_one(drawing: Drawing) -> None:
    card = Card("A document", (Link("Open the page", 'https://smpolicy.example/pass/t?a="b"&c'),))
    shown = Fragment(drawing.card(card))  # which asserts target and rel
    assert shown.links == {"Open the page": 'https://smpolicy.example/pass/t?a="b"&c'}
    assert shown.pressables == []


@pytest.mark.parametrize(
    ("tone", "word"),
    [(Tone.GOOD, "OK: "), (Tone.CAUTION, "Attention: "), (Tone.DANGER, "Important: "), (Tone.PLAIN, "")],
)
def test_a_tone_is_said_in_words(drawing: Drawing, tone: Tone, word: str) -> None:
    assert Fragment(drawing.card(Card("Title", tone=tone))).title == f"{word}Title"


@pytest.mark.parametrize(
    "element",
    [
        Text(EVIL),
        Quote(EVIL, EVIL, ((0, 3),)),
        Excerpt(EVIL),
        Facts(((EVIL, EVIL),)),
        Buttons((Button(EVIL, EVIL, EVIL),)),
        Divider(),
    ],
    ids=lambda element: type(element).__name__,
)
def test_every_element_is_escaped(drawing: Drawing, element: Element) -> None:
    html = drawing.card(Card(EVIL, (element,)))
    assert "<script" not in html
    assert "<img" not in html
    shown = Fragment(html)
    assert EVIL in shown.text
    assert all(button == Pressable(EVIL, EVIL, EVIL) for button in shown.pressables)


@pytest.mark.parametrize(
    "part",
    [
        TextField(EVIL, EVIL, value=EVIL, hint=EVIL),
        TextField(EVIL, EVIL, multiline=True, value=EVIL, hint=EVIL),
        ChoiceField(EVIL, EVIL, (Option(EVIL, EVIL),), chosen=(EVIL,), hint=EVIL),
        ChoiceField(EVIL, EVIL, (Option(EVIL, EVIL),), required=False, chosen=(EVIL,), hint=EVIL),
        ChoiceField(EVIL, EVIL, (Option(EVIL, EVIL),), several=True, chosen=(EVIL,), hint=EVIL),
        MomentField(EVIL, EVIL, value=EVIL, hint=EVIL),
        Excerpt(EVIL),
    ],
)
def test_every_part_of_a_form_is_escaped(drawing: Drawing, part: Part) -> None:
    html = drawing.reply(Reply(form=Form(EVIL, EVIL, (part,), OPENER, EVIL, EVIL)))["form"]
    assert "<script" not in html
    assert "<img" not in html
    shown = Fragment(html)
    assert (shown.form, shown.state, shown.submit, shown.title) == (EVIL, EVIL, EVIL, EVIL)
    assert all(name == EVIL and control.value in {EVIL, (EVIL,)} for name, control in shown.controls.items())


def test_a_form_has_each_field_with_its_description(drawing: Drawing) -> None:
    html = drawing.reply(Reply(form=REPORT))["form"]
    shown = Fragment(html)
    assert list(shown.controls) == ["site", "grade", "what", "students", "learned_at", "involved"]
    assert [name for name, control in shown.controls.items() if control.required] == [
        "site",
        "what",
        "learned_at",
    ]
    assert shown.controls["learned_at"].value == "2026-11-23T09:30"
    assert shown.controls["involved"].several
    described = [id_ for control in shown.controls.values() for id_ in control.described_by]
    assert set(described) <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))
    assert shown.submit == "Send report"


def test_text_that_begins_with_a_newline_is_kept(drawing: Drawing) -> None:
    field = TextField("a", "A", multiline=True, value="\n\nx\n")
    assert (
        Fragment(drawing.reply(Reply(form=Form("f", "F", (field,), OPENER)))["form"]).controls["a"].value
        == "\n\nx\n"
    )


def test_what_is_only_to_be_read_has_nothing_to_send(drawing: Drawing) -> None:
    shown = Fragment(drawing.reply(Reply(form=READING))["form"])
    assert shown.submit is None
    assert "nobody feeds him" in shown.text
    assert "Your words" not in shown.text  # they are the reporter's


def test_a_reply_is_cards_form_errors_and_place(drawing: Drawing) -> None:
    answer = drawing.reply(Reply((Card("One"), Card("Two")), errors={"a": "b"}, replaces=True))
    assert answer["form"] is None
    assert answer["errors"] == {"a": "b"}
    assert answer["replaces"] is True
    assert "One" in answer["html"]
    assert "Two" in answer["html"]


def test_marks_split_a_quote_and_lose_nothing() -> None:
    pieces = list(segments(Quote("abcdef", "c", ((1, 2), (4, 6)))))
    assert [piece for piece, marked in pieces if marked] == ["b", "ef"]
    assert "".join(piece for piece, _ in pieces) == "abcdef"


def test_a_choice_is_drawn_by_what_must_be_chosen() -> None:
    options = tuple(Option(str(n), str(n)) for n in range(7))
    assert look(ChoiceField("a", "A", options[:6])) == "radios"
    assert look(ChoiceField("a", "A", options)) == "select"
    assert look(ChoiceField("a", "A", options[:2], required=False)) == "select"
    assert look(ChoiceField("a", "A", options, several=True)) == "checks"


@pytest.mark.parametrize(
    ("usage", "text", "whole"),
    [
        ("check <draft>", "check ", False),
        ("ask [question]", "ask ", False),
        ("ask ...", "ask ", False),
        ("help", "help", True),
    ],
)
def test_a_suggestion_is_said_at_once_only_when_it_is_whole(usage: str, text: str, whole: bool) -> None:
    def answer(_command: Command) -> Reply:
        return Reply()

    drawn = chip(CommandSpec(usage.split(maxsplit=1)[0], usage, "Does it.", answer))
    assert (drawn["text"], drawn["whole"]) == (text, whole)
