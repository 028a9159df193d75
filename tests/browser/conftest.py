"""A real browser, and a window of it that complains of anything that is not in order."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.adapters.web.stage import Stage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

WIDE, PHONE = (1280, 800), (360, 740)

Visit = Callable[..., Awaitable[Page]]


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage() as stage:
        yield stage


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
async def visit(browser: Browser, stage: Stage) -> AsyncIterator[Visit]:
    """Opens the playground in a window; at the end, nothing may have gone wrong or outside."""
    complaints: list[str] = []

    async with AsyncExitStack() as windows:

        async def visit(size: tuple[int, int] = WIDE, scheme: str = "light") -> Page:
            viewport = {"width": size[0], "height": size[1]}
            context = await browser.new_context(
                viewport=viewport,  # type: ignore[arg-type]  # a TypedDict that cannot be imported
                color_scheme=scheme,  # type: ignore[arg-type]  # a Literal
                reduced_motion="reduce",
            )
            windows.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
            )
            page.on(
                "request",
                lambda sent: None if sent.url.startswith(stage.url) else complaints.append(sent.url),
            )
            await page.goto(stage.url)
            await page.get_by_text("Connected").wait_for()
            return page

        yield visit
    assert not complaints
