"""The watch on the audit trail: a process remembers its end, and notices when that is taken away.

The signed head alone cannot show it: an older head, put back together with the entries it fits, is
signed as well.
"""

import logging
import threading

from handlers.errors import SetupError
from handlers.reports.complaints import Complaints
from handlers.reports.store import Link

_log = logging.getLogger(__name__)

CUT = "found the audit trail cut"
"""The word of the trail; the detail is the entry that is gone, or another."""


class TrailDamaged(SetupError):
    """The audit trail was changed behind the program. Reports are still taken."""


class Watch:
    """What one process saw last of the chain; shared by its threads."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._lock = threading.Lock()
        self._seen: Link | None = None
        self._complaints = Complaints(_log)
        self.damage = ""

    @property
    def seen(self) -> Link | None:
        """The last link that is known to be in the database; to be asked before the database is."""
        return self._seen

    def saw(self, link: Link) -> None:
        """This one was committed; an earlier one that comes late changes nothing."""
        with self._lock:
            if self._seen is None or link.sequence > self._seen.sequence:
                self._seen = link

    def missed(self, link: Link) -> None:
        """This one is not there any more. That stays said for as long as the process lives."""
        self.damage = (
            f"The audit trail was cut behind the program: entry {link.sequence} is gone, or another. "
            "Keep a copy of the database for the auditor."
        )
        self.say(self.damage)

    def say(self, sentence: str) -> None:
        """Log it, once."""
        self._complaints.make(sentence, "%s", sentence)
