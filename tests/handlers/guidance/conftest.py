"""The sample's library, and one with a past."""

import pytest

from handlers.guidance.library import PolicyLibrary, read_library
from tests.handlers.guidance.shelf import POLICIES, several, shelved


@pytest.fixture(scope="session")
def library() -> PolicyLibrary:
    """As it comes with the program."""
    return read_library([POLICIES / "447.1.toml"])


@pytest.fixture(scope="session")
def revised(tmp_path_factory: pytest.TempPathFactory) -> PolicyLibrary:
    """447.1 revised once, and policy 500."""
    return shelved(tmp_path_factory.mktemp("policies"))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> PolicyLibrary:
    """447.1, and 512, 640, 650 and 651."""
    return several(tmp_path_factory.mktemp("policies"))
