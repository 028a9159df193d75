"""What a page sends becomes an event, or a clear refusal."""

import json
from typing import Any

import pytest

from adapters.web.doorstep import Refused
from adapters.web.letter import Letter
from adapters.web.persona import cast
from handlers.conversation.actor import Channel
from tests.adapters.web.stage import CAST, TEACHER

PEOPLE = cast(CAST)


def letter(**parts: Any) -> Letter:
    return Letter(json.dumps({"persona": TEACHER.email, **parts}).encode(), PEOPLE)


def test_what_is_said_is_private_and_whole() -> None:
    text = "\u202e\u200b" + "x" * 40_000 + "\n\u05e9\u05dc\u05d5\u05dd"
    command = letter(text=text).command()
    assert command.text == text
    assert command.place.private
    assert (command.actor.channel, command.actor.email) == (Channel.WEB, TEACHER.email)


def test_a_press_names_what_and_on_what() -> None:
    press = letter(action="ack", value="K7QM-2XRD").press()
    assert (press.action, press.value) == ("ack", "K7QM-2XRD")
    assert letter(action="ack").press().value == ""


def test_a_submission_carries_texts_and_choices() -> None:
    sent = letter(
        form="report", state="s", values={"what": "a", "none": "", "several": ["x", "y"], "no": []}
    ).submission()
    assert (sent.form, sent.state) == ("report", "s")
    assert sent.values == {"what": "a", "none": "", "several": ("x", "y"), "no": ()}


def test_half_a_character_becomes_a_whole_one() -> None:
    sent = letter(form="f", values={"\ud800": "\ud83d", "b": ["\udc00"]}).submission()
    assert all(value.encode() for value in (*sent.values, sent.text("\ufffd"), *sent.chosen("b")))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe{}", b"[]", b'"x"', b"null", b"1", b"[" * 100_000, b"9" * 5000, b"{} {}"]
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="could not read") as refused:
        Letter(body, PEOPLE)
    assert refused.value.status == 400


@pytest.mark.parametrize("persona", ["stranger@schools.example", "", "teacher"])
def test_a_stranger_is_refused(persona: str) -> None:
    with pytest.raises(Refused, match="not in the playground") as refused:
        letter(persona=persona)
    assert refused.value.status == 400


@pytest.mark.parametrize("persona", [None, 7, [TEACHER.email], {}])
def test_a_persona_that_is_no_text_is_refused(persona: object) -> None:
    with pytest.raises(Refused, match="could not read"):
        letter(persona=persona)


@pytest.mark.parametrize("parts", [{}, {"text": None}, {"text": 1}, {"text": ["a"]}])
def test_a_command_without_text_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(Refused):
        letter(**parts).command()


@pytest.mark.parametrize(
    "parts", [{}, {"action": None}, {"action": "a", "value": None}, {"action": "a", "value": 1}]
)
def test_a_press_of_nothing_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(Refused):
        letter(**parts).press()


@pytest.mark.parametrize(
    "parts",
    [
        {"form": "f"},
        {"values": {}},
        {"form": 1, "values": {}},
        {"form": "f", "values": []},
        {"form": "f", "values": {"a": None}},
        {"form": "f", "values": {"a": [1]}},
        {"form": "f", "values": {"a": {"b": "c"}}},
        {"form": "f", "values": {}, "state": 1},
    ],
)
def test_a_malformed_submission_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(Refused):
        letter(**parts).submission()
