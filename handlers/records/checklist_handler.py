"""The checklist of a case: which lists apply, what is done, and a reminder when the days run out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.casework.act import LOOKS_BACK, MISTYPED_YEAR, Sending
from handlers.casework.case_card import CaseCards
from handlers.conversation.card import Card, Divider, Text
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, Part
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.record_keeping import Checklist, Item
from handlers.records.checklist import ITEM, SINCE, Progress, last_day, name_of, progress
from handlers.records.checklist_reminder import owe
from handlers.records.offers import CHECKLIST
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.exchange import entry_id, number_in
from handlers.reports.journal import Entry, EntryKind

APPLY, DROP, DONE = "apply", "drop", "done-"
"""Names of fields: which lists apply, or not after all; what of a list, named after the dash, is done."""

_NO_LIST = "Which list applies since then? Choose it above, or leave the day empty."


@dataclass(frozen=True, slots=True)
class ChecklistHandler:
    """Answers the button "Checklist" and its form.

    `changed` is called after each commit, so that the courier wakes.
    """

    admission: Admission
    cards: CaseCards
    changed: Callable[[], None]

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {CHECKLIST.press: self.open}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {CHECKLIST.press: self.tick}

    @property
    def district(self) -> District:
        """The district whose lists these are."""
        return self.admission.district

    def open(self, press: Press) -> Reply:
        """The lists as they stand; which of them apply is sealed, so that this is a reading."""
        with self.admission.to(press.actor.key, press.value, Action.CHECKLIST) as case:
            case.entry(Action.READ, "checklist")
            return Reply(form=self._form(case))

    def tick(self, sent: Submission) -> Reply:
        """Keep what has changed since the form was opened, and remind at once of what is late already."""
        with self.admission.to(sent.actor.key, number_in(sent), Action.CHECKLIST) as case:
            form = self._form(case)
            if mistakes := {**self._mistakes(sent, case), **form.mistakes(sent.values)}:
                return Reply(errors=mistakes, form=form)
            sending = Sending(case, sent, entry_id(sent), self.district)
            for count, fields in enumerate(self._changes(sending)):
                self._keep(sending, count, fields)
            owe(case.work, case.ticket, self.district, case.now)
            reply = Reply((self._after(case),))
        self.changed()
        return reply

    def _mistakes(self, sent: Submission, case: Case) -> Mapping[str, str]:
        try:
            day = _date(sent)
        except ValueError:
            return {SINCE: "This is not a date."}
        if day and day > self._today(case):
            return {SINCE: "This day is still to come."}
        if day and not sent.chosen(APPLY):
            return {SINCE: _NO_LIST}
        filed = case.ticket.opened_at.astimezone(self.district.zone).date()
        return {SINCE: MISTYPED_YEAR} if day and day < filed - LOOKS_BACK else {}

    def _changes(self, sending: Sending) -> Iterator[dict[str, str]]:
        """What to write, from the lists as they stand and the form as it was sent."""
        known = progress(sending.case.work, sending.case.ticket, self.district)
        for one in self.district.record_keeping.checklists:
            if one.id not in known.begun:
                if one.id in sending.sent.chosen(APPLY):
                    since = {SINCE: day.isoformat()} if (day := _date(sending.sent)) else {}
                    yield {"begun": one.label, ITEM: one.id, **since}
                continue
            yield from _ticks(one, known, sending.sent.chosen(f"{DONE}{one.id}"))
            if one.id in sending.sent.chosen(DROP):
                yield {"dropped": f"It does not apply: {one.label}", ITEM: one.id}

    def _keep(self, sending: Sending, count: int, fields: Mapping[str, str]) -> None:
        case, name = sending.case, f"{sending.id}{count:02d}"
        # The trail is not sealed, and which list applies tells what a report is about.
        case.entry(Action.CHECKLIST, name)
        case.work.journal.add(Entry(name, case.ticket.number, EntryKind.ITEM, case.now, case.actor, fields))

    def _today(self, case: Case) -> date:
        return case.now.astimezone(self.district.zone).date()

    def _after(self, case: Case) -> Card:
        found = progress(case.work, case.ticket, self.district)
        left = len(found.open_items(self.district))
        if not found.begun:
            return self.cards.card(case, "No checklist applies so far.")
        said = f"{left} still to do." if left else "All of it is done."
        return self.cards.card(case, f"Kept. {said}")

    def _form(self, case: Case) -> Form:
        found = progress(case.work, case.ticket, self.district)
        lists = self.district.record_keeping.checklists
        parts: list[Part] = [
            part for one in lists if one.id in found.begun for part in self._list(case, found, one)
        ]
        if left := [one for one in lists if one.id not in found.begun]:
            options = tuple(Option(f"{one.label}: {one.when}"[:140], one.id) for one in left)
            hint = "A list that applies shows its points here the next time."
            parts.append(ChoiceField(APPLY, "Does one of these apply?", options, False, True, hint=hint))
            when = "Its days count from then; left empty, they count from now."
            parts.append(MomentField(SINCE, "When did it happen?", required=False, hint=when))
        if begun := [one for one in lists if one.id in found.begun]:
            options = tuple(Option(one.label, one.id) for one in begun)
            parts.append(ChoiceField(DROP, "Does one of these not apply after all?", options, False, True))
        if not lists:
            parts.append(Text("The district's file has no checklists."))
        number = case.ticket.number
        state = f"{number} {case.now:%Y%m%d%H%M%S%f}"
        submit = "Keep" if lists else None
        return Form(CHECKLIST.press, "Checklist", tuple(parts), CHECKLIST.button(number), submit, state)

    def _list(self, case: Case, found: Progress, one: Checklist) -> tuple[Part, ...]:
        options = tuple(Option(self._item(case, found, one, item), item.id) for item in one.items)
        done = tuple(item.id for item in one.items if name_of(one, item) in found.done)
        field = ChoiceField(
            f"{DONE}{one.id}", one.label, options, False, True, done, hint="Tick what is done."
        )
        sources = "; ".join(item.source for item in one.items if item.source)
        return (field, *([Text(sources, small=True)] if sources else []), Divider())

    def _item(self, case: Case, found: Progress, one: Checklist, item: Item) -> str:
        day = last_day(item, case.ticket, found.begun[one.id], self.district)
        if day is None:
            return item.label
        late = day < self._today(case) and name_of(one, item) not in found.done
        return f"{item.label}, by {day:%a %b} {day.day}{': late already' if late else ''}"


def _date(sent: Submission) -> date | None:
    """The day given; None where there is none. Raises ValueError for what is no day, or no time of it."""
    given = sent.text(SINCE)
    return datetime.fromisoformat(given).date() if given else None


def _ticks(one: Checklist, known: Progress, ticked: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for item in one.items:
        name = name_of(one, item)
        if item.id in ticked and name not in known.done:
            yield {"done": item.label, ITEM: name}
        elif item.id not in ticked and name in known.done:
            yield {"undone": f"Not done after all: {item.label}", ITEM: name}
