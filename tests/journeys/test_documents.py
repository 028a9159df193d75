"""Documents change hands over one-time links of the bot's own, and nothing of them goes through a chat."""

import io
import logging
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession, FormData
from pypdf import PdfReader

from tests.journeys.phone import Phone, Screen, open_newest
from tests.journeys.test_reporting import CANARY, file_report
from tests.journeys.world import World

TEXT = f"{CANARY} what he wrote, word for word".encode()
PICTURE = b"\x89PNG\r\n\x1a\n" + CANARY.encode()
OPEN = "Open the page"


def path_on(screen: Screen) -> str:
    """Where the link leads, on whatever host the bot is reached at."""
    url = urlsplit(screen.links[OPEN])
    assert url.scheme in {"http", "https"}
    assert url.path.startswith("/pass/")
    return url.path


class Browser:
    """Somebody's browser, or whatever follows a link ahead of them."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def look(self, path: str) -> tuple[int, str]:
        async with ClientSession(self._world.base_url) as session, session.get(path) as page:
            return page.status, await page.text()

    async def fetch(self, path: str) -> tuple[ClientResponse, bytes]:
        async with ClientSession(self._world.base_url) as session, session.post(path) as answer:
            return answer, await answer.read()

    async def send(self, path: str, name: str, data: bytes) -> tuple[int, str]:
        form = FormData(quote_fields=False)  # as browsers do
        form.add_field("document", data, filename=name, content_type="application/octet-stream")
        async with ClientSession(self._world.base_url) as session, session.post(path, data=form) as answer:
            return answer.status, await answer.text()


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world)


async def own_report(phone: Phone) -> Screen:
    return await open_newest(phone)


async def link_to_hand_in(phone: Phone, **filled: tuple[str, ...]) -> str:
    await own_report(phone)
    screen = await phone.press("Hand in a document")
    assert screen.form
    assert "call the police" in screen.form.text
    return path_on(await phone.fill(filled))


async def hand_in(world: World, phone: Phone, name: str = "words.txt", **filled: tuple[str, ...]) -> None:
    status, page = await Browser(world).send(await link_to_hand_in(phone, **filled), name, TEXT)
    assert (status, "Thank you" in page) == (200, True), page


async def link_to_fetch(phone: Phone) -> str:
    await phone.press("More")
    screen = await phone.press("Documents")
    assert "Document 1: plain text" in screen.text
    return path_on(await phone.press("Fetch document 1"))


async def test_the_draft_of_the_written_report_is_fetched_once_as_a_pdf(
    world: World, browser: Browser
) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    await own_report(teacher)
    path = path_on(await teacher.press("Draft of the written report"))
    for _ in range(3):  # previews and scanners use nothing up, and see nothing
        status, page = await browser.look(path)
        assert (status, "Fetch it" in page, CANARY in page) == (200, True, False)
    answer, data = await browser.fetch(path)
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="written-report.pdf"')
    assert CANARY in "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    again, data = await browser.fetch(path)
    assert (again.status, data.startswith(b"%PDF")) == (404, False)
    assert (await browser.look(path))[0] == 404


async def test_a_document_is_handed_in_and_fetched_once(world: World, browser: Browser) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    number = await file_report(teacher)
    await principal.message()
    await hand_in(world, teacher)
    assert number in (await principal.message()).text
    path = await link_to_fetch(principal)
    answer, data = await browser.fetch(path)
    assert (answer.status, data) == (200, TEXT)
    assert "words.txt" in answer.headers["Content-Disposition"]
    assert (await browser.fetch(path))[0].status == 404


async def test_a_link_runs_out(world: World, browser: Browser) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    path = await link_to_hand_in(teacher)
    world.clock.advance(minutes=15)
    assert (await browser.look(path))[0] == 404
    assert (await browser.send(path, "words.txt", TEXT))[0] == 404


async def test_a_picture_is_refused_with_the_reason_and_the_link_still_works(
    world: World, browser: Browser
) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    path = await link_to_hand_in(teacher)
    for name in ("photo.png", "photo.txt"):
        status, page = await browser.send(path, name, PICTURE)
        assert (status, "screenshot, upload or delete" in page) == (422, True)
    assert (await browser.send(path, "words.txt", TEXT))[0] == 200
    assert (await browser.send(path, "words.txt", TEXT))[0] == 404


async def test_whoever_a_document_names_gets_no_signal_of_it(world: World, browser: Browser) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    number = await file_report(teacher)
    await principal.message()
    await hand_in(world, teacher, "What Marit Solberg wrote.txt")
    assert number in (await world.phone("superintendent").message()).text
    screen = await principal.press("More")
    assert "no case with this number for you" in screen.text


async def test_a_link_given_before_somebody_was_kept_out_gives_nothing(
    world: World, browser: Browser
) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    await file_report(teacher)
    await principal.message()
    await hand_in(world, teacher)
    await principal.message()
    path = await link_to_fetch(principal)
    await hand_in(world, teacher, involved=("principal@schools.example",))
    answer, data = await browser.fetch(path)
    assert (answer.status, TEXT in data) == (404, False)


async def test_no_word_of_a_document_leaks(
    world: World, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    teacher, principal = world.phone("teacher"), world.phone("principal")
    await file_report(teacher)
    await principal.message()
    await hand_in(world, teacher, f"{CANARY}.txt")
    await principal.message()
    path = await link_to_fetch(principal)
    await browser.fetch(path)
    token = path.removeprefix("/pass/")
    for secret in (CANARY, token):
        assert secret not in caplog.text
        for file in world.data_dir.rglob("*"):
            if file.is_file():
                assert secret.encode() not in file.read_bytes(), file.name
    assert not any(CANARY in message for message in world.exchange.messages)
