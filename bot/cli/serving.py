"""`smpolicy serve`."""

import asyncio
import os
import threading

import click

from bot.cli.environment import with_settings
from bot.settings import Settings


@click.command()
@with_settings
def serve(settings: Settings) -> None:
    """Serve the configured channels until SIGTERM.

    Without any settings that is the playground, on http://127.0.0.1:3978.

    \b
    Examples:
      smpolicy serve
      SMPOLICY_PORT=8080 smpolicy serve
      SLACK_BOT_TOKEN=... SLACK_SIGNING_SECRET=... SMPOLICY_HOST=0.0.0.0 smpolicy serve
    """
    from bot.assembly import assemble  # noqa: PLC0415 - other commands start faster without the service
    from bot.logs import set_up_logs  # noqa: PLC0415

    set_up_logs()

    def listening(port: int) -> None:
        address = f"http://{settings.host}:{port}"
        if settings.serves_playground:
            click.echo(f"The playground is ready: {address}  (Ctrl+C ends it)")
        else:
            click.echo(f"smpolicy is listening on {address}")

    async def run() -> None:
        await assemble(settings).run(settings.host, settings.port, listening)
        # A thread that hangs in somebody else's library must not keep the process alive.
        last_resort = threading.Timer(1.0, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()

    asyncio.run(run())
