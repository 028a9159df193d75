"""What the bot knows before it talks to anybody: the district's own data."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.settings import Settings
from handlers.clock import Clock, SystemClock
from handlers.district.model import District
from handlers.district.reading import line_of, read_district
from handlers.errors import DistrictInvalid
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from handlers.precheck.checker import Checker, read_checker
from handlers.precheck.lessons import LESSONS, Lesson, read_lessons


class Knowledge(NamedTuple):
    """The district, its policies, the pre-check against them, and two sections.

    `duty` asks for reports, `asking` says to ask a supervisor.
    """

    district: District
    library: PolicyLibrary
    checker: Checker
    duty: Passage
    asking: Passage


def read_knowledge(settings: Settings, clock: Clock | None = None) -> Knowledge:
    """All of the district's data, as in force today. Raises DistrictInvalid with file, line and reason."""
    file = settings.district_file
    district = read_district(file)
    today = (clock or SystemClock()).now().astimezone(district.zone).date()
    library = read_library(policy_files(settings, district), today)
    duty = _section(library, file, "duty_to_report", district.duty_to_report)
    asking = _section(library, file, "when_uncertain", district.when_uncertain or district.duty_to_report)
    checker = read_checker(library, district, file.parent, own_model(settings))
    return Knowledge(district, library, checker, duty, asking)


def _section(library: PolicyLibrary, file: Path, field: str, named: str) -> Passage:
    """The section a field of the district's file names. Raises DistrictInvalid with the field's line."""
    found = library.find(named)
    if isinstance(found, Passage):
        return found
    line = line_of(file.read_text(encoding="utf-8-sig"), (field,))
    raise DistrictInvalid(file, line, f"no policy has a section {named}")


def policy_files(settings: Settings, district: District) -> list[Path]:
    """The files of the district's policies, in its order."""
    return [settings.district_file.parent / name for name in district.policies]


def read_elsewhere(settings: Settings, district: District) -> list[Path]:
    """What else of the district's folder is read: its own file, that of the codes, its lessons."""
    folder = settings.district_file.parent
    return [settings.district_file, folder / district.codes, folder / "lessons"]


def own_model(settings: Settings) -> Path:
    """Where the model trained with the district's own lessons lies, if there is one."""
    return settings.district_file.parent / "lessons" / "heads.npz"


def last_model(settings: Settings) -> Path:
    """Where the model that the last training replaced is kept, to compare with."""
    return own_model(settings).with_name("heads-before.npz")


def read_all_lessons(settings: Settings, codes: Sequence[str]) -> list[Lesson]:
    """The program's lessons and the district's own. Raises DistrictInvalid with file and line."""
    return read_lessons([LESSONS, settings.district_file.parent / "lessons"], codes)
