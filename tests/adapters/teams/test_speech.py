"""Teams' text made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams import incoming
from adapters.teams.speech import plain, quoted, spoken

BOT = {"id": "28:bot", "name": "smpolicy"}
MENTION = {"type": "mention", "mentioned": BOT, "text": "<at>smpolicy</at>"}
OTHER = {"type": "mention", "mentioned": {"id": "29:ann"}, "text": "<at>Ann</at>"}


def said(text: str, *entities: object) -> str:
    return spoken(
        incoming.read(
            {
                "type": "message",
                "channelId": "msteams",
                "serviceUrl": "http://localhost",
                "from": {"id": "29:sam"},
                "recipient": BOT,
                "conversation": {"id": "chat"},
                "text": text,
                "entities": list(entities),
            }
        )
    )


@pytest.mark.parametrize(
    ("text", "entities", "plainly"),
    [
        ("<at>smpolicy</at> ask this\n", (MENTION,), "ask this"),
        ("<at>smpolicy</at>&nbsp;ask\xa0this", (MENTION,), "ask this"),
        ("check <at>Ann</at> is late", (OTHER,), "check Ann is late"),
        ("<at>smpolicy</at> check <at>Ann</at>", (MENTION, OTHER), "check Ann"),
        ("a &lt;b&gt; &amp; c", (), "a <b> & c"),
        ("check one\r\ntwo", (), "check one\ntwo"),
        (
            "check 1 < 2",
            ({"type": "mention"}, 7, {"type": "mention", "mentioned": BOT, "text": 7}),
            "check 1 < 2",
        ),
        ("", (), ""),
    ],
)
def test_spoken(text: str, entities: tuple[object, ...], plainly: str) -> None:
    assert said(text, *entities) == plainly


@pytest.mark.parametrize(
    ("markup", "plainly"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("a&nbsp;&amp;&lt;b&gt;", "a &<b>"),
        ('Nice <img alt="\U0001f600" src="x">', "Nice \U0001f600"),
        ("<style>p{}</style>text<script>x</script>", "text"),
        ("<div>one  two\n three</div>", "one two three"),
        ("<p>unclosed", "unclosed"),
    ],
)
def test_plain(markup: str, plainly: str) -> None:
    assert plain(markup) == plainly


@given(st.text())
def test_any_markup_is_read(markup: str) -> None:
    plain(markup)


@pytest.mark.parametrize("value", [None, 7, {}, {"messagePayload": 7}, {"messagePayload": {"body": []}}])
def test_nothing_to_quote(value: object) -> None:
    assert quoted(value) == ""
