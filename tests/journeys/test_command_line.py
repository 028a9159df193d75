"""What people did on a channel, as the auditor and the records officer find it on the command line."""

import json
from collections.abc import Callable

from tests.journeys.test_casework import in_hand, sent
from tests.journeys.test_records import moved_to
from tests.journeys.test_reporting import CANARY
from tests.journeys.world import World

CHAIR, RECORDS = "chair@schools.example", "records@schools.example"
PRINCIPAL = "Marit Solberg, Principal, Moorhead High School"


async def test_a_breach_report_says_who_was_shown_what(
    world: World, at_the_machine: Callable[..., str]
) -> None:
    number, principal = await in_hand(world)
    await principal.press("Read the report")
    await world.phone("assistant").say(f"cases {number}")
    await world.stop()
    span = ("--json", "--from", "2026-11-22", "--to", "2026-11-24")
    printed = at_the_machine("breach", "report", *span, "--as", CHAIR)
    found = json.loads(printed)
    readers = {one["who"] for one in found["readings"] if one["ticket"] == number and one["whose"]}
    assert readers == {PRINCIPAL}
    assert CANARY not in printed
    printed = at_the_machine("breach", "report", "--names", *span, "--as", RECORDS)
    assert json.loads(printed)["students"] == {number: f"{CANARY} Student B"}


async def test_the_trail_holds_readings_and_refusals_and_verifies(
    world: World, at_the_machine: Callable[..., str]
) -> None:
    number, principal = await in_hand(world)
    await principal.press("Read the report")
    await world.phone("teacher").say(f"cases {number}")
    await moved_to(world, days=1)
    await world.stop()
    assert at_the_machine("audit", "verify") == "All entries fit.\n"
    printed = at_the_machine("audit", "log", "--ticket", number, "--as", CHAIR)
    for what in ("acknowledge", "read", "refused"):
        assert what in printed, printed
    assert CANARY not in printed


async def test_an_order_is_refused_and_another_taken_back(
    world: World, at_the_machine: Callable[..., str]
) -> None:
    number, principal = await in_hand(world)
    await principal.say(f"cases {number}")
    await sent(principal, "Close", outcome="school", note="done")
    await moved_to(world, days=1, minutes=10)
    order = {"agency": "Clay County", "reference": "Letter of 2026-12-01"}
    await principal.say(f"cases {number}")
    await sent(principal, "Ordered destroyed", **order)
    await world.stop()
    assert "Nothing is destroyed" in at_the_machine("retention", "refuse", number, "--as", RECORDS)
    await world.start()
    await principal.say(f"cases {number}")
    await sent(principal, "Ordered destroyed", **order)
    await principal.say(f"records {number}")
    screen = await sent(principal, "Take the order back", answer="yes")
    assert "Nothing is destroyed on it" in screen.text
    await world.stop()
    assert number in at_the_machine("tickets")
