"""Whole drafts: what is raised, what is left alone, and that length costs no more than it must."""

import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from handlers.precheck.checker import Checker, DraftTooLong
from handlers.precheck.draft import LONGEST, Account, Context, Draft, Media
from handlers.precheck.finding import Level, Verdict
from handlers.precheck.judgement import Opinion

PRINTED = (Path(__file__).parents[1] / "guidance" / "447.1.txt").read_text(encoding="utf-8")


def draft(
    text: str, account: Account = Account.PERSONAL, media: Media = Media.NONE, at: str | None = None
) -> Draft:
    return Draft(text, Context(account, "teacher", datetime.fromisoformat(at) if at else None, media))


@pytest.mark.parametrize(
    "text",
    [
        "Dickinson, Scunthorpe, Hancock and Essex, then Dick's Sporting Goods with my shih tzu.",
        "A cocktail dress and an analysis of the cockatoo. Cock-a-doodle-doo!",
        "Sex ed starts Monday in health; permission letters came by mail.",
        "Breast cancer awareness night: wear pink to the game.",
        "The Nazis, in our history unit, week 3: how propaganda works.",
        "Huck Finn is next in English 11. We talk about the language before we read.",
        "Call or text 988, any hour. You are not alone.",
        "GSA meets in the library on Thursday. All are welcome.",
        "Ramadan Mubarak to all who are fasting.",
        "She killed it at the solo contest! Eleven kills in volleyball, too.",
        "Shooting drills at 6, then a sick dunk contest. Hell Week is over!",
        "Class A finals tonight. Plan B if it snows: Saturday.",
        "Our reading today: Rosa Parks and a bus ride. Also Louise Erdrich's new book!",
        "Robert Asp Elementary has a book fair; S.G. Reinertsen's is in May.",
        "My son Leif and my daughter Signe made lefse. Anthony Edwards scored 40.",
        "Teacher A and Student B, as the guideline puts it.",
        "Vitamin K, Room 7, Coach K, Type A, Section B.",
        "The circus is in the gym on Friday 🤡🎪",
        "Our puppy left us a 💩 on the new rug. First one!",
        "Наш концерт в пятницу, вход свободный. \u0397 συναυλία είναι την Παρασκευή.",
        "Bring (a) paper, (b) pencils and a snack(s); grades 4/5/5 or K/1/2, and/or their families.",
    ],
)
def test_harmless_words_pass(checker: Checker, text: str) -> None:
    checked = checker.check(draft(text))
    assert [(f.code, f.excerpt) for f in checked.raised] == []
    assert checked.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("text", "code", "verdict"),
    [
        ("text me when you get home, my personal cell, kiddo", "A", Verdict.STOP),
        ("betting on the Wild from my school laptop", "B", Verdict.REVISE),
        ("those refs are idiots", "C-insult", Verdict.STOP),
        ("what a r.e.t.a.r.d", "C-slur", Verdict.STOP),
        ("sh!t it is cold", "C-obscene", Verdict.REVISE),
        ("our boss is a ғᴀɢɢᴏᴛ", "C-slur", Verdict.REVISE),
        ("what the 🐓sucker of a ref", "C-obscene", Verdict.REVISE),
        ("you 🤡🤡🤡", "C-insult", Verdict.STOP),
        ("bring back the paddle", "C-sensitive", Verdict.STOP),
        ("the whole book as a pdf, free for all", "C-ip", Verdict.REVISE),
        ("a boy in my class wrote that he wants to die", "D", Verdict.STOP),
        (
            "I have a burner account and run the Spud Truth page with it, and no one at school suspects me",
            "E-identity",
            Verdict.STOP,
        ),
        ("use code MRSP10 at checkout, best markers", "E-interest", Verdict.REVISE),
        ("As a para in this district I think the new schedule is wrong", "E-disclaimer", Verdict.REVISE),
        ("little Amina called me a pirate", "F-name", Verdict.REVISE),
        ("a certain coach was drunk again, and everyone knows who", "F-reference", Verdict.STOP),
        ("that boy has an IEP and two suspensions", "F-record", Verdict.STOP),
        ("here is the mom's email from last night", "F-private", Verdict.STOP),
        ("reply with your child's name and grade", "F-business", Verdict.STOP),
        ("say it to my face", "G-tone", Verdict.STOP),
        ("born 4/2/1985 and proud", "G-pii", Verdict.REVISE),
    ],
)
def test_raises_each_code(checker: Checker, text: str, code: str, verdict: Verdict) -> None:
    checked = checker.check(draft(text))
    assert code in {finding.code for finding in checked.raised}
    assert checked.verdict is verdict


def test_a_photo_needs_consent(checker: Checker) -> None:
    text = "Look at the faces of my students at the science fair"
    with_photo, without = checker.check(draft(text, media=Media.PHOTO)), checker.check(draft(text))
    assert [f.code for f in with_photo.raised] == ["F-photo"]
    assert without.verdict is Verdict.OK


def test_the_time_of_posting_counts(checker: Checker) -> None:
    checked = checker.check(draft("First snow!", at="2026-11-05T10:20"))
    (finding,) = checked.findings
    assert (finding.code, finding.start, finding.end, finding.excerpt) == ("B", None, None, None)
    assert checker.check(draft("First snow!", at="2026-11-05T17:20")).verdict is Verdict.OK
    assert checker.check(draft("First snow!", Account.CLASS, at="2026-11-05T10:20")).verdict is Verdict.OK


def test_a_question_does_not_count_against_the_draft(checker: Checker) -> None:
    checked = checker.check(draft("First snow!", Account.UNSPECIFIED, at="2026-11-05T10:20"))
    assert [finding.level for finding in checked.findings] == [Level.ASK]
    assert checked.verdict is Verdict.OK


def test_what_is_learned_raises_with_the_words_that_a_rule_shows(checker: Checker) -> None:
    read = checker.reader.read(draft("Liam baked a cake for the fair"))
    (raised,) = checker._by_rule(read, 0.9, [Opinion("F-name", Level.RAISE, 0.8)])
    assert (raised.level, raised.start, raised.end, raised.confidence) == (Level.RAISE, 0, 4, 0.8)
    assert raised.evidence[0] == "rule F-name.somebody"
    assert raised.evidence[1].startswith("lesson ")
    (asked,) = checker._by_rule(read, 0.9, [Opinion("F-name", Level.ASK, 0.8)])
    assert (asked.level, asked.evidence) == (Level.ASK, ("rule F-name.somebody",))


def test_of_what_a_rule_only_asks_about_the_words_in_the_strongest_sentence_are_raised(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, rest = "Liam baked a cake for the fair.", " Then Hodan brought coffee for us."
    read = checker.reader.read(draft(first + rest))
    sure = [Opinion("F-name", Level.RAISE, 0.8)]
    monkeypatch.setattr(Checker, "_strongest", lambda *_: (0, len(first)))
    found = checker._by_rule(read, 0.9, sure)
    told = checker.codes.codes["F-name"].suggestion
    assert [(f.start, f.suggestion) for f in found if f.level is Level.RAISE] == [(0, told)]
    assert [f.start for f in found if f.level is Level.ASK] == [len(first) + len(" Then ")]
    monkeypatch.setattr(Checker, "_strongest", lambda *_: None)
    assert {f.level for f in checker._by_rule(read, 0.9, sure)} == {Level.ASK}


def test_a_rule_in_doubt_asks_a_question_and_gives_no_order(checker: Checker) -> None:
    read = checker.reader.read(draft("little Amina called me a pirate"))
    asked, *_ = [f for f in checker._by_rule(read, 0.0, []) if "rule F-name.student" in f.evidence]
    assert (asked.level, asked.suggestion) == (Level.ASK, checker.codes.codes["F-name"].ask)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody gave permission to show this picture of Liam and Noor in my class.",
        "Picture of Liam and Noor in my class, parents did not sign.",
    ],
)
def test_a_refused_permission_leaves_no_doubt(checker: Checker, text: str) -> None:
    assert {f.code for f in checker._by_rule(checker.reader.read(draft(text)), 0.0, [])} == {
        "F-name",
        "F-photo",
    }
    assert {f.code for f in checker.check(draft(text)).raised} >= {"F-name", "F-photo"}


@pytest.mark.parametrize(
    "text",
    [
        "Full disclosure: my husband opened Lakeside Books. Best store in town, sign up today!",
        "My sister owns the shop, so use code MRSP10 at checkout, best markers",
    ],
)
def test_a_disclosed_interest_is_no_finding(checker: Checker, text: str) -> None:
    assert "E-interest" not in {f.code for f in checker.check(draft(text)).findings}


@pytest.mark.parametrize(
    "text",
    [
        "My student says he isn't safe at home.",
        "My student says she's not safe at home. I promised I'd keep it secret.",
        "Mi alumna dice que no está segura en su casa.",
        "She said if I tell anyone she'll get hit.",
        "Una alumna tiene un novio de 30 años.",
        "My student is pregnant and her boyfriend is 24.",
    ],
)
def test_a_plain_disclosure_is_raised(checker: Checker, text: str) -> None:
    checked = checker.check(draft(text))
    assert checked.findings[0].code == "D"
    assert checked.verdict is Verdict.STOP


@pytest.mark.parametrize(
    "text",
    [
        "I'm not safe at home with my cooking",
        "Our house isn't safe from the dog",
        "Stay safe at home",
        "My aunt has a boyfriend of 30",
        "Los estudiantes deben traer su lonche mañana.",
        "Mira que bonito quedó el mural de mis alumnos.",
    ],
)
def test_nothing_is_asked_of_danger_where_there_is_none(checker: Checker, text: str) -> None:
    assert "D" not in {finding.code for finding in checker.check(draft(text)).findings}


def test_findings_point_at_the_words_as_given(checker: Checker) -> None:
    text = "\u200bOh \u202eno\u202c, what the fu\u200b\u0441king h3ck, little Amina\u0301!"
    checked = checker.check(draft(text))
    found = {f.code: f.excerpt for f in checked.raised}
    assert found["C-obscene"] == "fu\u200b\u0441king"
    assert found["F-name"] == "little Amina\u0301"
    for finding in checked.raised:
        assert finding.excerpt == text[finding.start : finding.end]


def test_overlapping_findings_of_a_code_are_one(checker: Checker) -> None:
    checked = checker.check(draft("those idiots are idiots, total idiots and morons"))
    insults = [finding for finding in checked.raised if finding.code == "C-insult"]
    ends = [(finding.start or 0, finding.end or 0) for finding in insults]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_safety_comes_first_and_questions_last(checker: Checker) -> None:
    text = "damn. little Amina wrote that she wants to die. shit."
    findings = checker.check(draft(text)).findings
    assert findings[0].code == "D"
    levels = [finding.level for finding in findings]
    assert levels == sorted(levels, key=lambda level: level is Level.ASK)


def test_quotes_are_the_policy_to_the_letter(checker: Checker) -> None:
    findings = checker.check(draft("little Amina is an idiot and that ref is a retard. shit!")).findings
    assert findings
    assert all(finding.quote in PRINTED for finding in findings)


def test_nothing_is_found_in_nothing(checker: Checker) -> None:
    for text in ("", " ", "\u200b\u200d", "\n\n", "👍", "\ud800"):
        assert checker.check(draft(text)).findings == ()


def test_a_draft_too_long_is_refused_without_its_words(checker: Checker) -> None:
    with pytest.raises(DraftTooLong) as caught:
        checker.check(draft("canary " * LONGEST))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "unit",
    [
        "shit ",
        "a.b.",
        "f*",
        "little Amina ",
        "he she his her ",
        "text me ",
        "((((",
        "\u200b",
        "\u0301",
        "1-",
        "my son's iep. ",
        "aaaaaaaaa",
        "Mr. ",
        "\ufdfa",
    ],
)
def test_cost_is_linear_in_length(checker: Checker, unit: str) -> None:
    short, long = (unit * LONGEST)[:1000], (unit * LONGEST)[:8000]
    checker.check(draft(short, media=Media.PHOTO))
    assert _seconds(checker, long) < 8 * 3 * _seconds(checker, short) + 0.2


def _seconds(checker: Checker, text: str) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        checker.check(draft(text, media=Media.PHOTO))
        best = min(best, time.process_time() - began)
    return best
