"""The errors a person can meet; the docstring of each is the message that person reads.

SmpolicyError
├── NotForYou           a case that is not theirs, or does not exist: the two look alike
├── NotSaved            the database did not take it
├── CannotOpen          a sealed value does not open
└── SetupError          for the operator, on the command line or at start
    ├── DistrictInvalid     a data file of the district: file, line, reason
    ├── KeyMissing          no keyset, or not the one the database was sealed with
    └── SchemaBehind        the database is at another version than the program
"""

import inspect
from pathlib import Path


class SmpolicyError(Exception):
    """Something went wrong. Please try again, or talk to your supervisor."""

    def __str__(self) -> str:
        """The sentence to show: the one given, or the class's own."""
        return super().__str__() or inspect.getdoc(type(self)) or ""


class NotForYou(SmpolicyError):
    """There is no case with this number for you."""


class NotSaved(SmpolicyError):
    """The database is not available; nothing was changed. Please try again in a minute."""

    def __init__(self, sentence: str = "", for_operator: str = "") -> None:
        """`for_operator` names what the database said, without a value of anything."""
        super().__init__(sentence)
        self.for_operator = for_operator


class CannotOpen(SmpolicyError):
    """This record cannot be opened. The operator has been told; nothing was changed."""


class SetupError(SmpolicyError):
    """The set-up is not right."""


class DistrictInvalid(SetupError):
    """A data file of the district is not right."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        """Name the file, the line (from 1) and the reason."""
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class KeyMissing(SetupError):
    """The keyset is missing or is not the one this database was sealed with."""


class SchemaBehind(SetupError):
    """The database is at another schema version. Run: smpolicy db upgrade."""
