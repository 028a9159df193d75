"""A clock that tests set."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) -> None:
        """Start on a Monday, at 10 in the morning in Moorhead."""
        self._now = now

    def now(self) -> datetime:
        """The moment set."""
        return self._now

    def advance(self, **by: float) -> None:
        """Move on, as in `advance(minutes=30)`."""
        self._now += timedelta(**by)
