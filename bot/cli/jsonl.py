"""JSON Lines in, JSON Lines out: one answer a line, whatever a line holds."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click


def answer_lines(lines: Iterable[bytes], answer: Callable[[str], Mapping[str, Any]]) -> None:
    """Print the answer to each line that is not empty; a line that is not UTF-8 gives `id` and `error`.

    The output is plain ASCII, so that a lone surrogate in a text cannot stop the run.
    """
    for line in lines:
        if line.strip():
            click.echo(json.dumps(_answered(line, answer)))


def _answered(line: bytes, answer: Callable[[str], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return answer(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return {"id": None, "error": f"not UTF-8 at byte {error.start + 1}"}
    except Exception as error:  # noqa: BLE001 - whatever a line holds, the rest goes on
        return {"id": None, "error": f"could not be answered: {type(error).__name__}"}
