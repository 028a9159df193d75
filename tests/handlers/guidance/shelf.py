"""A library with a past: 447.1 revised once, and a second policy. Revision and second are invented."""

import shutil
from datetime import date
from pathlib import Path

from handlers.district.reading import SAMPLE
from handlers.guidance.library import PolicyLibrary, read_library

POLICIES = SAMPLE.parent / "policies"
TODAY = date(2026, 11, 22)
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

PLAIN = """\
format = 1
code = "{code}"
title = "{title}"
type = "Policy"
series = "{series}"
adopted = "1/15/2024"
revised = []

[[parts]]
id = "II"
marker = "II."
heading = "RULES"

[[sections]]
id = "II.A"
marker = "A."
text = "{first}"

[[sections]]
id = "II.A-2"
text = "{second}"
"""
DRONES = "Drones need the permission of the office."
WRITTEN = "Drones need the written permission of the office."
OTHERS = {
    "512": ("Pictures", "500 PROPERTY", "Pictures of locks and alarms may not be taken.", WRITTEN),
    "640": ("Keys", "600 BUILDINGS", "Keys are given out by the office.", "A lost key is told at once."),
    "650": ("Lockers", "600 BUILDINGS", "Lockers are the district's.", "The office opens them with its key."),
    "651": ("Parking", "600 BUILDINGS", "Staff park behind the building.", "A permit is on the windshield."),
}


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


def several(folder: Path) -> PolicyLibrary:
    """The sample's 447.1 beside four invented policies, of which 512 was revised on 2026-08-01."""
    for file in POLICIES.glob("447.1.*"):
        shutil.copy(file, folder)
    for code, (title, series, first, second) in OTHERS.items():
        text = PLAIN.format(code=code, title=title, series=series, first=first, second=second)
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    file = folder / "512.toml"
    now = file.read_text(encoding="utf-8")
    (folder / "512").mkdir()
    (folder / "512" / "2024-01-15.toml").write_text(now.replace(WRITTEN, DRONES), encoding="utf-8")
    file.write_text(now.replace("revised = []", 'revised = ["8/1/2026"]'), encoding="utf-8")
    return read_library([folder / "447.1.toml", *(folder / f"{code}.toml" for code in OTHERS)], TODAY)
