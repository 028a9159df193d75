"""How a checked draft is shown to its author: the verdict first, then each finding."""

from collections.abc import Mapping, Sequence

from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Excerpt, Quote, Text, Tone
from handlers.conversation.emergency import DANGER, REPORT, first_things
from handlers.guidance.library import Passage
from handlers.precheck.codes import SAFETY
from handlers.precheck.finding import Checked, Finding, Level, Verdict

AGAIN = Button("Check another draft", "check.open", opens_form=True)
SHOWN = 12  # findings on one card; the rest is counted
LONGEST_EXCERPT = 300

MENDED = "A version that passes"
INSTEAD = " Not as it stands: a version that passes is below."
READ_IT = "Read it before you post it: only you know whether it still says what you mean."
SUMMARY = "smpolicy has checked your draft."
NOT_KEPT = Text("Your draft was not kept.", small=True)
ASKED_FIRST = "First: may a child be in danger?"
IF_NOT = "If no child is in danger:"
BESIDE = "Other guidelines speak against posting it too. That can wait."
UNREAD = "I cannot read this draft"
NOT_CHECKED = (
    "Most of it is in a language that I do not read; I read English and Spanish. That I raise nothing says "
    "nothing here: ask somebody who reads it before you post it."
)
PART_READ = "Most of it is in a language that I do not read: I can have missed things."
IF_DANGER = "If it tells of a child who may be in danger, do not post it:"
_TITLES = {
    Verdict.OK: ("Ready to post", Tone.GOOD),
    Verdict.REVISE: ("Change this first", Tone.CAUTION),
    Verdict.STOP: ("Do not post this", Tone.DANGER),
}


def verdict_card(
    checked: Checked,
    passages: Mapping[str, Passage],
    meanings: Mapping[str, str],
    mended: str | None = None,
    consult: Button | None = None,
    *,
    is_foreign: bool = False,
    door_from: float = 0.0,
) -> Card:
    """The card for a verdict; a guideline is quoted once. `passages` and `meanings` are by code.

    `mended` is a version of the draft that passes, to be copied whole; `consult` asks a supervisor
    (III.C), and opens without the draft: whoever wants it seen has to put it there. Of a draft that
    `is_foreign` most could not be read. Danger that is told less surely than `door_from` stands beside what
    else is raised, with whom to call.
    """
    if _opens_door(checked, door_from):
        return _door(checked, passages, meanings)
    if is_foreign and not checked.raised:
        return _unread(checked, passages, meanings)
    title, tone = _TITLES[checked.verdict]
    stops = mended is not None and checked.verdict is Verdict.STOP
    parts: list[Element] = [Text(_overview(checked) + (INSTEAD if stops else ""))]
    parts += [Text(PART_READ)] if is_foreign else []
    parts += _findings(checked.findings, passages, meanings, beside=True)
    parts += [Divider(), Text(IF_DANGER), *first_things()] if is_foreign else []
    if mended is not None:
        parts += [Divider(), Text(MENDED, strong=True), Excerpt(_sendable(mended)), Text(READ_IT)]
    unsure = (consult,) if consult and checked.findings else ()
    parts += [Divider(), Buttons((AGAIN, *unsure)), NOT_KEPT]
    return Card(title, tuple(parts), SUMMARY, tone)


def _unread(checked: Checked, passages: Mapping[str, Passage], meanings: Mapping[str, str]) -> Card:
    """No verdict: nothing may look checked that was not, and a child's danger least of all."""
    parts: list[Element] = [Text(NOT_CHECKED), Divider(), Text(IF_DANGER), *first_things()]
    parts += _findings(checked.findings, passages, meanings)
    return Card(UNREAD, (*parts, Divider(), Buttons((AGAIN,)), NOT_KEPT), SUMMARY, Tone.CAUTION)


def _opens_door(checked: Checked, door_from: float) -> bool:
    """Whether a child's safety comes before all else: it is surely raised, or nothing else is.

    Beside what is raised, what is next to nothing stands in its own place, with whom to call.
    """
    counted = checked.raised or checked.asked
    alone = all(finding.code == SAFETY for finding in checked.raised)
    return any(f.code == SAFETY and (alone or f.confidence >= door_from) for f in counted)


def _door(checked: Checked, passages: Mapping[str, Passage], meanings: Mapping[str, str]) -> Card:
    """The door to a report: where a child may be in danger, nothing is said of mending the draft."""
    found = [finding for finding in checked.findings if finding.code == SAFETY]
    others = tuple(finding for finding in checked.findings if finding.code != SAFETY)
    parts: list[Element] = [*first_things(), *_findings(found, passages, meanings)]
    if any(finding.level is Level.RAISE for finding in found):
        title, tone = _TITLES[Verdict.STOP]
        parts += [Divider(), Text(BESIDE)] if others else []
    else:
        title, tone = ASKED_FIRST, Tone.CAUTION
        parts += [Divider(), Text(f"{IF_NOT} {_overview(Checked(checked.verdict, others))}")]
        parts += _findings(others, passages, meanings)
    return Card(title, (*parts, Divider(), Buttons((AGAIN,)), NOT_KEPT), SUMMARY, tone)


def _findings(
    findings: Sequence[Finding],
    passages: Mapping[str, Passage],
    meanings: Mapping[str, str],
    *,
    beside: bool = False,
) -> list[Element]:
    """The findings with their guidelines; `beside` others, one of safety says itself whom to call."""
    parts: list[Element] = []
    quoted: set[str] = set()
    shown = [f for place, f in enumerate(findings) if place < SHOWN or f.code == SAFETY]
    for finding in shown:
        quote = () if finding.section in quoted else (Quote(finding.quote, passages[finding.code].citation),)
        parts += [Divider(), *_finding(finding, meanings[finding.code], quote)]
        quoted.add(finding.section)
        if finding.code == SAFETY and beside:
            parts += [Text(DANGER, strong=True), Buttons((REPORT,))]
    left = len(findings) - len(shown)
    more = Text(f"And {left} more. Settle these first, then check again.")
    return [*parts, Divider(), more] if left > 0 else parts


def _overview(checked: Checked) -> str:
    raised, asked = len(checked.raised), len(checked.asked)
    if checked.verdict is Verdict.OK:
        base = "I found nothing against the guidelines. You still decide, and I can miss things."
        return f"{base} {_count(asked, 'question')} for you below." if asked else base
    found = f"{_count(raised, 'point')} to settle"
    return f"{found}, and {_count(asked, 'question')} for you." if asked else f"{found}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _finding(finding: Finding, meaning: str, quote: tuple[Quote, ...]) -> list[Element]:
    lead = "A question: " if finding.level is Level.ASK else ""
    parts: list[Element] = [Text(f"{lead}{meaning}", strong=True)]
    if finding.excerpt:
        parts.append(Excerpt(_shortened(finding.excerpt)))
    return [*parts, Text(finding.reason), *quote, Text(finding.suggestion)]


def _shortened(excerpt: str) -> str:
    whole = _sendable(excerpt)
    return whole if len(whole) <= LONGEST_EXCERPT else whole[:LONGEST_EXCERPT] + " …"


def _sendable(text: str) -> str:
    return text.encode(errors="replace").decode()  # half a surrogate pair cannot be sent anywhere
