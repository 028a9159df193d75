"""The draft of the written report, and its gaps."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.conversation.card import Facts, Text
from handlers.duty.clocks import Call, Duty
from handlers.duty.written import Author, WrittenReport, draft, parts_to_read

ZONE = ZoneInfo("America/Chicago")
LEARNED = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
ANSWERS = {
    "students": "Ayaan CANARY",
    "child_home": "12 Elm Street",
    "responsible": "An uncle",
    "what": "Bruises on both arms.",
    "extent": "Twice this month.",
    "where": "In class, Monday",
    "urgency": "not part of it",
}
CALL = Call(datetime(2026, 11, 23, 17, 0, tzinfo=UTC), "Clay County", "26-1")


def _draft(answers: dict[str, str], author: Author, *calls: Call) -> WrittenReport:
    return draft(answers, author, Duty(LEARNED, calls), "Moorhead High School", ZONE)


def test_a_full_draft_has_the_four_items_and_no_gap() -> None:
    report = _draft(ANSWERS, Author("Sam Lindqvist", "1 School Road"), CALL)
    assert report.gaps == ()
    assert [item.title for item in report.items[:4]] == [
        "1. The child",
        "2. The person believed responsible",
        "3. Nature and extent",
        "4. The reporter",
    ]
    lines = dict(line for item in report.items for line in item.lines)
    assert lines["Lives at"] == "12 Elm Street"
    assert lines["Address"] == "1 School Road"
    assert lines["Called"] == "Clay County, Mon Nov 23, 2026, 11:00 AM, 26-1"
    assert "not part of it" not in lines.values()


def test_an_empty_draft_names_every_gap() -> None:
    report = _draft({"what": "  "}, Author(""))
    assert report.gaps == (
        "Missing: which child this is about.",
        "Missing: where the child lives, or where the child is now.",
        "Missing: who is believed responsible. If you do not know, write that you do not know.",
        "Missing: what happened.",
        "Missing: how often, for how long, and what harm.",
        "Missing: where and when it happened.",
        "Missing: your name.",
        "Missing: an address at which you can be reached.",
        "Missing: your call, with agency, time and reference. Call before you write.",
    )
    assert [line for item in report.items for line in item.lines] == [
        ("Learned of it", "Mon Nov 23, 2026, 10:00 AM")
    ]


def test_calls_stand_in_the_order_they_were_made() -> None:
    police = Call(LEARNED, "Police")
    told = _draft(ANSWERS, Author("Sam", "Road"), CALL, police).items[4]
    assert [text.split(",")[0] for label, text in told.lines if label == "Called"] == [
        "Police",
        "Clay County",
    ]


def test_gaps_stand_first_when_it_is_read() -> None:
    parts = parts_to_read(_draft({**ANSWERS, "child_home": ""}, Author("Sam"), CALL))
    texts = [part.text for part in parts if isinstance(part, Text)]
    assert texts[0] == "2 things are still missing. Send it in time all the same."
    assert texts[2] == "Missing: where the child lives, or where the child is now."
    shown = [pair for part in parts if isinstance(part, Facts) for pair in part.pairs]
    assert ("Child", "Ayaan CANARY") in shown


def test_nothing_missing_is_said_too() -> None:
    first = parts_to_read(_draft(ANSWERS, Author("Sam", "Road"), CALL))[0]
    assert first == Text(
        "Nothing is missing that the law names. Read every line before you send it.", strong=True
    )


def test_no_word_of_it_shows_in_a_representation() -> None:
    report = _draft(ANSWERS, Author("Sam CANARY", "CANARY Road"), CALL)
    assert "CANARY" not in repr(report)
    assert "CANARY" not in repr(Author("Sam CANARY", "CANARY Road"))
