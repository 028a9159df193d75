"""A record comes to its end: by the schedule, by itself, or on an order that only an alternate can answer."""

import shutil
from pathlib import Path

from handlers.district.reading import SAMPLE
from handlers.records.keeping import LISTED
from tests.journeys.test_casework import danger, in_hand, message_about, sent
from tests.journeys.test_records import ORDER, closed, moved_to, store, tickets, until, with_settings
from tests.journeys.world import World

LABEL = "Destroy: time is over"


def a_term_of_days(folder: Path, destroys: str) -> Path:
    """The sample district, whose concerns are kept for 30 days and listed for two."""
    shutil.copytree(SAMPLE.parent, folder)
    file = folder / SAMPLE.name
    text = file.read_text("utf-8")
    for old, new in (
        ('record = "concern"\nyears = 7', 'record = "concern"\ndays = 30'),
        (
            'records_officers = ["records@schools.example"]',
            'records_officers = ["superintendent@schools.example"]',
        ),
        ('destroys = "confirmed"\nlisted_days = 14', f'destroys = "{destroys}"\nlisted_days = 2'),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return folder


def is_listed(world: World, number: str) -> bool:
    """Whether the sweep has put it on the list. It looks once a day, and days must not pass before."""
    opened = store(world)
    with opened.begin() as work:
        actions = {entry.action for entry in work.audit.entries(number)}
    opened.close()
    return LISTED in actions


async def test_a_records_officer_confirms_what_the_schedule_lists(world: World, tmp_path: Path) -> None:
    number, phones = await danger(world)
    await closed(world, phones, number)
    await with_settings(world, district_path=a_term_of_days(tmp_path / "district", "confirmed"))
    await moved_to(world, days=40)
    officer = phones["superintendent"]
    notice = await message_about(officer, "Records are due")
    assert number not in notice.text
    screen = await officer.say(f"records {number}")
    assert LABEL not in screen.buttons
    await moved_to(world, days=3)
    assert [ticket.number for ticket in tickets(world)] == [number]
    await officer.say(f"records {number}")
    screen = await sent(officer, LABEL, answer="yes")
    assert "Destroyed" in screen.text
    assert tickets(world) == []


async def test_where_the_district_says_so_it_goes_by_itself(world: World, tmp_path: Path) -> None:
    number, phones = await danger(world)
    await closed(world, phones, number)
    await with_settings(world, district_path=a_term_of_days(tmp_path / "district", "automatic"))
    await moved_to(world, days=40)
    await until(lambda: is_listed(world, number))
    await moved_to(world, days=1)
    assert [ticket.number for ticket in tickets(world)] == [number]
    await moved_to(world, days=2)
    await until(lambda: not tickets(world))
    gone = await phones["principal"].say(f"cases {number}")
    assert gone.text == (await phones["principal"].say("cases AAAA-BBBB")).text


async def test_where_nobody_else_may_know_an_alternate_answers_an_order(world: World) -> None:
    left_out = ("assistant@schools.example", "activities@schools.example", "records@schools.example")
    number, principal = await in_hand(world, involved=left_out)
    await closed(world, {"principal": principal}, number)
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Ordered destroyed", **ORDER)
    assert "Lena Nguyen has to agree now, and is told" in screen.text
    chair = world.phone("chair")
    notice = await message_about(chair, "An order waits")
    assert number not in notice.text
    screen = await chair.say("records")
    assert "Ordered destroyed, and waiting for your answer: 1" in screen.text
    await chair.press(f"Open {number}")
    screen = await sent(chair, "Answer the order", answer="yes")
    assert "Destroyed" in screen.text
    assert tickets(world) == []
    for who in ("assistant", "activities"):
        screen = await world.phone(who).say("records")
        assert "Nothing waits for you here." in screen.text
