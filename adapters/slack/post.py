"""What the bot sends to Slack by itself: modals, messages beside a command, messages in its chat."""

import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.failure import Failure
from adapters.slack.limits import Block
from adapters.slack.proxy import without_detour

_log = logging.getLogger(__name__)
ELSEWHERE = "elsewhere"
_CLOSED = "not_found"
_USES = 5  # of one response URL, within thirty minutes


class Post:
    """Slack's Web API as far as answers need it. Methods raise what the SDK raises, unless they say other."""

    def __init__(self, client: AsyncWebClient, quiet: logging.Logger) -> None:
        """`quiet` is the logger given to the SDK, which would print whole messages."""
        self._client, self._quiet = client, quiet

    async def open(self, trigger: str, view: Block, *, push: bool = False) -> str | None:
        """Open a modal, or push it on the open one; its id, or None where Slack no longer lets it.

        A trigger that was used already belongs to a second delivery of the same event: the modal is
        ELSEWHERE, and nothing more is to be done.
        """
        call = self._client.views_push if push else self._client.views_open
        try:
            answer = await call(trigger_id=trigger, view=view)
        except SlackApiError as error:
            failure = Failure.of(error)
            grade = logging.INFO if "trigger_id" in failure.code else logging.ERROR
            _log.log(grade, "Slack opened no modal: %s", failure.code)
            return ELSEWHERE if failure.code == "exchanged_trigger_id" else None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Slack could not be asked to open a modal: %s", type(error).__name__)
            return None
        return str(answer["view"]["id"])

    async def update(self, view_id: str, view: Block) -> bool:
        """Change an open modal; False where it was closed or Slack does not take the change."""
        try:
            await self._client.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            code = Failure.of(error).code
            _log.log(logging.INFO if code == _CLOSED else logging.ERROR, "Slack changed no modal: %s", code)
            return False
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Slack could not be asked to change a modal: %s", type(error).__name__)
            return False
        return True

    async def publish(self, user: str, view: Block) -> None:
        """Set somebody's Home tab."""
        await self._client.views_publish(user_id=user, view=view)

    async def respond(self, url: str, messages: list[Block], *, replace: bool = False) -> list[Block]:
        """Answer beside a command or a message, for its author's eyes only; the messages not taken.

        With `replace` the first message takes the place of the one whose button was pressed.
        """
        webhook = AsyncWebhookClient(url, logger=self._quiet)
        without_detour(webhook, url)
        for index, message in enumerate(messages[:_USES]):
            replacing = replace and index == 0
            kind = {} if replacing else {"response_type": "ephemeral"}
            answer = await webhook.send_dict({**message, **kind, "replace_original": replacing})
            if answer.status_code != 200:
                _log.warning("Slack took no answer beside a command: status %d", answer.status_code)
                return messages[index:]
        return messages[_USES:]

    async def tell(self, channel: str, messages: list[Block], thread: str | None = None) -> None:
        """Messages in a conversation; a user's id means the bot's own chat with that user."""
        for message in messages:
            await self._client.chat_postMessage(
                channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **message
            )

    async def whisper(self, channel: str, user: str, messages: list[Block], thread: str | None) -> None:
        """Messages in a channel that only `user` sees."""
        for message in messages:
            await self._client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread, **message)
