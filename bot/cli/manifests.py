"""`smpolicy manifest slack|teams`."""

import json

import click

from bot.cli.environment import with_settings
from bot.settings import Settings

_EXAMPLE = "https://smpolicy.example"


@click.group()
def manifest() -> None:
    """Print the app manifest of a chat platform, made from the command list.

    \b
    Examples:
      smpolicy manifest slack
      smpolicy manifest teams
    """


@manifest.command("slack")
@click.option("--url", default=_EXAMPLE, show_default=True, help="The service's public address.")
@click.option("--socket-mode", is_flag=True, help="For Socket Mode, which needs no public address.")
@with_settings
def slack(settings: Settings, url: str, socket_mode: bool) -> None:
    """Print Slack's app manifest.

    \b
    Examples:
      smpolicy manifest slack --url https://bot.district.example
      smpolicy manifest slack --socket-mode
    """
    from adapters.slack.manifest import slack_manifest  # noqa: PLC0415 - --help stays fast
    from bot.assembly import command_list  # noqa: PLC0415

    _print(slack_manifest(command_list(settings), url, socket_mode=socket_mode))


@manifest.command("teams")
@click.option("--url", default=_EXAMPLE, show_default=True, help="The service's public address.")
@with_settings
def teams(settings: Settings, url: str) -> None:
    """Print Teams' app manifest; pack it with the two pictures in manifest/teams.

    MicrosoftAppId is taken from the environment.

    \b
    Example:
      smpolicy manifest teams --url https://bot.district.example
    """
    from adapters.teams.manifest import NO_APP, teams_manifest  # noqa: PLC0415
    from bot.assembly import command_list  # noqa: PLC0415

    _print(teams_manifest(command_list(settings), settings.teams_app_id or NO_APP, url.rstrip("/")))


def _print(content: object) -> None:
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))
