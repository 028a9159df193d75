"""A teacher is not sure, asks a supervisor with one press, and is answered in private."""

from tests.journeys.world import World

CANARY = "Zq7canary"
QUESTION = f"can i be friends with my students on instagram {CANARY}"


async def test_one_press_sends_the_question_and_the_answer_comes_back(world: World) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    await teacher.say(f"ask {QUESTION}")
    screen = await teacher.press("Ask a supervisor")
    assert screen.form
    assert "911" in screen.form.text
    screen = await teacher.fill({"site": "high-school", "question": QUESTION, "draft": ""})
    assert "is on its way" in screen.text

    asked = await principal.message()
    assert CANARY not in asked.text
    screen = await principal.press("Read and answer")
    assert screen.form
    assert QUESTION in screen.form.text
    assert "Sam Lindqvist" in screen.form.text
    screen = await principal.fill({"answer": f"{CANARY} Not from your own account."})
    assert "is answered" in screen.text

    answer = await teacher.message()
    assert "Answered by Marit Solberg" in answer.text
    assert CANARY not in answer.text
    screen = await teacher.press("Read the answer")
    assert screen.form
    assert "Not from your own account." in screen.form.text
    assert not any(CANARY in message and "Not from" in message for message in world.exchange.messages)


async def test_both_see_what_waits_and_others_see_nothing(world: World) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    await teacher.say("questions may I post the score")
    await teacher.fill({"site": "high-school", "question": "may I post the score", "draft": "We won 4-2"})
    await principal.message()
    assert "waiting for an answer" in (await teacher.say("questions")).text
    assert "waiting for an answer" in (await principal.say("questions")).text
    screen = await world.phone("superintendent").say("questions")
    assert "There are no questions" in screen.text
    screen = await principal.press("Read and answer")
    assert screen.form
    assert "We won 4-2" in screen.form.text
