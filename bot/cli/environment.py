"""The settings of a command, read when it runs, so that --help needs none."""

import functools
import os
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from bot.settings import Settings, read_settings

P = ParamSpec("P")


def with_settings(command: Callable[Concatenate[Settings, P], None]) -> Callable[P, None]:
    """Give a command the settings of the environment as its first argument."""

    @functools.wraps(command)
    def run(*given: P.args, **named: P.kwargs) -> None:
        command(read_settings(os.environ), *given, **named)

    return run
