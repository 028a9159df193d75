"""The channels that are set up, each imported only then."""

from collections.abc import Sequence

from bot.front_desk import FrontDesk
from bot.service import ChannelAdapter
from bot.settings import Settings, reveal
from handlers.conversation.actor import Channel
from handlers.conversation.router import CommandSpec
from handlers.district.model import District
from handlers.errors import SetupError
from handlers.reports.post_office import PostOffice
from storage.work import DatabaseStore


def configured_channels(
    settings: Settings,
    district: District,
    desk: FrontDesk,
    store: DatabaseStore,
    office: PostOffice,
    commands: Sequence[CommandSpec],
) -> list[ChannelAdapter]:
    """The channels that are set up, in the order in which they are tried for a message.

    Each is imported only here: slack_bolt and botbuilder cost about a second each.
    """
    channels: list[ChannelAdapter] = []
    if settings.uses_slack:
        channels.append(_slack(settings, district, desk, store))
    if settings.uses_teams or settings.serves_playground:
        channels.append(_teams(settings, desk, store, commands))
    if settings.serves_playground:
        channels.append(_playground(district, desk, office, commands))
    if not channels:
        raise SetupError("No channel is set up: set Slack's or Teams' settings, or SMPOLICY_PLAYGROUND=on.")
    return channels


def _slack(settings: Settings, district: District, desk: FrontDesk, store: DatabaseStore) -> ChannelAdapter:
    from adapters.slack.channel import SlackChannel  # noqa: PLC0415

    return SlackChannel(
        bot_token=reveal(settings.slack_bot_token) or "",
        signing_secret=reveal(settings.slack_signing_secret),
        app_token=reveal(settings.slack_app_token),
        api_url=settings.slack_api_url,
        zone=district.zone,
        answer=desk.answer,
        addresses=store.addresses,
    )


def _teams(
    settings: Settings, desk: FrontDesk, store: DatabaseStore, commands: Sequence[CommandSpec]
) -> ChannelAdapter:
    from adapters.teams.channel import TeamsChannel  # noqa: PLC0415

    return TeamsChannel(
        app_id=settings.teams_app_id,
        app_password=reveal(settings.teams_app_password),
        app_type=settings.teams_app_type,
        tenant_id=settings.teams_tenant_id,
        answer=desk.answer,
        addresses=store.addresses,
        commands=commands,
    )


def _playground(
    district: District, desk: FrontDesk, office: PostOffice, commands: Sequence[CommandSpec]
) -> ChannelAdapter:
    from adapters.web.channel import WebChannel  # noqa: PLC0415
    from adapters.web.persona import Persona  # noqa: PLC0415

    # Everybody a report may reach can be played too, after the cast the district chose.
    chosen = {p.email for p in district.playground}
    cast = (*district.playground, *(p for p in district.people if p.email not in chosen))
    return WebChannel(
        personas=[Persona(p.email, p.name, p.title) for p in cast],
        district=district.name,
        answer=desk.answer,
        inbox=lambda email: office.inbox(email, Channel.WEB),
        commands=commands,
    )
