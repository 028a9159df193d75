"""Who is told when somebody is away, on duty, out of reach, or the subject of the report."""

import asyncio
import shutil
from pathlib import Path

from handlers.district.reading import SAMPLE
from tests.journeys.test_casework import message_about
from tests.journeys.test_records import with_settings
from tests.journeys.test_reporting import file_report
from tests.journeys.world import World

AWAY = """
[[roster.absences]]
person = "principal@schools.example"
first = 2026-11-23
last = 2026-11-27
deputy = "superintendent@schools.example"
"""
ON_DUTY = """
[[roster.duty]]
people = ["activities@schools.example"]
sites = ["high-school"]
days = [1]
begin = 08:00:00
end = 16:00:00
wait_minutes = 15
"""
DEPUTIES = "[[roster.deputies]]"


def with_roster(folder: Path, lines: str) -> Path:
    """The sample district with these lines in its roster."""
    shutil.copytree(SAMPLE.parent, folder)
    file = folder / SAMPLE.name
    text = file.read_text("utf-8")
    assert DEPUTIES in text
    file.write_text(text.replace(DEPUTIES, f"{lines}\n{DEPUTIES}", 1), "utf-8")
    return folder


async def told(world: World, number: str, *people: str) -> set[str]:
    """Who of these has a message about this report within a second."""

    async def is_told(who: str) -> bool:
        try:
            await asyncio.wait_for(message_about(world.phone(who), number), 1)
        except TimeoutError:
            return False
        return True

    return {who for who in people if await is_told(who)}


async def test_a_deputy_is_told_in_the_place_of_somebody_away(world: World, tmp_path: Path) -> None:
    await with_settings(world, district_path=with_roster(tmp_path / "district", AWAY))
    number = await file_report(world.phone("teacher"))
    superintendent = world.phone("superintendent")
    await message_about(superintendent, number)
    assert not await told(world, number, "principal", "assistant")
    screen = await superintendent.press("Acknowledge")
    assert "Acknowledged by Thomas Whitefeather" in screen.text


async def test_whoever_is_on_duty_is_told_before_the_ladder_begins(world: World, tmp_path: Path) -> None:
    await with_settings(world, district_path=with_roster(tmp_path / "district", ON_DUTY))
    number = await file_report(world.phone("teacher"))
    await message_about(world.phone("activities"), number)
    assert not await told(world, number, "principal")
    world.clock.advance(minutes=15)
    await message_about(world.phone("principal"), number)


async def test_a_report_about_the_top_of_the_ladder_goes_to_the_alternate(world: World) -> None:
    everybody = ("principal", "assistant", "activities", "superintendent")
    number = await file_report(
        world.phone("teacher"),
        urgency="danger",
        involved=("superintendent@schools.example",),
    )
    chair = world.phone("chair")
    await message_about(chair, number)
    assert not await told(world, number, *everybody)
    screen = await chair.press("Acknowledge")
    assert "Acknowledged by Lena Nguyen" in screen.text
    for who in everybody:
        assert number not in (await world.phone(who).say("cases")).text
