"""The checklist of a case: which lists apply, what is done, and a reminder when the days run out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handlers.casework.act import Sending
from handlers.casework.case_card import CaseCards
from handlers.conversation.card import Card, Divider, Text
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import ChoiceField, Form, Option, Part
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.record_keeping import Checklist, Item
from handlers.records.checklist import ITEM, Progress, last_day, name_of, progress, reminded_at
from handlers.records.checklist_reminder import reminder
from handlers.records.offers import CHECKLIST
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.exchange import entry_id, number_in
from handlers.reports.journal import Entry, EntryKind

APPLY, DONE = "apply", "done-"
"""Names of fields: which lists apply; and what of a list, named after the dash, is done."""


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
        """The lists as they stand."""
        with self.admission.to(press.actor.key, press.value, Action.CHECKLIST) as case:
            return Reply(form=self._form(case))

    def tick(self, sent: Submission) -> Reply:
        """Keep what has changed since the form was opened, and plan the reminders of new lists."""
        with self.admission.to(sent.actor.key, number_in(sent), Action.CHECKLIST) as case:
            form = self._form(case)
            if mistakes := form.mistakes(sent.values):
                return Reply(errors=mistakes, form=form)
            sending = Sending(case, sent, entry_id(sent), self.district)
            for count, fields in enumerate(self._changes(sending)):
                self._keep(sending, count, fields)
            reply = Reply((self._after(case),))
        self.changed()
        return reply

    def _changes(self, sending: Sending) -> Iterator[dict[str, str]]:
        """What to write, from the lists as they stand and the form as it was sent."""
        known = progress(sending.case.work, sending.case.ticket)
        for one in self.district.record_keeping.checklists:
            if one.id in known.begun:
                yield from _ticks(one, known, sending.sent.chosen(f"{DONE}{one.id}"))
            elif one.id in sending.sent.chosen(APPLY):
                yield {"begun": one.label, ITEM: one.id}

    def _keep(self, sending: Sending, count: int, fields: Mapping[str, str]) -> None:
        case, number = sending.case, sending.case.ticket.number
        name = f"{sending.id}{count:02d}"
        case.entry(Action.CHECKLIST, fields[ITEM])
        case.work.journal.add(Entry(name, number, EntryKind.ITEM, case.now, case.actor, fields))
        begun = self.district.record_keeping.checklist(fields[ITEM])
        for item in begun.items if begun else ():
            day = last_day(item, case.ticket, case.now, self.district)
            if begun and day:
                due_at = max(reminded_at(day, self.district), case.now)
                case.work.outbox.put(reminder(number, name_of(begun, item), case.actor, due_at))

    def _after(self, case: Case) -> Card:
        found = progress(case.work, case.ticket)
        left = len(found.open_items(self.district))
        if not found.begun:
            return self.cards.card(case, "No checklist applies so far.")
        said = f"{left} still to do." if left else "All of it is done."
        return self.cards.card(case, f"Kept. {said}")

    def _form(self, case: Case) -> Form:
        found = progress(case.work, case.ticket)
        lists = self.district.record_keeping.checklists
        parts: list[Part] = [
            part for one in lists if one.id in found.begun for part in self._list(case, found, one)
        ]
        if left := [one for one in lists if one.id not in found.begun]:
            options = tuple(Option(f"{one.label}: {one.when}"[:140], one.id) for one in left)
            hint = "A list that applies shows its points here the next time."
            parts.append(ChoiceField(APPLY, "Does one of these apply?", options, False, True, hint=hint))
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
        return f"{item.label}, by {day:%a %b} {day.day}" if day else item.label


def _ticks(one: Checklist, known: Progress, ticked: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for item in one.items:
        name = name_of(one, item)
        if item.id in ticked and name not in known.done:
            yield {"done": item.label, ITEM: name}
        elif item.id not in ticked and name in known.done:
            yield {"undone": f"Not done after all: {item.label}", ITEM: name}
