"""Forms: what was typed into a field of one line is one line."""

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button
from handlers.conversation.event import FormValue, Submission
from handlers.conversation.form import ChoiceField, Form, Option, TextField

FORM = Form(
    "f",
    "Form",
    (
        TextField("one", "One"),
        TextField("many", "Many", multiline=True),
        ChoiceField("c", "C", (Option("a", "a"),)),
    ),
    Button("Open", "f"),
)
WHO = Actor(Channel.WEB, "ann", "Ann", "ann@schools.example")


def sent_in(text: str) -> Submission:
    values: dict[str, FormValue] = {"one": text, "many": text, "c": ("a",)}
    return FORM.in_lines(Submission(WHO, Place(Channel.WEB), "f", values, "state"))


@pytest.mark.parametrize("cut", list("\n\r\t\v\f\x1c\x85\u2028\u2029"))
def test_breaks_become_spaces(cut: str) -> None:
    assert sent_in(f"ok{cut}Asked by: Lena").values["one"] == "ok Asked by: Lena"


@pytest.mark.parametrize("sign", list("\0\x1b\x7f\x9b\u202e\u2066\u200f"))
def test_what_nobody_sees_is_dropped_and_cuts_no_name_in_two(sign: str) -> None:
    assert sent_in(f"Sol{sign}berg").values["one"] == "Solberg"


def test_all_else_stays() -> None:
    sign = "\u200d"
    text = f"Zoë \U0001f469{sign}\U0001f4bb\n\x1b[2J"
    sent = sent_in(text)
    assert sent.values["many"] == text
    assert sent.values["one"] == f"Zoë \U0001f469{sign}\U0001f4bb [2J"
    assert (sent.values["c"], sent.state) == (("a",), "state")
