"""How long a look-up of a person is believed."""

from typing import Any, cast

import pytest

from adapters.teams import incoming
from adapters.teams.members import Members
from adapters.teams.platform import Member, Refused, Talk
from tests.adapters.teams.stage import TENANT


class Directory:
    """A talk that only knows members."""

    def __init__(self) -> None:
        self.asked = 0
        self.email = "Sam@Schools.example"
        self.down = False

    async def member(self, account: str) -> Member:
        self.asked += 1
        if self.down:
            raise Refused(500)
        return Member("Sam", self.email, "sam@principal.example", TENANT, "user")


ACTIVITY: dict[str, Any] = {
    "type": "message",
    "channelId": "msteams",
    "serviceUrl": "http://localhost",
    "from": {"id": "29:sam"},
    "recipient": {"id": "28:bot"},
    "conversation": {"id": "chat", "tenantId": TENANT},
}


async def test_a_look_up_is_believed_for_ten_minutes() -> None:
    now = 0.0
    members, directory = Members(lambda: now), Directory()
    talk, activity = cast("Talk", directory), incoming.read(ACTIVITY)
    assert (await members.actor(activity, talk)).email == "sam@schools.example"
    directory.email = "moved@schools.example"
    now = 599.0
    assert (await members.actor(activity, talk)).email == "sam@schools.example"
    now = 601.0
    assert (await members.actor(activity, talk)).email == "moved@schools.example"
    assert directory.asked == 2


async def test_a_failed_look_up_is_not_kept() -> None:
    members, directory = Members(), Directory()
    talk, activity = cast("Talk", directory), incoming.read(ACTIVITY)
    directory.down = True
    stranger = await members.actor(activity, talk)
    assert (stranger.email, stranger.account, stranger.name) == (None, "29:sam", "Teams user")
    directory.down = False
    assert (await members.actor(activity, talk)).email == "sam@schools.example"


async def test_the_principal_name_stands_in_for_the_address() -> None:
    directory = Directory()
    directory.email = ""
    actor = await Members().actor(incoming.read(ACTIVITY), cast("Talk", directory))
    assert actor.email == "sam@principal.example"


@pytest.mark.parametrize("tenant", ["", "another"])
async def test_the_same_account_in_another_tenant_is_another(tenant: str) -> None:
    members, directory = Members(), Directory()
    other = {**ACTIVITY, "conversation": {"id": "chat", "tenantId": tenant}}
    await members.actor(incoming.read(ACTIVITY), cast("Talk", directory))
    await members.actor(incoming.read(other), cast("Talk", directory))
    assert directory.asked == 2
