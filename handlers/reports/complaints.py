"""Complaints: what the operator has to look into, logged once each, however often it is met."""

import logging
import threading
from collections.abc import Hashable

_REMEMBERED = 10_000


class Complaints:
    """The complaints of one log; may be made by many threads at once.

    At most `remembered` subjects are kept in mind: beyond that the oldest is forgotten, and would be
    logged once more.
    """

    def __init__(self, log: logging.Logger, remembered: int = _REMEMBERED) -> None:
        """None was made yet."""
        self._log, self._remembered = log, remembered
        self._made: dict[Hashable, None] = {}
        self._lock = threading.Lock()

    def make(self, subject: Hashable, sentence: str, *values: object) -> None:
        """Log the sentence with its values, unless one about this subject was logged before."""
        with self._lock:
            if subject in self._made:
                return
            self._made[subject] = None
            if len(self._made) > self._remembered:
                del self._made[next(iter(self._made))]
        self._log.error(sentence, *values)
