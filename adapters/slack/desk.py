"""Which event a payload is, and where its answer appears: one method for each thing Slack sends."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from adapters.slack import field, inbound
from adapters.slack.identity import Identities, NotTold, Workspace, nameless
from adapters.slack.inbound import Malformed, Payload, Sender
from adapters.slack.manifest import SHORTCUTS
from adapters.slack.modal import InForm, OnTop, OverAll
from adapters.slack.post import Post
from adapters.slack.reception import Reception
from adapters.slack.surface import AtHome, Beside, InChat, Surface
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.emergency import REPORT
from handlers.conversation.event import Command, Event, Press, Submission

_log = logging.getLogger(__name__)
_SAID = frozenset({"", "file_share", "thread_broadcast"})
_UNREAD = "This could not be read. Your words are still in the form. Please send it again."
_SHORTCUTS = {shortcut.callback_id: shortcut.command for shortcut in SHORTCUTS}
_PRIVATE = Place(Channel.SLACK)
_IN_PUBLIC = Place(Channel.SLACK, private=False)
_REMEMBERED = 5000
Body = Payload | None


class Desk:
    """Reads payloads; raises Malformed where one is not what Slack documents."""

    def __init__(
        self,
        reception: Reception,
        post: Post,
        identities: Identities,
        workspace: Callable[[], Awaitable[Workspace]],
        zone: ZoneInfo,
        grace: float,
    ) -> None:
        """`zone` is the district's; `grace` as in Pace."""
        self._reception, self._post, self._identities = reception, post, identities
        self._workspace, self._zone, self._grace = workspace, zone, grace
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def command(self, body: Payload) -> Body:
        """A slash command."""
        user = inbound.text(body, "user_id")
        sender = Sender(user, inbound.maybe(body, "user_name") or user)
        words = inbound.maybe(body, "text") or ""
        surface = self._beside(body, user, instant=True)
        return await self._serve(sender, lambda who: Command(who, _PRIVATE, words), surface)

    async def action(self, body: Payload) -> Body:
        """A button pressed in a message, a modal or the Home tab."""
        sender, pressed = inbound.sender(body), inbound.pressed(body)
        if pressed is None:
            return None
        trigger = inbound.text(body, "trigger_id")
        surface: Surface
        if inbound.maybe(body, "view", "type") == "modal":
            page = pressed.page if pressed.kind == "page" else None
            view_id = inbound.text(body, "view", "id")
            surface = OnTop(self._post, self._zone, sender.user, trigger, view_id, page)
        elif inbound.maybe(body, "response_url"):
            surface = self._beside(body, sender.user)
        else:
            surface = OverAll(self._post, self._zone, sender.user, trigger)
        make = lambda who: Press(who, _PRIVATE, pressed.action, pressed.value)  # noqa: E731
        # Who to call shows whoever asks; any other button may be about a case.
        return await self._serve(sender, make, surface, lambda _: pressed.action == REPORT.action)

    async def submission(self, body: Payload) -> Body:
        """A modal sent in; one that cannot be read stays, with what was typed."""
        try:
            return await self._submitted(body)
        except Malformed as error:
            inputs = inbound.input_blocks(body.get("view"))
            if not inputs:
                raise
            _log.warning("Slack: could not read a form sent in (%s)", error)
            return {"response_action": "errors", "errors": {inputs[0]: _UNREAD}}

    async def _submitted(self, body: Payload) -> Body:
        sender, sent = inbound.sender(body), inbound.sent(body)
        try:
            values = field.values(sent.view["state"]["values"], self._zone)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            raise Malformed("unreadable view.state.values") from None
        view_id = inbound.text(body, "view", "id")
        surface = InForm(self._post, self._zone, sender.user, sent, view_id, self._grace)
        make = lambda who: Submission(who, _PRIVATE, sent.form, values, sent.state)  # noqa: E731
        sending = sent.fingerprint(sender.user) if inbound.input_blocks(sent.view) else None
        # A report is taken without an address rather than never.
        return await self._serve(sender, make, surface, lambda unknown: unknown.lasting, sending)

    async def shortcut(self, body: Payload) -> Body:
        """A global shortcut, or one on a message whose text is to be checked."""
        sender = inbound.sender(body)
        words = _SHORTCUTS.get(inbound.text(body, "callback_id"), "help")
        if inbound.text(body, "type") == "message_action":
            words = f"{words} {inbound.spoken(inbound.maybe(body, 'message', 'text') or '')}"
        surface = OverAll(self._post, self._zone, sender.user, inbound.text(body, "trigger_id"))
        return await self._serve(sender, lambda who: Command(who, _PRIVATE, words), surface)

    async def message(self, body: Payload) -> Body:
        """Something said in the bot's own chat; what bots say, and edits, are not addressed to it."""
        event = body["event"]
        said = event.get("channel_type") == "im" and (event.get("subtype") or "") in _SAID
        ours = said and not event.get("bot_id")
        if not ours or self._again(body):
            return None
        user, channel = inbound.text(event, "user"), inbound.text(event, "channel")
        words = inbound.spoken(inbound.maybe(event, "text") or "")
        thread = inbound.maybe(event, "thread_ts")
        surface = InChat(lambda messages: self._post.tell(channel, messages, thread))
        return await self._serve(Sender(user, user), lambda who: Command(who, _PRIVATE, words), surface)

    async def mention(self, body: Payload) -> Body:
        """The bot was named in a channel; what was said there goes no further than this line."""
        event = body["event"]
        if event.get("bot_id") or self._again(body):
            return None
        user, channel = inbound.text(event, "user"), inbound.text(event, "channel")
        thread = inbound.maybe(event, "thread_ts")
        surface = InChat(lambda messages: self._post.whisper(channel, user, messages, thread))
        return await self._serve(Sender(user, user), lambda who: Command(who, _IN_PUBLIC, ""), surface)

    async def home(self, body: Payload) -> Body:
        """Somebody opened the Home tab."""
        event = body["event"]
        if event.get("tab") != "home" or self._again(body):
            return None
        user = inbound.text(event, "user")
        surface = AtHome(self._post, user)
        return await self._serve(Sender(user, user), lambda who: Command(who, _PRIVATE, "help"), surface)

    def _beside(self, body: Payload, user: str, *, instant: bool = False) -> Beside:
        url, trigger = inbound.text(body, "response_url"), inbound.text(body, "trigger_id")
        return Beside(self._post, self._zone, user, url, trigger, instant)

    async def _serve(
        self,
        sender: Sender,
        make: Callable[[Actor], Event],
        surface: Surface,
        nameless_too: Callable[[NotTold], bool] = lambda _: True,
        sending: str | None = None,
    ) -> Body:
        """`nameless_too` says whether to go on where Slack does not tell who it is."""

        async def event() -> Event:
            try:
                return make(await self._identities.actor(sender, await self._workspace()))
            except NotTold as unknown:
                if not nameless_too(unknown):
                    raise
                return make(nameless(sender))

        return await self._reception.serve(event, surface, sending)

    def _again(self, body: Payload) -> bool:
        """Whether this event was delivered before: Slack repeats what it believes was lost."""
        event_id = inbound.text(body, "event_id")
        if event_id in self._seen:
            return True
        self._seen[event_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return False
