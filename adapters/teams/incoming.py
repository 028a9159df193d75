"""An activity as Teams posts it: what is read of it, checked for shape."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class Malformed(Exception):
    """The body is not an activity this bot can read."""


def _text(value: object) -> object:
    return "" if value is None else value


def _mapping(value: object) -> object:
    return {} if value is None else value


def _list(value: object) -> object:
    return [] if value is None else value


Id = Annotated[str, Field(min_length=1, max_length=1000)]
Text = Annotated[str, BeforeValidator(_text)]
Mapping = Annotated[dict[str, Any], BeforeValidator(_mapping)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Account(_Part):
    """A person or the bot: `id` is this bot's name for them, `directory_id` the tenant's."""

    id: Id
    name: Text = ""
    directory_id: Text = Field("", alias="aadObjectId")


class Conversation(_Part):
    """Where it happened; `kind` is personal, groupChat or channel."""

    id: Id
    kind: Text = Field("", alias="conversationType")
    tenant_id: Text = Field("", alias="tenantId")


class Incoming(_Part):
    """One activity.

    Shapes follow the Bot Framework's activity schema; whatever is not listed here is not read.
    """

    type: Id
    id: Text = ""
    name: Text = ""
    action: Text = ""
    channel_id: Id = Field(alias="channelId")
    service_url: Id = Field(alias="serviceUrl")
    sender: Account = Field(alias="from")
    bot: Account = Field(alias="recipient")
    conversation: Conversation
    text: Text = Field("", repr=False)
    value: Any = Field(None, repr=False)
    entities: Annotated[list[Any], BeforeValidator(_list)] = Field(default_factory=list, repr=False)
    channel_data: Mapping = Field(default_factory=dict, alias="channelData")
    added: Annotated[list[Account], BeforeValidator(_list)] = Field(
        default_factory=list, alias="membersAdded"
    )
    reply_to: Text = Field("", alias="replyToId")

    @property
    def private(self) -> bool:
        """True in the 1:1 chat of one person with the bot."""
        return self.conversation.kind == "personal"

    @property
    def tenants(self) -> frozenset[str]:
        """Every tenant id the activity names; in Teams there is one."""
        tenant = self.channel_data.get("tenant")
        named = tenant.get("id") if isinstance(tenant, dict) else None
        found = {self.conversation.tenant_id, named if isinstance(named, str) else ""}
        return frozenset(found - {""})

    @property
    def data(self) -> dict[str, Any]:
        """What a button or a dialog sent along, with its inputs; empty where there is none."""
        value = self.value if isinstance(self.value, dict) else {}
        if self.type == "message":
            return value
        holder = value.get("action") if self.name == "adaptiveCard/action" else value
        data = holder.get("data") if isinstance(holder, dict) else None
        return data if isinstance(data, dict) else {}


def read(payload: object) -> Incoming:
    """The activity in a decoded body. Raises Malformed, which says nothing of the content."""
    try:
        return Incoming.model_validate(payload)
    except ValidationError:
        raise Malformed from None
