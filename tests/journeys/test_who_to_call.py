"""A teacher finds out whom to call, from what happened where."""

from tests.journeys.world import World

DANGER = "Is anyone in danger now? Call 911."
CHILD_PROTECTION, STATE, ADULTS, IMAGES = (
    "218-299-7139",
    "651-582-8546",
    "844-880-1574",
    "report.cybertip.org",
)
OLD = "(not checked since Nov 20, 2026: confirm)"

ROUTES = {
    "At home or in the community": (CHILD_PROTECTION,),
    "By staff of a school": (STATE,),
    "The person is 18 or older": (ADULTS, STATE),
    "Sexual images of a minor": (IMAGES, CHILD_PROTECTION),
    "A child of a tribal nation": (CHILD_PROTECTION,),
}


async def test_each_choice_leads_to_its_agencies_in_order(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("call")
    assert set(ROUTES) <= set(screen.buttons)
    for label, numbers in ROUTES.items():
        screen = await teacher.press(label)
        assert screen.text.index(DANGER) < min(screen.text.index(number) for number in numbers)
        places = [screen.text.index(number) for number in numbers]
        assert places == sorted(places)
        others = {CHILD_PROTECTION, STATE, ADULTS, IMAGES} - set(numbers)
        assert not any(other in screen.text for other in others)
        assert OLD not in screen.text
        assert "Report a concern" in screen.buttons
    assert "Do not let the question who is responsible hold up the call." in screen.text


async def test_a_number_that_was_not_checked_for_long_is_marked_and_911_is_not(world: World) -> None:
    teacher = world.phone("teacher")
    world.clock.advance(days=177)
    assert OLD not in (await teacher.say("call")).text
    world.clock.advance(days=1)
    screen = await teacher.say("call")
    assert screen.text.count(OLD) == 4
    screen = await teacher.press("At home or in the community")
    assert f"{CHILD_PROTECTION} {OLD}" in screen.text
    assert screen.text.count(OLD) == 1
