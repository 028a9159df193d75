"""What the bot knows before it talks to anybody: the district's own data."""

from typing import NamedTuple

from bot.settings import Settings
from handlers.district.model import District
from handlers.district.reading import read_district
from handlers.guidance.library import PolicyLibrary, read_library


class Knowledge(NamedTuple):
    """What the bot knows before it talks to anybody: all of it data of the district."""

    district: District
    library: PolicyLibrary


def read_knowledge(settings: Settings) -> Knowledge:
    """The district and its policies. Raises DistrictInvalid."""
    file = settings.district_file
    district = read_district(file)
    return Knowledge(district, read_library([file.parent / name for name in district.policies]))
