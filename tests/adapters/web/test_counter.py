"""The counter's pages over HTTP: a look shows nothing, one press does it, and nothing is kept."""

import asyncio
import logging
import random
import re
from collections.abc import AsyncIterator

import pytest

from adapters.web import counter as pages_module
from adapters.web import upload
from handlers.errors import NotSaved
from handlers.reports import own_draft
from handlers.reports.counter import Document, Errand
from handlers.reports.journal import EntryKind
from tests.adapters.web.window import Window
from tests.handlers.reports.papers import WORDS, Papers, token_on
from tests.handlers.reports.pdfs import small_pdf, stream_of

MB = 1024 * 1024
GUARDS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
async def window() -> AsyncIterator[Window]:
    async with Window(Papers()) as window:
        yield window


def draft_token(window: Window) -> str:
    return token_on(window.papers.press("teacher", own_draft.DRAFT))


async def test_a_look_shows_a_page_with_a_button_and_nothing_of_the_case(window: Window) -> None:
    token = draft_token(window)
    for method in ("GET", "HEAD", "GET"):
        page, text = await window.look(token, method)
        assert page.status == 200
        if method == "GET":
            assert "Fetch it" in text
            assert "CANARY" not in text
            assert window.papers.ticket.number not in text
            assert token not in text


async def test_911_and_988_stand_on_every_page(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    token = draft_token(window)
    pages = [await window.look(draft_token(window)), await window.look("x" * 43)]
    monkeypatch.setattr(window.papers.desk.store, "broken", True)
    pages.append(await window.look(token))
    assert [page.status for page, _ in pages] == [200, 404, 503]
    for _, text in pages:
        assert "Call 911" in text
        assert "988" in text


async def test_every_page_is_guarded(window: Window) -> None:
    page, text = await window.look(draft_token(window))
    over, _ = await window.look("x" * 43)
    for answer in (page, over):
        assert {name: answer.headers[name] for name in GUARDS} == GUARDS
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "script" not in policy
    assert "<script" not in text
    assert not re.search(r"\s(on\w+|style|src)=", text)
    assert set(re.findall(r'href="([^"]*)"', text)) == {"data:,"}


async def test_a_press_gives_the_document_once_to_be_saved(window: Window) -> None:
    token = draft_token(window)
    answer, data = await window.press(token)
    assert (answer.status, answer.content_type, data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert {name: answer.headers[name] for name in GUARDS} == GUARDS
    again, data = await window.press(token)
    assert (again.status, b"%PDF" in data) == (404, False)
    assert "was used" not in data.decode()
    assert "Ask the bot for a new one" in data.decode()


async def test_two_presses_at_once_give_it_once(window: Window) -> None:
    token = draft_token(window)
    answers = await asyncio.gather(*(window.press(token) for _ in range(4)))
    assert sorted(answer.status for answer, _ in answers) == [200, 404, 404, 404]


async def test_a_document_is_handed_in(window: Window) -> None:
    token = window.papers.token_to_hand_in()
    _, text = await window.look(token)
    assert 'accept=".pdf,.txt,.docx"' in text
    assert "Never copy, forward, screenshot, upload or delete" in text
    status, text = await window.send(token, WORDS)
    assert (status, "Your document is kept" in text) == (200, True)
    assert (await window.send(token, WORDS))[0] == 404


async def test_the_exact_name_and_bytes_come_back(window: Window) -> None:
    # Above the limit that the service has for all other requests, and not to be compressed. Always the
    # same bytes: in one of some sixty draws there is what looks like a picture among a page's marks.
    noise = random.Random(1).randbytes(4 * MB)  # noqa: S311 - no secret
    document = Document("Zoë's words; 100%.pdf", "", small_pdf(stream_of(noise)))
    status, text = await window.send(window.papers.token_to_hand_in(), document)
    assert status == 200, text
    answer, data = await window.press(window.papers.token_to_fetch())
    assert data == document.data, len(data)
    assert answer.content_disposition
    assert answer.content_disposition.filename == document.name
    assert answer.headers["Content-Disposition"].isascii()


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (Document("a.png", "", b"\x89PNG"), "Pictures, videos and recordings are not taken"),
        (Document("a.txt", "", b"x" * (5 * MB + 1)), "too large: at most 5 MB"),
        (Document("a.txt", "", b"x" * (6 * MB)), "too large: at most 5 MB"),
        (Document("", "", b""), "Please choose a file"),
        (Document("a.txt", "", b""), "This file is empty"),
    ],
    ids=["picture", "a byte more", "much more", "nothing chosen", "empty"],
)
async def test_a_refusal_says_why_and_the_link_still_works(
    window: Window, document: Document, reason: str
) -> None:
    token = window.papers.token_to_hand_in()
    status, text = await window.send(token, document)
    assert (status, reason in text) == (422, True), text
    assert 'type="file"' in text
    assert (await window.send(token, WORDS))[0] == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "text/plain"),
        (b"document=x", "application/x-www-form-urlencoded"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (
            b'--x\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\nabc',
            "multipart/form-data; boundary=x",
        ),
    ],
)
async def test_what_is_no_upload_is_no_error_of_ours(window: Window, body: bytes, kind: str) -> None:
    token = window.papers.token_to_hand_in()
    answer, page = await window.press(token, data=body, headers={"Content-Type": kind})
    assert (answer.status, b"again" in page or b"choose" in page) == (422, True), page
    assert window.papers.entries(EntryKind.DOCUMENT) == []


async def test_another_field_is_no_document(window: Window) -> None:
    assert (await window.send(window.papers.token_to_hand_in(), WORDS, "other"))[0] == 422


async def test_a_stranger_cannot_make_it_read_a_document(window: Window) -> None:
    status, text = await window.send("x" * 43, WORDS)
    assert (status, "does not work any more" in text) == (404, True)


@pytest.mark.parametrize("token", ["x", "%00", "%F0%9F", "a" * 6000, "<script>", "..%2f..%2fetc"])
async def test_odd_tokens_are_links_that_are_over(window: Window, token: str) -> None:
    for page, text in (await window.look(token), await window.look(token, "POST")):
        assert (page.status, "<script>" in text) == (404, False)


async def test_while_the_database_is_down_it_says_so(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_token: str) -> Errand:
        raise NotSaved

    monkeypatch.setattr(type(window.papers.counter), "page", lambda _self, token: down(token))
    page, text = await window.look("x" * 43)
    assert (page.status, "database is not available" in text) == (503, True)


async def test_an_error_is_told_by_its_class_alone(
    window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_self: object, token: str) -> Errand:
        raise ValueError(f"CANARY {token}")

    token = draft_token(window)
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(type(window.papers.counter), "page", broken)
    page, text = await window.look(token)
    assert (page.status, "ask the bot for a new link" in text) == (500, True)
    ours = [record for record in caplog.records if not record.name.startswith("asyncio")]
    assert [record.getMessage() for record in ours] == ["the counter failed: ValueError"]
    assert "CANARY" not in caplog.text
    assert token not in caplog.text


async def test_no_token_is_logged(window: Window, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = draft_token(window)
    await window.look(token)
    await window.press(token)
    await window.press(token)
    assert token not in caplog.text


async def test_too_many_at_once_are_asked_to_come_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_module, "WAITING", 0)
    page, text = await window.look("x" * 43)
    assert (page.status, "try again in a minute" in text) == (503, True)


async def test_a_document_that_never_ends_is_given_up(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "SECONDS", 0.05)
    token = window.papers.token_to_hand_in()
    never = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\n\r\nabc'
        await never.wait()

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer, page = await window.press(token, data=endless(), headers=headers)
    assert (answer.status, b"did not arrive whole" in page) == (422, True)
