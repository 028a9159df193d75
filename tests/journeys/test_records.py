"""What becomes of a case: follow-up, hold, export, destruction; and the board, the drills, the trail."""

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.heads import kept_heads
from handlers.district.reading import SAMPLE
from handlers.reports.ticket import Status, Ticket
from storage.keyset import Keyset
from storage.work import DatabaseStore, open_store
from tests.journeys.phone import Phone
from tests.journeys.test_casework import danger, in_hand, message_about, sent
from tests.journeys.test_documents import Browser, path_on
from tests.journeys.test_reporting import CANARY
from tests.journeys.world import World

ORDER = {"agency": "Clay County", "reference": "Letter of 2026-12-01"}


async def moved_to(world: World, **by: float) -> None:
    """Time passes while the bot is away."""
    await world.stop()
    world.clock.advance(**by)
    await world.start()


async def with_settings(world: World, **changed: Any) -> None:
    assert world.settings
    await world.stop()
    world.settings = world.settings.model_copy(update=changed)
    await world.start()


def store(world: World) -> DatabaseStore:
    assert world.settings
    return open_store(world.settings.database_url, Keyset.load(world.settings.keyset))


def tickets(world: World) -> list[Ticket]:
    opened = store(world)
    with opened.begin() as work:
        found = list(work.tickets.all())
    opened.close()
    return found


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not met():
            await asyncio.sleep(0.05)


async def closed(world: World, phones: dict[str, Phone], number: str) -> None:
    """The principal closes it, and the reporter's day for the call runs out."""
    await phones["principal"].say(f"cases {number}")
    await sent(phones["principal"], "Close", outcome="school", note=f"{CANARY} talked with the family")
    world.clock.advance(days=1, minutes=10)


async def test_the_holder_follows_a_checklist_and_is_reminded(world: World) -> None:
    number, principal = await in_hand(world)
    await principal.press("More")
    screen = await principal.press("Checklist")
    assert screen.form
    assert screen.form.fields == ("done-retaliation", "apply", "since", "drop")
    await principal.fill({"apply": ("licence",)})
    await principal.say(f"cases {number}")
    screen = await principal.press("Checklist")
    assert screen.form
    assert "Report to the licensing board, by Thu Dec 3" in screen.form.text
    await principal.fill({"done-licence": (), "apply": ()})
    await moved_to(world, days=10)
    reminder = await message_about(principal, number)
    assert "Something on the checklist of this case is due, or overdue" in reminder.text
    assert "licens" not in reminder.text
    screen = await sent(principal, "Checklist", **{"done-licence": ("report",)})  # type: ignore[arg-type]
    assert "3 still to do." in screen.text


async def test_a_case_on_hold_is_not_destroyed_and_two_persons_destroy_it_on_an_order(world: World) -> None:
    number, phones = await danger(world)
    principal, superintendent = phones["principal"], phones["superintendent"]
    await closed(world, phones, number)
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Put on hold", reason=f"{CANARY} subpoena")
    assert "It is on hold." in screen.text
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Ordered destroyed", **ORDER)
    assert "has to agree, and is told once the hold is lifted" in screen.text
    screen = await principal.say("records")
    assert "On legal hold: 1" in screen.text
    assert "waiting for your answer" not in screen.text

    screen = await superintendent.say("records")
    assert "Ordered destroyed, and waiting for your answer: 1" in screen.text
    await superintendent.press(f"Open {number}")
    screen = await superintendent.press("Answer the order")
    assert screen.form
    assert "Letter of 2026-12-01" in screen.form.text
    screen = await superintendent.fill({"answer": "yes"})
    assert screen.form
    assert "on legal hold" in str(screen.form.errors)

    await principal.say(f"cases {number}")
    await sent(principal, "Lift the hold", reason="settled")
    await superintendent.say(f"records {number}")
    await superintendent.press("Answer the order")
    screen = await superintendent.fill({"answer": "yes"})
    assert "Destroyed" in screen.text
    assert "up to 35 days" in screen.text
    assert tickets(world) == []
    assert "no case with this number" in (await principal.say(f"cases {number}")).text


async def test_the_holder_exports_the_case_over_a_link(world: World) -> None:
    number, principal = await in_hand(world)
    await principal.press("More")
    screen = await sent(principal, "Export", kind="json", reason=f"{CANARY} for counsel")
    assert "works once" in screen.text
    _, data = await Browser(world).fetch(path_on(screen))
    found = json.loads(data)
    assert found["case"] == number
    assert f"{CANARY} A student wrote" in str(found)
    assert "Sam Lindqvist" not in str(found)
    answer, _ = await Browser(world).fetch(path_on(screen))
    assert answer.status == 404


async def test_whoever_is_not_in_the_case_meets_a_case_that_does_not_exist(world: World) -> None:
    number, principal = await in_hand(world, involved=("assistant@schools.example",))
    await principal.press("More")
    await sent(principal, "Put on hold", reason="subpoena")
    for who in ("assistant", "activities", "teacher"):
        phone = world.phone(who)
        assert "Nothing waits for you here." in (await phone.say("records")).text
        assert "no case with this number" in (await phone.say(f"records {number}")).text
        assert "no case with this number" in (await phone.say("records ZZZZ-ZZZZ")).text


async def test_supervisors_see_statistics_and_teachers_do_not(world: World) -> None:
    await in_hand(world)
    await moved_to(world, days=60)
    screen = await world.phone("principal").say("statistics")
    assert "2026-07 to 2026-12" in screen.text
    assert "under 5" in screen.text
    assert "in all" not in screen.text
    screen = await world.phone("teacher").say("statistics")
    assert "under 5" not in screen.text
    assert "Statistics are for supervisors" in screen.text


async def test_a_drill_a_month_goes_up_the_ladder_and_ends_by_itself(
    world: World, tmp_path: Path, at_the_machine: Callable[..., str]
) -> None:
    folder = tmp_path / "drilling"
    shutil.copytree(SAMPLE.parent, folder)
    file = folder / "district.toml"
    text = file.read_text("utf-8")
    assert "\nday = 0\n" in text
    file.write_text(text.replace("\nday = 0\n", "\nday = 10\n"), "utf-8")
    await moved_to(world, days=17)
    await with_settings(world, district_path=folder)
    principal = world.phone("principal")
    alert = await principal.message()
    assert "Drill: A report needs you" in alert.text
    dialog = await principal.press("Read the report")
    assert dialog.form
    assert "THIS IS A DRILL." in dialog.form.text
    world.clock.advance(minutes=30)
    for deputy in ("assistant", "activities"):
        assert "Drill: " in (await world.phone(deputy).message()).text
    await world.phone("assistant").press("Acknowledge")
    world.clock.advance(minutes=2)

    def over() -> bool:
        return {t.status for t in tickets(world) if t.site == "high-school"} == {Status.CLOSED}

    await until(over)
    assert [t.drill for t in tickets(world)] == [True, True]  # one a site
    assert "drill" not in (await world.phone("teacher").say("mine")).text.lower()
    await world.stop()
    report = json.loads(at_the_machine("drill", "report", "--json", "--as", "chair@schools.example"))
    assert [row["minutes"] for row in report if row["site"] == "high-school"] == [30]


async def test_the_owner_of_a_policy_is_reminded_that_its_review_is_due(world: World) -> None:
    await moved_to(world, days=8)
    reminder = await world.phone("chair").message()
    assert "447.1" in reminder.text


async def test_the_head_of_the_trail_is_kept_once_a_day_elsewhere(world: World, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    await in_hand(world)
    await with_settings(world, audit_head=str(place))
    await until(place.exists)
    await moved_to(world, days=3)  # away over two midnights
    await until(lambda: len(kept_heads(str(place))) == 2)
    days = [head.day.isoformat() for head in kept_heads(str(place))]
    assert days == ["2026-11-23", "2026-11-26"]
    assert CANARY not in place.read_text("utf-8")


async def test_no_word_of_record_keeping_leaks(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    number, principal = await in_hand(world)
    await principal.press("More")
    await sent(principal, "Put on hold", reason=f"{CANARY} subpoena")
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Export", kind="pdf", reason=f"{CANARY} counsel")
    await Browser(world).fetch(path_on(screen))
    assert CANARY not in caplog.text
    assert not any(CANARY in message for message in world.exchange.messages)
    for file in world.data_dir.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file.name
