"""Names in other alphabets."""

import pytest

from handlers.reports.naming.alphabets import in_latin


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("\u0421\u043e\u043b\u0431\u0435\u0440\u0433", "Solberg"),
        ("\u0449\u0443\u043a\u0438\u043d", "shchukin"),
        ("\u0420\u0435\u0439\u0435\u0441", "Reyes"),
        ("\u03a3\u03cc\u03bb\u03bc\u03c0\u03b5\u03c1\u03b3\u03ba", "Solberg"),
        ("Solberg, Ng", "Solberg, Ng"),
        ("S\u043elberg", "S\u043elberg"),
    ],
)
def test_by_its_sounds(written: str, latin: str) -> None:
    assert in_latin(written) == latin
