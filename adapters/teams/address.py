"""How a person is reached again: a conversation with the bot, as one short line of JSON."""

import json

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.teams.incoming import Incoming

_LONGEST = 4000  # characters, as the address book promises


class Address(BaseModel):
    """A 1:1 conversation.

    `app` is the app it belongs to, empty without credentials: a conversation with another app, or
    one of the local test client, must never be used with this app's token.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    app: str = Field(alias="a")
    service_url: str = Field(alias="s")
    conversation: str = Field(alias="c")
    user: str = Field(alias="u")
    bot: str = Field(alias="b")
    tenant: str = Field("", alias="t")

    def line(self) -> str | None:
        """The form the address book keeps, or None where it would be too long for it."""
        line = json.dumps(self.model_dump(by_alias=True), separators=(",", ":"))
        return line if len(line) <= _LONGEST else None


def of(incoming: Incoming, app_id: str) -> Address:
    """The address of the 1:1 conversation an activity came from."""
    return Address(
        app=app_id,
        service_url=incoming.service_url,
        conversation=incoming.conversation.id,
        user=incoming.sender.id,
        bot=incoming.bot.id,
        tenant=next(iter(incoming.tenants), ""),
    )


def read(line: str, app_id: str) -> Address | None:
    """The address in a line, or None where it is unreadable or another app's."""
    try:
        address = Address.model_validate_json(line)
    except ValidationError:
        return None
    return address if address.app == app_id else None
