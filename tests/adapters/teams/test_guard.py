"""What counts as this machine."""

from unittest.mock import Mock

import pytest
from aiohttp.test_utils import make_mocked_request

from adapters.teams.guard import local_request, local_url


def asked(peer: object, **headers: str) -> bool:
    transport = Mock()
    transport.get_extra_info = lambda name, default=None: peer if name == "peername" else default
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return local_request(make_mocked_request("POST", "/api/messages", named, transport=transport))


@pytest.mark.parametrize("peer", [("127.0.0.1", 5), ("::1", 5, 0, 0), ("::ffff:127.0.0.1", 5, 0, 0)])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:3978", "[::1]:3978", "LOCALHOST:1"])
def test_this_machine_is_let_in(peer: object, host: str) -> None:
    assert asked(peer, Host=host)


@pytest.mark.parametrize(
    "peer", [("10.0.0.9", 5), ("::ffff:10.0.0.9", 5, 0, 0), ("fe80::1%eth0", 5), "", None]
)
def test_other_machines_are_not(peer: object) -> None:
    assert not asked(peer, Host="localhost")


@pytest.mark.parametrize(
    "host", ["bot.example", "", "localhost.bot.example", "127.0.0.1.bot.example", "a@localhost"]
)
def test_other_names_for_this_machine_are_not(host: str) -> None:
    assert not asked(("127.0.0.1", 5), Host=host)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "x-forwarded-proto", "Forwarded", "Via", "X-Real-IP"])
def test_a_proxy_on_this_machine_is_not(header: str) -> None:
    assert not asked(("127.0.0.1", 5), Host="localhost", **{header: "127.0.0.1"})


def test_a_web_page_in_a_browser_here_is_not() -> None:
    assert not asked(("127.0.0.1", 5), Host="localhost", Origin="https://evil.example")
    assert not asked(("127.0.0.1", 5), Host="localhost", Origin="null")
    assert asked(("127.0.0.1", 5), Host="localhost", Origin="http://localhost:56150")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1@evil.example",
        "http://evil.example\\@127.0.0.1",
        "http://localhost.evil.example/",
        "http://127.0.0.1:80#@evil.example",
        "http://0.0.0.0/",
        "ftp://localhost/",
        "http://localhost/ x",
        "http://localhost\n",
        "//localhost",
        "http://2130706433/",
    ],
)
def test_service_urls_that_only_look_local(url: str) -> None:
    assert not local_url(url)
