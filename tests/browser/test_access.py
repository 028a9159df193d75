"""Readable for everybody: contrast, names, and room on a phone."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.adapters.web.stage import ALERT, PRINCIPAL, Stage
from tests.browser.conftest import PHONE, WIDE, Visit

pytestmark = pytest.mark.browser

# WCAG 2.2, 1.4.3: 4.5 to 1 between each visible text and what lies behind it.
FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => rgb.map((c) => linear(c / 255))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const colors = [];
    for (let at = element; at; at = at.parentElement) colors.unshift(getComputedStyle(at).backgroundColor);
    return colors;
  };
  const scope = document.querySelector("dialog[open]") ?? document.body;
  return [...scope.querySelectorAll("*")].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const typed = element.matches("input, select, textarea");
    return (own || typed) && element.checkVisibility() && !element.closest(".unseen, script, template");
  }).map((element) => {
    const under = behind(element);
    const [a, b] = [light(paint(under)), light(paint([...under, getComputedStyle(element).color]))];
    return [element.outerHTML.slice(0, 90), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}"""

NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role=log], section")]
  .filter((element) => element.checkVisibility())
  .filter((element) => !element.ariaLabel && !element.labels?.length && !element.textContent.trim())
  .map((element) => element.outerHTML.slice(0, 90))"""

TOO_WIDE = """() => [...document.querySelectorAll("body, body *")]
  .filter((element) => element.checkVisibility() && !element.closest(".unseen"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => element.outerHTML.slice(0, 90))"""


async def faint(page: Page) -> list[Any]:
    measured = await page.evaluate(FAINT)
    assert len(measured) > 5
    return [(element, ratio) for element, ratio in measured if ratio < 4.5]


async def fill_the_page(page: Page, stage: Stage) -> None:
    await page.locator("#left").get_by_role("textbox").fill("check this")
    await page.locator("#left").get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("heading", name="Revise before you post")).to_be_visible()
    await stage.play.deliver(PRINCIPAL, ALERT, "1")


async def open_the_form(page: Page) -> None:
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    await page.get_by_role("button", name="Send report").click()
    await expect(page.get_by_text("Please write something here.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_every_word_stands_out_and_fits(
    visit: Visit, stage: Stage, size: tuple[int, int], scheme: str
) -> None:
    page = await visit(size, scheme)
    await fill_the_page(page, stage)
    assert await faint(page) == []
    assert await page.evaluate(TOO_WIDE) == []
    await open_the_form(page)
    assert await faint(page) == []
    assert await page.evaluate(TOO_WIDE) == []


async def test_every_control_has_a_name(visit: Visit, stage: Stage) -> None:
    page = await visit()
    await fill_the_page(page, stage)
    assert await page.evaluate(NAMELESS) == []
    await open_the_form(page)
    assert await page.evaluate(NAMELESS) == []


async def test_a_screen_reader_finds_its_way(visit: Visit, stage: Stage) -> None:
    page = await visit()
    await fill_the_page(page, stage)
    await expect(page.locator("body")).to_match_aria_snapshot("""
    - banner:
      - heading "smpolicy playground" [level=1]
      - status: Connected
      - button "Two people side by side" [pressed]
    - main:
      - region "You are":
        - heading "You are" [level=2]
        - combobox "You are"
        - log "Conversation of Sam Lindqvist":
          - article:
            - 'heading "Attention: Revise before you post" [level=3]'
            - figure "Your words":
              - blockquote: Proud of Emma for coming back after her surgery!
        - list "Suggestions"
        - textbox "Message to smpolicy"
        - button "Send"
      - region "Beside you":
        - combobox "Beside you"
        - log "Conversation of Marit Solberg":
          - article:
            - 'heading "Important: A report is waiting for you" [level=3]'
            - button "Acknowledge"
            - button "Read the report"
    """)


async def test_a_form_is_read_in_its_order(visit: Visit) -> None:
    page = await visit()
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    await expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
    - dialog "Report a concern":
      - heading "Report a concern" [level=2]
      - button "Close"
      - paragraph:
        - text: In danger now? Call
        - link "911":
          - /url: tel:911
        - text: . For a crisis, call or text
        - link "988":
          - /url: tel:988
      - radiogroup "Which school or site?":
        - radio "Moorhead High School"
        - radio "Robert Asp"
      - combobox "Which grade? (optional)"
      - textbox "What did you see, hear or read?"
      - textbox "Which student or students? (optional)"
      - textbox "When did you learn of it?"
      - group "Is one of these people involved? (optional)":
        - checkbox "Marit Solberg, Principal"
        - checkbox "Hodan Abdi, Coach"
      - button "Cancel"
      - button "Send report"
    """)
