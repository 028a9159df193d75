"""Word files looked into without trusting them."""

import io
import time
import zipfile

import pytest

from handlers.reports import word_file as word
from tests.handlers.reports.papers import LINKS, word_file


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
    monkeypatch.setattr(word, "_READ", 400)
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


@pytest.mark.parametrize(
    "parts",
    [
        {"word__comments.xml": '<w:comment w:author="Marit Solberg" w:initials="MS"><w:p/></w:comment>'},
        {"word__document.xml": '<wp:docPr id="1" name="Box 1" descr="&#8220;Marit Solberg&#8221;"/>'},
        {"word__document.xml": "<wp:docPr id='1' title='Marit Solberg &gt; me'/>"},
        {"word__document.xml": '<wp:docPr title="me > Marit Solberg"/>'},
        {"word___rels__document.xml.rels": '<Relationship Target="mailto:marit.solberg@schools.example"/>'},
        {"word__diagrams__data1.xml": "<a:p><a:r><a:t>Marit Sol</a:t></a:r><a:r><a:t>berg</a:t></a:r></a:p>"},
        {"word__glossary__document.xml": "<w:p><w:t>Marit Solberg</w:t></w:p>"},
        {"customXml__item1.xml": "<a><first>Marit</first><last>Solberg</last></a>"},
        {"docProps__core.xml": "<x><dc:creator>Marit Solberg</dc:creator><dc:title>a</dc:title></x>"},
        {"docProps__custom.xml": '<property name="Marit Solberg"><vt:i4>1</vt:i4></property>'},
        {"word__document.xml": "<w:t>About <w:x/><![CDATA[Marit Sol]]><![CDATA[berg <3]]></w:t>"},
    ],
)
def test_names_are_seen_wherever_a_part_says_them(parts: dict[str, str]) -> None:
    words = word.read(word_file("x", **parts)).words
    assert "marit solberg" in " ".join(words.replace(".", " ").lower().split())


def test_a_part_that_is_set_out_in_lines_is_not_longer_for_it() -> None:
    part = "<w:p>\n" + " " * 1000 + "<w:r>\n\t<w:t>Marit</w:t> </w:r></w:p>"
    assert len(word.read(word_file("x", **{"word__a.xml": part})).words) < 100


def test_a_name_that_was_replaced_with_changes_tracked_stands_beside_the_text() -> None:
    changed = (
        "<w:p><w:del><w:r><w:delText>Solberg</w:delText></w:r></w:del>"
        '<w:ins><w:r w:rsidR="00A77B3E"><w:t>Re</w:t></w:r></w:ins><w:r><w:t>yes</w:t></w:r></w:p>'
    )
    words = word.read(word_file("x", **{"word__footnotes.xml": changed})).words
    assert [word for word in words.split() if word.istitle()] == ["Reyes", "Solberg"]


def test_what_a_program_says_to_itself_is_no_name() -> None:
    own = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<w:a xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:rStyle w:val="Strong"/>'
        '<w:rFonts w:ascii="Georgia"/><w:lang w:val="so-SO" w:bidi="ar-SA"/><a:latin typeface="Franklin"/>'
        f'<v:shape w:rsid="00BADE11" o:gfxdata="{"UEsDBBQA" * 9}&#xA;{"UEsDBBQA" * 9}&#xA;"/></w:a>'
    )
    parts = {
        "word__a.xml": own,
        "word__styles.xml": '<w:style><w:name w:val="Book Title"/></w:style>',
        "word__fontTable.xml": '<w:font w:name="Shruti"/>',
        "docProps__core.xml": "<cp:coreProperties><dc:creator>Administrator</dc:creator></cp:coreProperties>",
    }
    data = word_file("x", **parts)
    assert word.read(data).words.split() == ["x", "rId1", "word/document.xml"]


@pytest.mark.parametrize("target", ["word/document.xml", "/word/document.xml", "./word/../word/document.xml"])
def test_what_opens_it_may_be_said_in_several_ways(target: str) -> None:
    links = LINKS.replace("word/document.xml", target)
    assert "x" in word.read(word_file("x", **{"_rels__.rels": links})).words


@pytest.mark.parametrize(
    "links",
    [
        LINKS.replace("document.xml", "other.xml"),
        LINKS.replace("document.xml", "Document.xml"),
        LINKS.replace("/officeDocument", "/styles"),
        LINKS.replace("Target=", 'TargetMode="External" Target='),
        LINKS.replace("<Relationship ", LINKS[LINKS.index("<Relationship ") :][:-16] + "<Relationship "),
        LINKS.replace('Id="rId1"', 'Id="a>b"'),
        LINKS + '<Relationship Id="a>b" Type="x/officeDocument" Target="word/other.xml"/>',
        LINKS + " " * 100_000,
        "",
    ],
)
def test_a_file_that_opens_with_another_part_is_refused(links: str) -> None:
    with pytest.raises(word.NoWordFile) as none:
        word.read(word_file("x", **{"_rels__.rels": links}))
    assert not none.value.is_archive


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(word.NoWordFile):
        word.read(word_file("x", **{"word__Document.xml": "<w:t>y</w:t>"}))


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY b "Marit Solberg">]><a>&b;</a>',
        '<?xml version="1.0"?><!DOCTYPE a SYSTEM "x"><a/>',
    ],
)
def test_a_part_with_entities_of_its_own_is_refused(part: str) -> None:
    with pytest.raises(word.NoWordFile):
        word.read(word_file("x", **{"customXml__item1.xml": part}))


@pytest.mark.parametrize(
    "part",
    [
        '<a b="data:image/png;base64,iVBORw0KGgo="/>',
        "<a><svg:svg/></a>",
        f"<w:p><w:r><w:t>/9j/{'4AAQ' * 20}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>&lt;sv</w:t></w:r><w:r><w:t>g x='y'/&gt;</w:t></w:r></w:p>",
    ],
)
def test_pictures_that_are_text_are_pictures_here_too(part: str) -> None:
    assert word.read(word_file("x", **{"word__a.xml": part})).has_pictures
    linked = '<Relationship Target="https://a.example/?b=c&amp;name=d.jpg"/>'
    assert not word.read(word_file("x", **{"word___rels__document.xml.rels": linked})).has_pictures


@pytest.mark.parametrize(
    ("said", "is_attached"),
    [
        ("He sent filename=party.jpg to her", False),
        ("He sent me this; filename=party.jpg", False),
        ("Her screen name=lily.png is hers", False),
        ("He wrote &quot;name=lily.png&quot; to her", False),
        ("Content-Disposition: attachment; filename=party.jpg", True),
        ("Content-Disposition: attachment; filename=\u201ca;b=c.jpg\u201d", True),
    ],
)
def test_the_name_of_a_picture_is_one_only_as_an_attachment(said: str, is_attached: bool) -> None:
    assert word.read(word_file(said)).has_pictures is is_attached


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        '<a b="',
        "<w:delText>",
        "<![CDATA[",
        "&",
        "a=",
        "<a b='c' ",
        " name=",
        "<w:p ",
        "x ",
        ";name=",
        ';name="',
        "Content-Type:name",
    ],
)
def test_reading_takes_no_longer_than_the_text_is_long(piece: str) -> None:
    begun = time.process_time()
    word.read(word_file("x", **{"word__a.xml": f"<a>{piece * (2_000_000 // len(piece))}"}))
    assert time.process_time() - begun < 20
