"""The counter in a real browser: on a phone, in light and in dark, without a script."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.reports import own_draft
from handlers.reports.journal import EntryKind
from tests.adapters.web.window import Window
from tests.browser.conftest import PHONE
from tests.browser.test_access import FAINT, NAMELESS, TOO_WIDE
from tests.handlers.reports.papers import Papers, token_on

pytestmark = pytest.mark.browser


@pytest.fixture
async def window() -> AsyncIterator[Window]:
    async with Window(Papers()) as window:
        yield window


async def opened(browser: Browser, window: Window, token: str, scheme: str = "light") -> Page:
    """A phone without scripts that has followed the link, and complains of what the page may not do."""
    context = await browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]},
        color_scheme=scheme,  # type: ignore[arg-type]  # a Literal
        java_script_enabled=False,
    )
    page = await context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((window.url, "data:")) else complaints.append(sent.url),
    )
    await page.goto(f"{window.url}/pass/{token}")
    assert not complaints
    return page


async def test_a_draft_is_saved_under_its_name(browser: Browser, window: Window, tmp_path: Path) -> None:
    page = await opened(browser, window, token_on(window.papers.press("teacher", own_draft.DRAFT)))
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Fetch it").click()
    saved = await saving.value
    assert saved.suggested_filename == "written-report.pdf"
    await saved.save_as(tmp_path / "saved.pdf")
    assert (tmp_path / "saved.pdf").read_bytes().startswith(b"%PDF-")
    await page.get_by_role("button", name="Fetch it").click()
    await expect(page.get_by_role("heading")).to_have_text("This link is over")


async def test_a_document_is_chosen_refused_chosen_again_and_handed_in(
    browser: Browser, window: Window
) -> None:
    page = await opened(browser, window, window.papers.token_to_hand_in())
    choose, send = page.get_by_label("File"), page.get_by_role("button", name="Hand it in")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    await choose.set_input_files(picture)  # type: ignore[arg-type]  # a TypedDict that cannot be imported
    await send.click()
    await expect(page.get_by_role("alert")).to_contain_text(
        "Never copy, forward, screenshot, upload or delete"
    )
    words = {"name": "Zoë's words.txt", "mimeType": "text/plain", "buffer": b"what he wrote"}
    await choose.set_input_files(words)  # type: ignore[arg-type]
    await send.click()
    await expect(page.get_by_role("heading")).to_have_text("Thank you")
    (entry,) = window.papers.entries(EntryKind.DOCUMENT)
    assert entry.fields["name"] == "Zoë's words.txt"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_readable_on_a_phone(browser: Browser, window: Window, scheme: str) -> None:
    token = window.papers.token_to_hand_in()
    page = await opened(browser, window, token, scheme)
    send = page.get_by_role("button", name="Hand it in")
    await page.get_by_label("File").set_input_files({"name": "a.png", "mimeType": "", "buffer": b"x"})
    await send.click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert not await page.evaluate(TOO_WIDE)
    assert not await page.evaluate(NAMELESS)
    measured = await page.evaluate(FAINT)
    assert len(measured) > 5
    assert [(element, ratio) for element, ratio in measured if ratio < 4.5] == []
    box = await send.bounding_box()
    assert box
    assert box["height"] >= 44  # room for a thumb
