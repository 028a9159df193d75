"""Answers `/smpolicy statistics`, for supervisors, auditors and records officers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Facts, Text
from handlers.conversation.event import Command, Press
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.errors import CannotOpen
from handlers.records.figures import Figures
from handlers.records.statistics import Period, Statistics, last_period, period_before
from handlers.reports.access import Action, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry, UnitOfWork

SHOW = "statistics.show"
_SUMMARY = "smpolicy shows statistics."
NOTE = (
    "Not counted: drills, and reports from which somebody of the district had to be left out, so that "
    "nobody learns of one by counting. Reports that were destroyed, or could not be opened, when the figures "
    "were worked out are not counted either, nor are the few of a site that was not in the district's file "
    "any more. Small numbers are hidden, and with them what they could be worked out from. The figures of a "
    "period are worked out after its end and kept: nothing that happens later changes them. Only figures "
    "that are lost or changed in the database can be worked out anew, by a records officer; that is on the "
    "audit trail, and said with the figures."
)
BACK = 4
"""How many periods one can look back."""


@dataclass(frozen=True, slots=True)
class StatisticsHandler:
    """The same figures for everybody who may see them."""

    admission: Admission

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "For supervisors and auditors: how many reports there were, and how soon they were seen."
        return CommandSpec("statistics", "statistics", summary, self.command)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {SHOW: lambda press: self._show(press.actor.key, press.value)}

    def command(self, command: Command) -> Reply:
        """The last period that has ended."""
        return self._show(command.actor.key, "")

    def _show(self, key: str, value: str) -> Reply:
        back = min(int(value), BACK) if value.isdecimal() else 0
        found = counted(self.admission, key, back)
        if found is None:
            text = Text("Statistics are for supervisors, auditors and records officers.")
            return Reply((Card("Statistics", (text,), _SUMMARY),))
        return Reply((_card(found, back),))


def counted(admission: Admission, key: str, back: int) -> Statistics | None:
    """The figures of a period, `back` periods before the last; None for who may not see them.

    Both are put on the trail, and so is a look at what was kept and cannot be opened: it raises CannotOpen.
    """
    now, district = admission.clock.now(), admission.district
    with admission.store.begin() as work:
        if not standing_at_large(key, district).may(Action.STATISTICS):
            work.audit.append(AuditEntry(now, key, f"refused {Action.STATISTICS}", ""))
            return None
        period: Period = last_period(now, district)
        for _ in range(back):
            period = period_before(period, district.record_keeping.statistics)
        found = _kept(work, admission, period)
        # Last, because the trail has one writer at a time.
        work.audit.append(AuditEntry(now, key, Action.STATISTICS, ""))
    # Raised only now, so that the look stays on the trail.
    if isinstance(found, CannotOpen):
        raise found
    return found


def _kept(work: UnitOfWork, admission: Admission, period: Period) -> Statistics | CannotOpen:
    try:
        return Figures(admission).of(work, period)
    except CannotOpen as error:
        return error


def _card(found: Statistics, back: int) -> Card:
    parts: list[Element] = [Text(found.note, strong=True)] if found.note else []
    if found.total is not None:
        parts.append(Text(f"{found.total} in all."))
    for table in found.tables:
        parts += [Text(table.title, strong=True), Facts(table.cells), Divider()]
    parts.append(Text(NOTE, small=True))
    if back < BACK:
        parts.append(Buttons((Button("The period before", SHOW, str(back + 1)),)))
    return Card(f"Statistics {found.period.name}", tuple(parts), _SUMMARY)
