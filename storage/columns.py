"""What columns hold; a value of another kind, which SQLite takes anywhere, is read as one that fits no seal.

Somebody who writes such a value behind the program's back must not stop whoever reads the other rows.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, TypeDecorator

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What is read where there is no moment in a column for moments."""


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To the database. A naive moment is refused with ValueError."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """From the database; NEVER for what is no moment."""
        return _forgiving(super().result_processor(dialect, coltype), NEVER)


class Bytes(TypeDecorator[bytes]):
    """Bytes; empty for what are none."""

    impl = LargeBinary
    cache_ok = True

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[Any], bytes | None]:
        """From the database. A number is not taken for a length, as `bytes` would."""

        def read(value: Any) -> bytes | None:
            if value is None:
                return None
            return bytes(value) if isinstance(value, bytes | memoryview) else b""

        return read


class Names(TypeDecorator[list[str]]):
    """A list of addresses, as JSON; None for what is no JSON."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """From the database."""
        return _forgiving(super().result_processor(dialect, coltype), None)


def _forgiving(read: Callable[[Any], Any] | None, otherwise: Any) -> Callable[[Any], Any] | None:
    if read is None:
        return None

    def forgiving(value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, TypeError, OverflowError, RecursionError):
            return otherwise

    return forgiving
