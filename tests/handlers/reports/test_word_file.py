"""Word files looked into without trusting them."""

import io
import zipfile

import pytest

from handlers.reports import word_file as word
from tests.handlers.reports.papers import word_file


def test_words_are_read_as_they_stand_in_their_paragraphs() -> None:
    data = word_file("Mar</w:t></w:r><w:r><w:t>it Sol</w:t></w:r><w:r><w:t>berg", "A &amp; B")
    found = word.read(data)
    assert "Marit Solberg A & B" in " ".join(found.words.split())
    assert not found.is_active
    assert not found.has_pictures


def test_notes_and_headers_are_read_too() -> None:
    data = word_file("Body", **{"word__footnotes.xml": "<w:p><w:t>Daniel Reyes</w:t></w:p>"})
    assert "Daniel Reyes" in word.read(data).words


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be-sig"])
def test_names_are_seen_in_every_coding_that_word_opens(coding: str) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><w:p><w:t>Marit Sólberg</w:t></w:p>'
    if coding == "utf-8-sig":
        text = text.replace("16", "8")
    marked = coding == "utf-16-be-sig"
    data = ("\ufeff" + text).encode("utf-16-be") if marked else text.encode(coding)
    assert "Marit Sólberg" in word.read(word_file("x", **{"word__a.xml": data})).words


@pytest.mark.parametrize("coding", ["utf-7", "windows-1252", "ibm037"])
def test_a_coding_that_is_not_read_is_refused(coding: str) -> None:
    data = f'<?xml version="1.0" encoding="{coding}"?><w:p>Sólberg</w:p>'
    for written in (data.encode(), data.encode("utf-16-be"), data.encode("utf-32"), data.encode(coding)):
        with pytest.raises(word.NoWordFile) as none:
            word.read(word_file("x", **{"word__a.xml": written}))
        assert not none.value.is_archive


def test_what_runs_is_seen_in_utf_16_too() -> None:
    link = '<Relationship Type=".../attachedTemplate" Target="x"/>'.encode("utf-16")
    assert word.read(word_file("x", **{"word___rels__settings.xml.rels": link})).is_active


def test_a_text_too_long_to_be_looked_through_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word_file("x", **{"word__z.xml": "<w:t>Marit Solberg</w:t>"})
    assert "Solberg" in word.read(data).words
    monkeypatch.setattr(word, "_READ", len("<w:t>Marit Solberg</w:t>"))
    with pytest.raises(word.NoWordFile):
        word.read(data)


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"},
        {"word__activeX__activeX1.xml": "x"},
        {"word__afchunk.htm": "x"},
        {"word___rels__settings.xml.rels": '<Relationship Type=".../attachedTemplate" Target="x"/>'},
        {"word___rels__document.xml.rels": '<Relationship Type=".../oleObject" Target="x"/>'},
    ],
)
def test_what_can_run_is_seen(parts: dict[str, str]) -> None:
    assert word.read(word_file("x", **parts)).is_active


@pytest.mark.parametrize(
    "parts",
    [
        {"docProps__thumbnail.jpeg": "x"},
        {"word__media__image1.emf": "x"},
        {"word__media__image1.xml": "\xff\xd8\xff\xe0"},
        {"word__media__image1.rels": "GIF89a"},
        {"word__fonts__font1.odttf": "GIF89a"},
        {"word__image1.odttf": "x"},
        {"word__media__image1": "x"},
        {"word__media__": "x"},
    ],
)
def test_what_is_neither_text_nor_a_font_is_a_picture(parts: dict[str, str]) -> None:
    assert word.read(word_file("x", **parts)).has_pictures


def test_fonts_and_texts_in_any_coding_are_none() -> None:
    parts = {"word__fonts__font1.odttf": "x", "docProps__app.xml": '\ufeff<?xml version="1.0"?><a/>'}
    assert not word.read(word_file("x", **parts)).has_pictures
    assert not word.read(word_file("x", **{"word__glossary__": "", "word__empty.xml": ""})).has_pictures


def test_an_archive_of_other_things_is_no_word_file() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", "x")
    with pytest.raises(word.NoWordFile) as none:
        word.read(archive.getvalue())
    assert none.value.is_archive


def test_a_file_that_would_swell_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_LARGEST", 1024 * 1024)
    swollen = word_file("x", **{"word__big.xml": " " * (1024 * 1024)})
    assert len(swollen) < 4096
    with pytest.raises(word.NoWordFile):
        word.read(swollen)
    many = {f"word__{n}.xml": "" for n in range(2001)}
    with pytest.raises(word.NoWordFile):
        word.read(word_file("x", **many))


def test_damage_is_no_error_of_ours() -> None:
    whole = word_file("x" * 500)
    for at in range(0, len(whole), 7):
        try:
            word.read(whole[:at] + b"\xff" + whole[at + 1 :])
        except word.NoWordFile:
            continue


@pytest.mark.parametrize("picture", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF\0"])
def test_a_picture_behind_the_last_part_is_seen(picture: bytes) -> None:
    assert word.read(word_file("x") + picture).has_pictures
