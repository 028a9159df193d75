"""The finder: whom to call, from what happened where."""

from datetime import UTC, date, datetime

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Buttons, Card, Facts, Text
from handlers.conversation.event import Command, Press
from handlers.conversation.router import Router
from handlers.district.contacts import Contact
from handlers.district.model import District
from handlers.district.reading import SAMPLE, read_district
from handlers.duty.calling import ROUTE, CallHandler, how_to_reach, reporting_agencies
from tests.clock import FakeClock

ACTOR = Actor(Channel.WEB, "u", "Sam", "teacher@schools.example")
PLACE = Place(Channel.WEB)


@pytest.fixture(scope="module")
def district() -> District:
    return read_district(SAMPLE)


@pytest.fixture
def desk(district: District) -> CallHandler:
    return CallHandler(district, FakeClock())


def _numbers(card: Card) -> list[str]:
    return [how for e in card.elements if isinstance(e, Facts) for _, how in e.pairs]


def _words(card: Card) -> str:
    return "\n".join(e.text for e in card.elements if isinstance(e, Text))


def _with(district: District, *contacts: Contact) -> CallHandler:
    return CallHandler(district.model_copy(update={"contacts": district.contacts + contacts}), FakeClock())


@pytest.mark.parametrize(
    ("route", "numbers"),
    [
        ("home", ["218-299-7139", "911"]),
        ("school", ["651-582-8546", "911"]),
        ("adult", ["844-880-1574", "651-582-8546", "911"]),
        ("images", ["911", "https://report.cybertip.org", "218-299-7139"]),
        ("tribal", ["218-299-7139", "911"]),
    ],
)
def test_each_route_has_its_numbers_in_order(desk: CallHandler, route: str, numbers: list[str]) -> None:
    assert _numbers(desk.card(route)) == numbers


def test_911_and_988_stand_first_on_every_card(desk: CallHandler) -> None:
    for card in (desk.choices(), *(desk.card(route.id) for route in desk.district.routes)):
        first = card.elements[0]
        assert isinstance(first, Text)
        assert "911" in first.text
        assert "988" in first.text
        assert first.strong


def test_images_are_left_where_they_are(desk: CallHandler) -> None:
    assert "Never copy, forward, screenshot, upload or delete them" in _words(desk.card("images"))


def test_no_tribal_office_is_made_up(desk: CallHandler) -> None:
    assert "No tribal office is on this list yet" in _words(desk.card("tribal"))


def test_a_tribes_own_office_comes_first(district: District) -> None:
    office = Contact(
        id="example-nation",
        name="Example Nation, child welfare",
        phone="555-0100",
        tribe="Example Nation",
        last_checked=date(2026, 11, 1),
    )
    desk = _with(district, office)
    assert _numbers(desk.card("tribal"))[0] == "555-0100"
    assert "No tribal office" not in _words(desk.card("tribal"))
    assert "555-0100" not in _numbers(desk.card("home"))


def test_the_districts_own_police_number_is_taken(district: District) -> None:
    police = Contact(id="police", name="Police", phone="555-0111", last_checked=date(2026, 11, 1))
    assert _numbers(_with(district, police).card("home")) == ["218-299-7139", "555-0111"]


def test_a_route_without_a_number_leads_to_child_protection(district: District) -> None:
    (only,) = (c for c in district.contacts if c.id == "child-protection")
    desk = CallHandler(district.model_copy(update={"contacts": (only,)}), FakeClock())
    assert _numbers(desk.card("school")) == ["218-299-7139"]
    assert "No number is on file for this." in _words(desk.card("school"))


def test_a_number_checked_long_ago_says_so(district: District) -> None:
    clock = FakeClock()
    desk = CallHandler(district, clock)
    clock.advance(days=(date(2026, 11, 20) - clock.now().date()).days + 180)
    assert "218-299-7139" in _numbers(desk.card("home"))
    clock.advance(days=1)
    assert _numbers(desk.card("home"))[0] == "218-299-7139 (not checked since Nov 20, 2026: confirm)"


def test_911_and_988_are_never_marked_as_old(district: District) -> None:
    long_after = datetime(2036, 1, 1, tzinfo=UTC)
    for contact in district.contacts:
        assert ("confirm" in how_to_reach(contact, district, long_after)) == (
            contact.id not in {"emergency", "crisis"}
        )


def test_the_agencies_a_reporter_may_have_to_call_come_with_their_numbers(district: District) -> None:
    numbers = [how for _, how in reporting_agencies(district, FakeClock().now()).pairs]
    assert numbers == ["218-299-7139", "651-582-8546", "844-880-1574", "https://report.cybertip.org"]
    (only,) = reporting_agencies(district, datetime(2036, 1, 1, tzinfo=UTC), "child-protection").pairs
    assert only[1] == "218-299-7139 (not checked since Nov 20, 2026: confirm)"


def test_school_staff_is_the_matter_of_the_state(desk: CallHandler) -> None:
    card = desk.card("school")
    assert card.title == "Who to call: By staff of a school"
    assert "no staff is believed responsible, go by the other choices" in _words(card)


def test_the_finder_is_a_command_and_buttons(desk: CallHandler) -> None:
    router = Router((desk.spec,), desk.presses)
    (opened,) = router.answer(Command(ACTOR, PLACE, "/smpolicy call")).cards
    buttons = [b for e in opened.elements if isinstance(e, Buttons) for b in e.buttons]
    assert [b.value for b in buttons] == ["home", "school", "adult", "images", "tribal"]
    for button in buttons:
        (card,) = router.answer(Press(ACTOR, PLACE, button.action, button.value)).cards
        assert card.title == f"Who to call: {button.label}"
    assert router.answer(Command(ACTOR, PLACE, "call School")).cards == (desk.card("school"),)


@pytest.mark.parametrize("words", ["", "a boy told me CANARY", "nothing"])
def test_words_after_the_command_are_not_shown(desk: CallHandler, words: str) -> None:
    (card,) = desk.command(Command(ACTOR, PLACE, words)).cards
    assert card == desk.choices()
    assert "CANARY" not in repr(card)


def test_an_old_button_leads_to_the_choices(desk: CallHandler) -> None:
    (card,) = desk.presses[ROUTE](Press(ACTOR, PLACE, ROUTE, "gone")).cards
    assert card == desk.choices()
