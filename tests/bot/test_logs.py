"""The operator's log lines."""

import logging
import sys

import pytest

from bot.logs import own_words, set_up_logs


@pytest.fixture(autouse=True)
def _restored() -> object:
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = kept[0], kept[1]


def test_own_lines_pass_and_foreign_words_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs()
    logging.getLogger("bot.courier").info("ticket %s: told", "AAAA-BBBB")
    logging.getLogger("a_library.client").warning("payload %s", "CANARY")
    logging.getLogger("a_library.client").info("CANARY")
    printed = capsys.readouterr().err
    assert "ticket AAAA-BBBB: told" in printed
    assert "its text withheld" in printed
    assert "CANARY" not in printed
    assert printed.count("\n") == 2


def test_a_traceback_is_cut_to_its_class() -> None:
    try:
        raise ValueError("CANARY")
    except ValueError:
        record = logging.LogRecord(
            "aiohttp.server", logging.ERROR, "f", 7, "CANARY %s", ("CANARY",), sys.exc_info()
        )
    assert own_words(record)
    text = logging.Formatter().format(record)
    assert "ValueError" in text
    assert "CANARY" not in text
