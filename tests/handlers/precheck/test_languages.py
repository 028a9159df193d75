"""Which language a draft is in, and whether it can be read."""

import pytest

from handlers.precheck.languages import read_languages
from handlers.precheck.mending.recipe import read_recipe


@pytest.mark.parametrize("text", read_languages().file.examples.read)
def test_a_draft_in_english_or_spanish_is_read(text: str) -> None:
    assert not read_languages().is_foreign(text)


@pytest.mark.parametrize("text", read_languages().file.examples.foreign)
def test_another_language_is_told(text: str) -> None:
    assert read_languages().is_foreign(text)


def test_disguised_letters_are_no_other_language() -> None:
    assert not read_languages().is_foreign("уоu аrе ѕuсh а рiесе оf wоrk, аnd I mеаn it")  # noqa: RUF001


def test_an_emoji_or_a_name_is_no_language() -> None:
    assert not read_languages().is_foreign("🎉🎉🎉 Nguyễn! 你好")
    assert not read_languages().is_foreign("")


@pytest.mark.parametrize(
    ("text", "language"), [("The bus is late.", "en"), ("El perro de la casa.", "es"), ("Xyz", "en")]
)
def test_the_commonest_words_tell_the_language(text: str, language: str) -> None:
    assert read_languages().of(text) == language


def test_mending_speaks_every_language_that_is_read() -> None:
    assert set(read_languages().file.languages) == set(read_recipe().languages)
