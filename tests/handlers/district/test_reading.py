"""The district's data file: read whole, or refused with file, line and reason."""

from datetime import date
from pathlib import Path

import pytest

from handlers.district.reading import SAMPLE, check_contacts, read_district
from handlers.errors import DistrictInvalid

OWN_ROUTE = """
[[routes]]
id = "other"
label = "Elsewhere"
[[routes.calls]]
contacts = ["police"]
reason = "The police."
[[contacts]]
id = "police"
name = "Police"
phone = "218-555-0100"
last_checked = 2026-01-01
"""


def test_the_sample_district_is_right() -> None:
    district = read_district(SAMPLE)
    assert district.site("high-school") is not None
    assert {p.title.split(",")[0] for p in district.playground} >= {
        "Teacher",
        "Coach",
        "Principal",
        "Superintendent",
    }
    assert district.contact("emergency") is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\na = 2", "this key stands twice (at"),
        ("a = {b = 1, b = 2}", "this key stands twice: 'b' (at"),
        ("[a]\nb = 1\n[a]", "this table stands twice (at"),
        ("a = ", "Invalid value (at"),
    ],
)
def test_what_is_wrong_with_toml_is_told_in_plain_words(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "district.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_district(file)
    assert caught.value.reason.startswith(f"not valid TOML: {told}")


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("wait_minutes = 60", "wait_minutes = 0", "greater than or equal to 1"),
        ('timezone = "America/Chicago"', 'timezone = "Mars"', "not a time zone"),
        ("format = 1", "format = 2", "format 1"),
        ("format = 1", "format = ", "not valid TOML"),
        ('id = "robert-asp"', 'id = "Robert Asp"', "must be 1 to 60 small letters, digits and hyphens"),
        ('phone = "988"', 'telephone = "988"', "telephone: there is no such key"),
        (
            'people = ["principal@schools.example"]',
            'people = ["nobody@schools.example"]',
            "not among [[people]]",
        ),
        ('alternates = ["chair@schools.example"]', "alternates = []", "at least 1 item"),
        ('contacts = ["police"]', 'contacts = ["polise"]', "polise is to be called by the route other"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, reason: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8") + OWN_ROUTE
    file = tmp_path / "district.toml"
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason.replace("[", r"\[")) as caught:
        read_district(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.line - 1] == wrong
    assert str(caught.value).startswith(f"{file}:{caught.value.line}: ")


@pytest.mark.parametrize(
    ("gone", "reason"),
    [
        ("adult-abuse", "adult-abuse is to be called by the route adult but not among"),
        ("school-maltreatment", "school-maltreatment is to be called by the route school but not among"),
        ("emergency", "a contact with the id emergency is needed"),
        ("child-protection", "a contact with the id child-protection is needed"),
    ],
)
def test_a_file_without_a_contact_that_reporters_are_led_to_is_refused(
    tmp_path: Path, gone: str, reason: str
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(f'id = "{gone}"') == 1
    file = tmp_path / "district.toml"
    file.write_text(text.replace(f'id = "{gone}"', 'id = "somebody"'), encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason):
        read_district(file)


def test_a_number_checked_on_a_day_to_come_is_refused_where_the_day_is_known(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8") + OWN_ROUTE
    file = tmp_path / "district.toml"
    file.write_text(text.replace("last_checked = 2026-01-01", "last_checked = 2090-01-01"), encoding="utf-8")
    assert read_district(file).contact("police")
    check_contacts(file, read_district(file), date(2090, 1, 1))
    with pytest.raises(DistrictInvalid, match="2090-01-01 is still to come") as caught:
        check_contacts(file, read_district(file), date(2089, 12, 31))
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.line - 1] == "last_checked = 2090-01-01"


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DistrictInvalid, match="cannot be read"):
        read_district(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "district.toml"
    file.write_bytes(b'format = 1\nname = "Montr\xe9al"\n')
    with pytest.raises(DistrictInvalid, match="UTF-8") as caught:
        read_district(file)
    assert caught.value.line == 2
