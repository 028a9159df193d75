"""The operator's log lines: one a line, on standard error, with nothing a person wrote."""

import logging
import sys
import time

_OWN = frozenset({"bot", "adapters", "handlers", "storage"})


def set_up_logs(level: str = "INFO") -> None:
    """Log the program's own lines from `level` up, and of other people's libraries warnings at most."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(own_words)
    logging.basicConfig(level=level, handlers=[handler], force=True)


def own_words(record: logging.LogRecord) -> bool:
    """Let no words through but the program's own; a filter that changes the record.

    A library's message may quote a payload, and a traceback may quote anything: of both only the
    class and the place are kept.
    """
    foreign = record.name.partition(".")[0] not in _OWN
    if foreign and record.levelno < logging.WARNING:
        return False
    if foreign:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "a warning"
        record.msg, record.args = f"{kind} at {record.module}:{record.lineno}, its text withheld", None
    record.exc_info = record.exc_text = record.stack_info = None
    return True
