"""Every kind of mistake a policy's owner can make, with its file, line and reason."""

import re
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.versions import read_policy
from tests.handlers.guidance.shelf import POLICIES

TEXT = (POLICIES / "447.1.toml").read_text(encoding="utf-8")
PERCEPTIONS = 'id = "III.perceptions"'
DIALOGUE = 'id = "III.dialogue"'


def text_of(section: str) -> str:
    found = re.search(rf'id = "{re.escape(section)}"\n(?:marker.*\n)?(text = .*)', TEXT)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        # the file
        ("format = 1", "format = 2", "format = 2", "reads format 1"),
        ("format = 1\n", "", "", "is missing"),
        ('code = "447.1"', 'code = ""', 'code = ""', "at least 1 character"),
        ('code = "447.1"', "code = 447.1", "code =", "must be text"),
        ('title = "Social', "title = Social", "title =", "not valid TOML"),
        ('series = "400', 'serie = "400', "serie =", "serie: there is no such key; did you mean series?"),
        ('adopted = "5', 'adoptd = "5', "adoptd =", "adoptd: there is no such key; did you mean adopted?"),
        ('title = "Social', 'colour = "red"\ntitle = "Social', "colour =", "colour"),
        # dates
        ('adopted = "5/14/2012"', 'adopted = "14 May"', "adopted =", "is not a date"),
        ('adopted = "5/14/2012"', 'adopted = "2012-05-14"', "adopted =", "month/day/year"),
        ('adopted = "5/14/2012"', "adopted = 2012-05-14", "adopted =", "must be text"),
        ("revised = []", 'revised = ["2/30/2013"]', "revised =", "is not a date"),
        ("revised = []", 'revised = ["5/14/2010"]', "revised =", "before the adoption"),
        ('reviewed = ["04/10/2017"]', 'reviewed = ["1/1/2001"]', "reviewed =", "before the adoption"),
        (
            'reviewed = ["04/10/2017"]',
            'reviewed = ["04/10/2017", "3/1/2015"]',
            "reviewed =",
            "stand in order",
        ),
        ('reviewed = ["04/10/2017"]', 'reviewed = "04/10/2017"', "reviewed =", "must be a list"),
        # the printed header
        ('adopted = "5/14/2012"', 'adopted = "5/15/2012"', "text = '''", "adopted '5/15/2012'"),
        ('reviewed = ["04/10/2017"]', 'reviewed = ["04/10/2018"]', "text = '''", "reviewed '04/10/2018'"),
        ("revised = []", 'revised = ["5/14/2013"]', "text = '''", "revised '5/14/2013'"),
        ('code = "447.1"', 'code = "447.2"', "text = '''", "code '447.2'"),
        ('title = "Social', 'title = "New Social', "text = '''", "title 'New Social"),
        # who looks after it
        ('owner = "chair@schools.example"', 'owner = "Thomas"', "owner =", "must be an e-mail address"),
        ("review_every_years = 3", "review_every_years = 0", "review_every_years =", "greater than"),
        ("review_every_years = 3", "review_every_years = 50", "review_every_years =", "less than"),
        ("review_every_years = 3", "", "[care]", "is missing"),
        ("review_every_years = 3", "review_every_years = 3\nphone = 1", "phone =", "phone"),
        # parts
        ('id = "II"\nmarker = "II."', 'id = "I"\nmarker = "II."', 'id = "I"', "the part I is there twice"),
        ('id = "III"\nmarker', 'id = "IV"\nmarker', 'id = "III.A"', "there is no part III"),
        ('marker = "III."\n', "", "[[parts]]", "is missing"),
        ('heading = "GUIDELINES"', 'heading = ""', "heading =", "at least 1 character"),
        (
            '[[sections]]\nid = "I"',
            '[[parts]]\nid = "IV"\nmarker = "IV."\nheading = "REVIEW"\n\n[[sections]]\nid = "I"',
            'id = "IV"',
            "the part IV has no section",
        ),
        # sections
        (DIALOGUE, PERCEPTIONS, PERCEPTIONS, "III.perceptions is there twice"),
        (DIALOGUE, 'id = "iii.Perceptions"', 'id = "iii.Perc', "cannot be told from III.perceptions"),
        (DIALOGUE, 'id = "III-perceptions"', 'id = "III-perc', "cannot be told from III.perceptions"),
        (DIALOGUE, 'id = "I.dialogue"', 'id = "I.dia', "does not stand with the others of part I"),
        (DIALOGUE, 'id = "III dialogue"', "id = ", "must be 1 to 60 letters, digits, dots and hyphens"),
        (DIALOGUE, 'name = "III.dialogue"', "name =", "name: there is no such key"),
        (text_of("III.dialogue"), 'text = ""', 'text = ""', "at least 1 character"),
        (text_of("III.dialogue"), 'text = " One of"', 'text = " One of"', "white space"),
        (
            text_of("III.dialogue"),
            text_of("III.B"),
            text_of("III.B"),
            "III.dialogue has the same words as III.B",
        ),
        (text_of("III.dialogue"), "", "[[sections]]", "is missing"),
    ],
)
def test_a_mistake_names_file_line_and_reason(
    tmp_path: Path, old: str, new: str, line: str, reason: str
) -> None:
    assert old in TEXT
    file = tmp_path / "447.1.toml"
    text = TEXT.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_policy(file)
    assert caught.value.file == file
    assert reason in caught.value.reason
    assert text.splitlines()[caught.value.line - 1].startswith(line)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xff\xfe", "is not UTF-8"), (b"", "is missing"), (b"[[sections]]\n" * 3, "is missing")],
)
def test_a_file_that_is_no_policy(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "447.1.toml"
    file.write_bytes(content)
    with pytest.raises(DistrictInvalid, match=reason):
        read_policy(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DistrictInvalid, match="cannot be read"):
        read_policy(tmp_path / "447.1.toml")


def test_the_second_of_two_is_named_by_its_own_line(tmp_path: Path) -> None:
    file = tmp_path / "447.1.toml"
    text = TEXT.replace(DIALOGUE, PERCEPTIONS)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_policy(file)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == PERCEPTIONS]
    assert caught.value.line == lines[1]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "447.1.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert read_policy(file).sha256 == read_policy(POLICIES / "447.1.toml").sha256
