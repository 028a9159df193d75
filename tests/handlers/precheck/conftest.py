"""The checker as it comes with the program."""

from pathlib import Path

import pytest

from handlers.district.reading import SAMPLE, read_district
from handlers.guidance.library import PolicyLibrary, read_library
from handlers.precheck.checker import Checker, read_checker

DISTRICT = read_district(SAMPLE)
CODES_FILE = SAMPLE.parent / DISTRICT.codes


@pytest.fixture(scope="session")
def library() -> PolicyLibrary:
    return read_library([Path("handlers/district/moorhead/policies/447.1.toml")])


@pytest.fixture(scope="session")
def checker(library: PolicyLibrary) -> Checker:
    return read_checker(library, DISTRICT, SAMPLE.parent)
