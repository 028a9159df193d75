"""Names of sections that are not there, and what is no such name."""

import pytest

from handlers.conversation.card import Button
from handlers.guidance.absent import Absent, absent
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary
from tests.handlers.guidance.sayable import Sayable, buttons

CONSULT = Button("Ask a question", "consult.open")


@pytest.mark.parametrize(
    ("spelling", "code", "section"),
    [
        *((s, "447.1", "III.Z") for s in ("447.1 III.Z", "III.Z", "iii z", "what does III.Z say?", "III(Z)")),
        *((s, "447.1", "IV") for s in ("447.1 IV", "IV", "447.1.IV", "part IV")),
        *((s, "447.1", "IX") for s in ("section IX", "ix", "show me section ix please")),
        *((s, "447.1", "III.F-9") for s in ("III.F-9", "447.1 iii f 9")),
        *((s, "447.1", "Z") for s in ("section Z", "447.1 Z")),
        *((s, "447.1", "9") for s in ("section 9", "447.1 9", "447.1.9")),
        *((s, "448", "III.F") for s in ("448 III.F", "policy 448 III F")),
        ("449 III.F", "449", "III.F"),
        *((s, "447.1", "III.F-3") for s in ("III.F paragraph 3", "III.F para 3", "paragraph 3 of III.F")),
        *((s, "447.1", "G") for s in ("G", "g?")),
    ],
)
def test_a_name_that_names_none(library: PolicyLibrary, spelling: str, code: str, section: str) -> None:
    assert absent(library, spelling) == Absent(code, section)


@pytest.mark.parametrize(
    "spelling",
    [
        *("", "III.F", "447.1", "447.1 F", "III", "section F", "contents", "448", "it", "id", "vet"),
        *("what is iv", "an iv for a student", "what is g", "g and more"),
        *("can I post", "what is a section", "is a", "3 kids", "section about photos", "447.1 lunch", "9"),
        *(
            "VVX.Z",
            "can I see a",
            "i a",
            "4-H",
            "1 v 1",
            "what about the i.e.",
            "v.p",
            "xxx",
            "iii " * 50,
            "\ud800",
            "2 3",
            "999 Z",
            "911 5",
            "what does 448 say about texting",
        ),
    ],
)
def test_what_is_no_such_name(library: PolicyLibrary, spelling: str) -> None:
    assert absent(library, spelling) is None


@pytest.mark.parametrize("spelling", ["447.1 III.Z", "447.1 IV", "III.Z", "section IX"])
def test_it_is_said_with_the_way_to_the_contents(library: PolicyLibrary, spelling: str) -> None:
    handler = GuidanceHandler(library)
    card = handler.card(spelling)
    assert card.title.startswith("447.1 has no section ")
    assert [button.value for button in buttons(card)] == ["447.1"]
    assert handler.answers(spelling).abstained
    assert Sayable(library).unsaid(card) == []


def test_a_section_of_a_policy_that_is_not_here(library: PolicyLibrary) -> None:
    handler = GuidanceHandler(library, CONSULT)
    named, unknown = handler.card("448 III.F"), handler.card("449 III.F")
    assert (named.title, unknown.title) == ("I do not have 448", "I do not have 449")
    assert handler.answers("448 III.F").abstained
    assert all(CONSULT.label in [b.label for b in buttons(card)] for card in (named, unknown))
    assert "name it here" not in repr(unknown)


@pytest.mark.parametrize(
    "spelling", ["policy 514", "do you have procedure 514.2?", "what does policy 514 say"]
)
def test_a_policy_that_nobody_names(library: PolicyLibrary, spelling: str) -> None:
    handler = GuidanceHandler(library, CONSULT)
    card = handler.card(spelling)
    assert card.title.startswith("I do not have 514")
    assert handler.answers(spelling).abstained
    assert Sayable(library).unsaid(card) == []


@pytest.mark.parametrize("asked", ["is there school tomorrow", "III.F", "447.1 III.B", "448"])
def test_who_is_told_to_ask_a_supervisor_has_the_button(library: PolicyLibrary, asked: str) -> None:
    card = GuidanceHandler(library, CONSULT).card(asked)
    assert CONSULT.action in [button.action for button in buttons(card)]
    assert CONSULT.action not in [button.action for button in buttons(GuidanceHandler(library).card(asked))]


@pytest.mark.parametrize("asked", ["447.2", "policy 447.2", "what does 447.2 say", "447.10"])
def test_a_neighbouring_number_is_another_policy(library: PolicyLibrary, asked: str) -> None:
    assert GuidanceHandler(library, CONSULT).card(asked).title.startswith("I do not have 447.")


def test_the_whole_text_has_a_way_to_a_supervisor(library: PolicyLibrary) -> None:
    card = GuidanceHandler(library, CONSULT).card("447.1 text")
    assert [b.value for b in buttons(card) if b.action == CONSULT.action] == ["447.1"]


@pytest.mark.parametrize(
    "asked",
    [
        "Мога ли да публикувам снимки на моите ученици?",  # noqa: RUF001
        "هل يمكنني نشر صور طلابي على الإنستغرام",
        "Kuv puas tuaj yeem tso duab ntawm kuv cov menyuam kawm ntawv",
    ],
)
def test_a_language_it_does_not_know_is_said_to_be_unread(library: PolicyLibrary, asked: str) -> None:
    card = GuidanceHandler(library, CONSULT).card(asked)
    assert card.title == "I cannot read this"
    assert "988" in str(card.elements)
    assert [b for b in buttons(card) if b.action == CONSULT.action]


@pytest.mark.parametrize("asked", ["¿puedo publicar fotos de mis alumnos?", "is there school tmrw", "dax"])
def test_other_questions_are_read(library: PolicyLibrary, asked: str) -> None:
    assert GuidanceHandler(library, CONSULT).card(asked).title != "I cannot read this"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("second paragraph of III", "447.1 has no section III, paragraph 2"),
        ("paragraph 3 of section III", "447.1 has no section III, paragraph 3"),
        ("section III paragraph 2", "447.1 has no section III, paragraph 2"),
        ("paragraph 2 of I", "447.1 has no section I, paragraph 2"),
        ("447.1 III.3", "447.1 has no section III, paragraph 3"),
        ("last paragraph of III", "447.1 Social Media Guidelines"),
        ("first paragraph of III", "447.1 Social Media Guidelines"),
        ("II.I-3", "447.1 has no section II.I-3"),
    ],
)
def test_a_paragraph_of_a_part_is_no_letter(library: PolicyLibrary, text: str, title: str) -> None:
    handler = GuidanceHandler(library)
    assert handler.card(text).title.startswith(title)
    assert handler.answers(text).abstained == ("has no" in title)
