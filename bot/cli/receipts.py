"""`smpolicy receipt`."""

import json
import sys
from typing import IO, TYPE_CHECKING

import click

from bot.cli.environment import with_settings
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import SetupError

if TYPE_CHECKING:
    from storage.signing import PublicKey

_LONGEST = 100_000


@click.group()
def receipt() -> None:
    """Check the receipts that reporters keep.

    \b
    Example:
      smpolicy receipt verify receipt.txt
    """


@receipt.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--key", metavar="PUBLIC", help="The district's public key, for who has no keyset.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def verify(settings: Settings, file: IO[bytes], key: str | None, as_json: bool) -> None:
    """Say whether a receipt is valid, and if not, which field is wrong.

    Reads a file or standard input, the receipt's text or its JSON. Ends with 0 for a valid receipt, 1
    for one that is not, 2 where it could not be checked, as where there is nothing in it.

    \b
    Examples:
      smpolicy receipt verify receipt.txt
      smpolicy receipt verify --key "$(smpolicy receipt key)" < receipt.json
    """
    from handlers.duty.receipt import verify_receipt  # noqa: PLC0415
    from storage.signing import PublicKey  # noqa: PLC0415

    public = PublicKey.parse(key) if key else _public(settings)
    text = _text(file.read(_LONGEST))
    if not text.strip("\ufeff \t\r\n"):
        raise SetupError("There is no receipt to check: the file is empty.")
    found = verify_receipt(text, public)
    if as_json:
        click.echo(json.dumps({"valid": found.valid, "field": found.field or None, "reason": found.sentence}))
    else:
        click.echo(visible(found.sentence))
    sys.exit(0 if found.valid else 1)


@receipt.command("key")
@with_settings
def print_key(settings: Settings) -> None:
    """Print the public key that receipts are checked with. It is no secret: give it to counsel.

    \b
    Example:
      smpolicy receipt key
    """
    click.echo(_public(settings))


def _text(data: bytes) -> str:
    """As programs on Windows write it (UTF-16), or else UTF-8."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\0" in data[:4]:
        return data.decode("utf-16-be" if data.startswith(b"\0") else "utf-16-le", "replace")
    return data.decode("utf-16" if marked else "utf-8", "replace")


def _public(settings: Settings) -> "PublicKey":
    from storage.keyset import Keyset  # noqa: PLC0415 - --help stays fast

    return Keyset.load(settings.keyset).receipts.public
