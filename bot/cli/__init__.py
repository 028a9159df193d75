"""The command line, `smpolicy`: one clear line and exit 2 where something is wrong."""

import logging
import os
import sys
from collections.abc import Sequence

import click

from bot.cli.administration import database, district, keys, setup, tickets
from bot.cli.asking import ask
from bot.cli.audit import audit
from bot.cli.breach import breach
from bot.cli.checking import check
from bot.cli.clocks import clocks
from bot.cli.drill import drill
from bot.cli.export import export
from bot.cli.manifests import manifest
from bot.cli.receipts import receipt
from bot.cli.retention import retention
from bot.cli.serving import serve
from bot.cli.signs import visible
from bot.cli.statistics import statistics
from bot.cli.teaching import lessons
from handlers.errors import NotSaved, SmpolicyError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings come from the environment; docs/operating.md lists them.",
)
@click.version_option(package_name="smpolicy")
def cli() -> None:
    """Social media guidelines, pre-checks and mandated reports in Slack and Teams.

    \b
    Examples:
      smpolicy setup && smpolicy serve
      smpolicy ask can I post photos of my class?
      smpolicy check "Go Spuds! Great game tonight."
    """


for command in (
    serve,
    setup,
    ask,
    check,
    clocks,
    tickets,
    database,
    keys,
    district,
    lessons,
    manifest,
    receipt,
    audit,
    retention,
    export,
    statistics,
    breach,
    drill,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process: 0 for done, 2 for what the person has to mend."""
    # The library's own lines are for the service; here one line says what is wrong.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        cli.main(arguments, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.format_message())
        sys.exit(2)
    except click.ClickException as error:
        _end(error.format_message())
    except NotSaved as error:
        _end(error.for_operator or str(error))
    except SmpolicyError as error:
        _end(str(error))
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # The reader has seen enough, as with `| head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        # What could not be written stays in the buffer; Python would try again, and say so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _end(f"cannot read or write: {error.strerror or type(error).__name__}")


def _end(sentence: str) -> None:
    click.echo(visible(f"smpolicy: {' '.join(sentence.split())}"), err=True)
    sys.exit(2)
