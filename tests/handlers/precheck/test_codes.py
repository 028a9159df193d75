"""The table of codes against the policy."""

from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.library import PolicyLibrary
from handlers.precheck.codes import read_codes
from tests.handlers.precheck.conftest import CODES_FILE

TABLE = {
    "A": "III.A",
    "B": "III.B",
    "C-insult": "III.C",
    "C-slur": "III.C",
    "C-obscene": "III.C",
    "C-sensitive": "III.C",
    "C-ip": "III.C",
    "D": "III.D",
    "E-identity": "III.E",
    "E-interest": "III.E",
    "E-disclaimer": "III.E",
    "F-name": "III.F",
    "F-reference": "III.F",
    "F-record": "III.F",
    "F-photo": "III.F",
    "F-private": "III.F",
    "F-business": "III.F-2",
    "G-tone": "III.dialogue",
    "G-pii": "III.personal-info",
}


def test_each_code_has_its_section(library: PolicyLibrary) -> None:
    codes = read_codes(CODES_FILE)
    assert {name: code.section for name, code in codes.codes.items()} == TABLE
    assert {name: section.id for name, section in codes.quotes(library, CODES_FILE).items()} == TABLE


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('section = "III.D"', 'section = "III.X"', "no section III.X"),
        ('policy = "447.1"', 'policy = "999"', "no policy 999"),
        ("[codes.C-insult]", "[codes.flag]", "cannot be called flag"),
        ("[codes.C-insult]", "[codes.stop]", "cannot be called stop"),
    ],
)
def test_a_mistake_names_its_line(
    library: PolicyLibrary, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    file = tmp_path / "codes.toml"
    text = CODES_FILE.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason) as caught:
        read_codes(file).quotes(library, file)
    assert text.splitlines()[caught.value.line - 1] == new


def test_every_code_asks_in_a_question_and_says_why_posts_like_it_were_marked() -> None:
    for code in read_codes(CODES_FILE).codes.values():
        assert "?" in (code.ask or "")
        assert code.question == code.ask
        assert code.because
        assert code.because in code.likeness


def test_without_words_of_its_own_a_code_still_asks_and_explains() -> None:
    code = read_codes(CODES_FILE).codes["F-photo"].model_copy(update={"ask": None, "because": None})
    assert code.question == f"Does this fit your post? Then: {code.suggestion}"
    assert code.likeness == f"Posts like this were marked for this: {code.meaning}."
