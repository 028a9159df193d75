"""The newcomer's first minute, in a real browser."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.adapters.web.stage import ALERT, COACH, PRINCIPAL, TEACHER, UNDRAWABLE, Stage
from tests.browser.conftest import PHONE, WIDE, Visit

pytestmark = pytest.mark.browser


def box(view: Locator) -> Locator:
    return view.get_by_role("textbox", name="Message to smpolicy")


async def say(view: Locator, text: str) -> None:
    await box(view).fill(text)
    await box(view).press("Enter")


async def report(page: Page, what: str = "A student wrote that nobody feeds him.") -> None:
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    form = page.get_by_role("dialog", name="Report a concern")
    await form.get_by_role("radio", name="Moorhead High School").check()
    await form.get_by_label("What did you see, hear or read?").fill(what)
    await form.get_by_role("button", name="Send report").click()


async def test_a_newcomer_reports_and_sees_it_arrive_beside(visit: Visit) -> None:
    page = await visit()
    left, right = page.locator("#left"), page.locator("#right")
    await expect(left.get_by_role("combobox", name="You are")).to_have_value(TEACHER.email)
    await expect(right.get_by_role("combobox", name="Beside you")).to_have_value(PRINCIPAL.email)
    await report(page)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(left.get_by_role("heading", name="OK: Report received")).to_be_visible()
    await expect(right.get_by_role("heading", name="Important: A report is waiting for you")).to_be_visible()
    await right.get_by_role("button", name="Read the report").click()
    reading = page.get_by_role("dialog", name="Ticket K7QM-2XRD")
    await expect(reading).to_contain_text("nobody feeds him")
    await reading.get_by_text("Close", exact=True).click()
    await expect(page.locator("body")).not_to_contain_text("nobody feeds him")
    await right.get_by_role("button", name="Acknowledge").click()
    await expect(right.get_by_role("heading", name="Acknowledged by Marit Solberg")).to_be_visible()
    await expect(right.get_by_role("article")).to_have_count(1)


async def test_on_a_phone_a_badge_leads_to_the_other_person(visit: Visit) -> None:
    page = await visit(PHONE)
    view = page.locator("#left")
    await expect(page.locator("#right")).to_be_hidden()
    await report(page)
    await expect(page).to_have_title("(1) smpolicy playground")
    await expect(page.locator("#news")).to_have_text(f"For {PRINCIPAL.name}: {ALERT.summary}")
    await view.get_by_role("button", name="1 new for Marit Solberg").click()
    await expect(view.get_by_role("combobox", name="You are")).to_have_value(PRINCIPAL.email)
    await expect(view.get_by_role("heading", name="A report is waiting")).to_be_visible()
    await expect(page).to_have_title("smpolicy playground")
    await view.get_by_role("combobox", name="You are").select_option(TEACHER.email)
    await expect(view.get_by_role("heading", name="Report received")).to_be_visible()


async def test_keys_alone_are_enough(visit: Visit) -> None:
    page = await visit()
    left = page.locator("#left")
    await box(left).focus()
    await page.keyboard.type("ask one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await expect(box(left)).to_have_value("ask one\ntwo")
    await page.keyboard.press("Enter")
    await expect(left.get_by_role("heading", name="Yes, with consent")).to_be_visible()
    await expect(box(left)).to_have_value("")
    await expect(box(left)).to_be_focused()

    opener = left.get_by_role("button", name="Report a concern").first
    await opener.focus()
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Report a concern")
    await expect(form.get_by_role("heading", name="Report a concern")).to_be_focused()
    for _ in range(20):
        await page.keyboard.press("Tab")
        assert await page.evaluate("() => document.activeElement.matches('body, dialog *')")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_mistakes_are_named_at_their_fields_and_nothing_typed_is_lost(
    visit: Visit, stage: Stage
) -> None:
    page = await visit()
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    form = page.get_by_role("dialog", name="Report a concern")
    await form.get_by_role("button", name="Send report").click()
    site = form.get_by_role("radiogroup", name="Which school or site?")
    what = form.get_by_label("What did you see, hear or read?")
    await expect(site).to_have_accessible_description("Please choose.")
    await expect(site.get_by_role("radio").first).to_be_focused()
    await expect(what).to_have_accessible_description("Please write something here.")
    await expect(what).to_have_attribute("aria-invalid", "true")
    assert not stage.play.events[1:]

    await site.get_by_role("radio", name="Robert Asp").check()
    await what.fill("x" * 201)
    await form.get_by_role("button", name="Send report").click()
    await expect(what).to_have_accessible_description("At most 200 characters; these are 201.")

    await what.fill("It may happen tomorrow.")
    await form.get_by_role("checkbox", name="Hodan Abdi, Coach").check()
    await form.get_by_role("button", name="Send report").click()
    await expect(what).to_have_accessible_description("Please write what has happened.")
    await expect(what).to_be_focused()
    await expect(form.get_by_role("alert")).to_have_text("Please look at one field again.")
    await expect(what).to_have_value("It may happen tomorrow.")
    await expect(form.get_by_role("checkbox", name="Hodan Abdi, Coach")).to_be_checked()
    await expect(site.get_by_role("radio", name="Robert Asp")).to_be_checked()
    await expect(site).to_have_accessible_description("")


async def test_a_form_half_filled_is_not_thrown_away_unasked(visit: Visit) -> None:
    page = await visit()
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    form = page.get_by_role("dialog", name="Report a concern")
    what = form.get_by_label("What did you see, hear or read?")
    await what.fill("A student wrote.")
    await page.keyboard.press("Escape")
    sure = page.get_by_role("dialog", name="Discard what you wrote?")
    await expect(sure.get_by_role("button", name="Keep writing")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(what).to_have_value("A student wrote.")
    await form.get_by_role("button", name="Cancel").click()
    await sure.get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("#sheet")).to_be_empty()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_escape_again_and_again_loses_no_word(visit: Visit, size: tuple[int, int]) -> None:
    page = await visit(size)
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    form = page.locator("#sheet")
    what = form.get_by_label("What did you see, hear or read?")
    await form.get_by_role("radio", name="Robert Asp").check()
    await what.fill("A student wrote.")
    keep = page.get_by_role("dialog", name="Discard what you wrote?").get_by_role(
        "button", name="Keep writing"
    )
    asked = 0
    for _ in range(8):  # a browser that has shut the sheet unasked would not open it again by itself
        await page.keyboard.press("Escape")
        await expect(what).to_be_visible()
        asked += await keep.is_visible()
    assert asked
    if not await keep.is_visible():
        await page.keyboard.press("Escape")
    await keep.click()
    await expect(keep).to_be_hidden()
    await expect(what).to_have_value("A student wrote.")
    await form.get_by_role("button", name="Send report").click()
    await expect(page.get_by_role("heading", name="OK: Report received")).to_be_visible()
    await expect(form).to_be_empty()


async def test_what_the_browser_shut_unasked_may_still_be_discarded(visit: Visit) -> None:
    page = await visit()
    await page.locator("#left").get_by_role("button", name="Report a concern").first.click()
    await page.get_by_label("What did you see, hear or read?").fill("A student wrote.")
    await page.locator("#sheet").evaluate("sheet => sheet.close()")
    await page.get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("#sheet")).to_be_empty()


async def test_a_report_the_browser_shut_leaves_nothing_on_the_page(visit: Visit, stage: Stage) -> None:
    page = await visit()
    await stage.play.deliver(PRINCIPAL, ALERT, "1")
    await page.locator("#right").get_by_role("button", name="Read the report").click()
    await expect(page.get_by_role("dialog")).to_contain_text("nobody feeds him")
    await page.locator("#sheet").evaluate("sheet => sheet.close()")
    await expect(page.locator("body")).not_to_contain_text("nobody feeds him")


async def test_a_fault_leaves_the_words_where_they_were(visit: Visit, stage: Stage) -> None:
    page = await visit()
    left = page.locator("#left")
    stage.play.undrawable = UNDRAWABLE
    await say(left, "check my draft")
    await expect(left.get_by_role("alert")).to_contain_text("Please try again")
    await expect(box(left)).to_have_value("check my draft")
    stage.play.undrawable = None
    await box(left).press("Enter")
    await expect(left.get_by_role("heading", name="Revise before you post")).to_be_visible()

    await left.get_by_role("button", name="Report a concern").first.click()
    form = page.get_by_role("dialog", name="Report a concern")
    await form.get_by_role("radio", name="Robert Asp").check()
    await form.get_by_label("What did you see").fill("A student wrote.")
    stage.play.undrawable = UNDRAWABLE
    await form.get_by_role("button", name="Send report").click()
    await expect(form.get_by_role("alert")).to_contain_text("Please try again")
    await expect(form.get_by_label("What did you see")).to_have_value("A student wrote.")


async def test_without_the_service_the_page_says_so_and_comes_back(visit: Visit, stage: Stage) -> None:
    page = await visit()
    left = page.locator("#left")
    await stage.close()
    await expect(page.get_by_text("Reconnecting")).to_be_visible()
    await say(left, "help")
    await expect(left.get_by_role("alert")).to_contain_text("does not answer")
    await stage.open()
    await stage.play.deliver(PRINCIPAL, ALERT, "1")
    await expect(page.locator("#right").get_by_role("heading", name="A report is waiting")).to_be_visible()
    await expect(page.get_by_text("Connected")).to_be_visible()


async def test_after_a_reload_messages_are_there_and_drafts_are_not(visit: Visit, stage: Stage) -> None:
    page = await visit()
    await stage.play.deliver(PRINCIPAL, ALERT, "1")
    await page.locator("#left").get_by_role("combobox").select_option(COACH.email)
    await say(page.locator("#left"), "check Zq7canary")
    await expect(page.locator("#left").get_by_role("heading", name="Revise before you post")).to_be_visible()
    await page.reload()
    await expect(page.locator("#left").get_by_role("combobox")).to_have_value(COACH.email)
    await expect(page.locator("#right").get_by_role("article")).to_have_count(1)
    await expect(page.locator("body")).not_to_contain_text("Zq7canary")
    kept = await page.evaluate(
        "() => JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"
    )
    assert kept == f'[{{"personas":"[\\"{COACH.email}\\",\\"{PRINCIPAL.email}\\"]"}},{{}},""]'


async def test_whatever_is_typed_is_only_text(visit: Visit) -> None:
    page = await visit()
    left = page.locator("#left")
    evil = '<img src=x onerror="document.title=1"> \u202e\u05e9\u05dc\u200b {{ 7*7 }} </p><script>x</script>'
    await say(left, evil)
    await expect(left.locator(".said p")).to_have_text(evil.replace("\u200b", ""))
    await expect(left.locator("img")).to_have_count(0)
    await expect(left.locator(".said p")).to_have_attribute("dir", "auto")


async def test_a_very_long_draft_can_be_sent_and_scrolled(visit: Visit, stage: Stage) -> None:
    page = await visit(PHONE)
    view = page.locator("#left")
    await say(view, "check " + "word " * 8_000)
    await expect(view.get_by_role("heading", name="Revise before you post")).to_be_visible()
    said = view.locator(".said p")
    assert await said.evaluate("p => p.scrollHeight > p.clientHeight && p.tabIndex === 0")


async def test_what_is_too_long_is_answered_while_it_is_still_being_sent(visit: Visit, stage: Stage) -> None:
    page = await visit()
    send = """async () => (await fetch("/playground/say", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: "x".repeat(1.5e6),
    })).status"""
    assert await page.evaluate(send) == 413
    assert not stage.play.events


async def test_one_person_at_a_time_or_two(visit: Visit) -> None:
    page = await visit()
    beside = page.get_by_role("button", name="Two people side by side")
    await expect(beside).to_have_attribute("aria-pressed", "true")
    await beside.click()
    await expect(page.locator("#right")).to_be_hidden()
    await page.locator("#left").get_by_role("combobox").select_option(PRINCIPAL.email)
    await beside.click()
    await expect(page.locator("#right").get_by_role("combobox")).to_have_value(TEACHER.email)
