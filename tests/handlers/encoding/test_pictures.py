"""Emoji become words, and every word knows where its picture stood."""

from handlers.encoding.encoder import encoder
from handlers.encoding.pictures import spelled_out


def test_a_text_without_emoji_stays_as_it_is() -> None:
    assert spelled_out("plain words").text == "plain words"
    assert spelled_out("caf\u00e9 con le\u00f1a").text == "caf\u00e9 con le\u00f1a"


def test_a_picture_is_read_by_its_name() -> None:
    spelled = spelled_out("bring a \U0001f52a and \U0001f382")
    assert "knife" in spelled.text
    assert "cake" in spelled.text


def test_every_letter_of_a_name_stands_where_the_picture_stood() -> None:
    spelled = spelled_out("a \U0001f52a b")
    start = spelled.text.index("knife")
    assert spelled.place(start, start + 5) == (2, 3)
    assert spelled.place(len(spelled.text) - 1, len(spelled.text)) == (4, 5)


def test_the_encoder_points_into_the_text_as_given() -> None:
    text = "cut it with a \U0001f52a now"
    read = encoder().encode(text, "personal account, teacher:")
    assert len(read.places) == len(read.vectors)
    assert all(0 <= start < end <= len(text) for start, end in read.places)
    assert (14, 15) in read.places


def test_what_is_told_beforehand_changes_the_vector_and_adds_no_place() -> None:
    alone, told = encoder().encode("Go Spuds"), encoder().encode("Go Spuds", "class account:")
    assert alone.places == told.places
    assert abs(float(alone.mean @ told.mean) - 1) > 1e-4
