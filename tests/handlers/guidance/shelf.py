"""A library with a past: 447.1 revised once, and a second policy. Revision and second are invented."""

import shutil
from pathlib import Path

from handlers.district.reading import SAMPLE
from handlers.guidance.library import PolicyLibrary, read_library

POLICIES = SAMPLE.parent / "policies"
OLD_WORDS = (
    "Use of social media for personal use during district time or on district equipment is prohibited."
)
NEW_WORDS = "Use of social media for personal use during duty time or on district equipment is prohibited."
NEW_SECTION = """
[[sections]]
id = "III.G"
marker = "G."
text = "Employees who use generated pictures say so where they publish them."
"""
SECOND = """\
format = 1
code = "500"
title = "Invented Policy for Tests"
type = "Policy"
series = "500 STUDENTS"
adopted = "1/2/2020"

[[parts]]
id = "III"
marker = "III."
heading = "RULES"

[[sections]]
id = "III.F"
marker = "F."
text = "Lockers are the property of the district. See procedure 447.1."
"""


def revise(folder: Path) -> Path:
    """Give the copy of the sample's policies in `folder` a revision, and return 447.1.toml."""
    file = folder / "447.1.toml"
    text = file.read_text(encoding="utf-8")
    (folder / "447.1").mkdir()
    (folder / "447.1" / "2012-05-14.toml").write_text(text, encoding="utf-8")
    assert OLD_WORDS in text
    text = text.replace(OLD_WORDS, NEW_WORDS).replace("revised = []", 'revised = ["9/1/2026"]')
    text = text.replace("\nRevised Date(s):\n", "\nRevised Date(s): 9/1/2026\n")
    before, perceptions, after = text.partition('\n[[sections]]\nid = "III.perceptions"')
    file.write_text(before + NEW_SECTION + perceptions + after, encoding="utf-8")
    return file


def shelf(folder: Path) -> list[Path]:
    """The files of both policies, 447.1 with its earlier version beside it."""
    for file in POLICIES.glob("447.1.*"):
        shutil.copy(file, folder)
    second = folder / "500.toml"
    second.write_text(SECOND, encoding="utf-8")
    (folder / "500.questions.toml").write_text(
        'policy = "500"\n[mentions]\n"447.1" = "procedure 447.1"\n', encoding="utf-8"
    )
    return [revise(folder), second]


def shelved(folder: Path) -> PolicyLibrary:
    """The same as a library."""
    return read_library(shelf(folder))
