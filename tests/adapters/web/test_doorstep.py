"""Only this computer's own browser is let in."""

import io
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from adapters.web.doorstep import BODY_LIMIT, Refused, check
from tests.adapters.web.stage import TEACHER, Stage

HOME = {"Host": "127.0.0.1:3978"}


def request(
    peer: object, headers: Mapping[str, str] = HOME, method: str = "GET", path: str = "/"
) -> web.Request:
    transport = Mock()
    transport.get_extra_info = lambda name, default=None: peer if name == "peername" else default
    return make_mocked_request(method, path, headers=dict(headers), transport=transport)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_computer_may_come_in(address: str) -> None:
    check(request((address, 50000)))


@pytest.mark.parametrize(
    "peer",
    [
        ("192.168.1.20", 1),
        ("10.0.0.1", 1),
        ("::ffff:10.0.0.1", 1),
        ("fe80::1", 1, 0, 2),
        ("", 1),
        "",
        "/run/x",
        None,
    ],
)
def test_another_computer_may_not(peer: object) -> None:
    with pytest.raises(Refused, match="this computer only") as refused:
        check(request(peer))
    assert refused.value.status == 403


def test_a_connection_already_gone_may_not() -> None:
    gone: Any = SimpleNamespace(transport=None)
    with pytest.raises(Refused, match="this computer only"):
        check(gone)


@pytest.mark.parametrize("host", ["127.0.0.1:3978", "localhost:3978", "LOCALHOST", "[::1]:3978"])
def test_its_own_names_are_known(host: str) -> None:
    check(request(("127.0.0.1", 1), {"Host": host}))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io:3978",
        "evil@localhost",
        "localhost@evil",
        "[::1",
        "",
    ],
)
def test_another_name_for_it_is_refused(host: str) -> None:
    with pytest.raises(Refused, match="localhost or 127"):
        check(request(("127.0.0.1", 1), {"Host": host}))


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via"]
)
def test_a_proxy_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="through a proxy"):
        check(request(("127.0.0.1", 1), {**HOME, name: "127.0.0.1"}))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://localhost:3978",
        "http://127.0.0.1:8000",
        "https://127.0.0.1:3978",
    ],
)
def test_a_page_from_elsewhere_is_refused(origin: str) -> None:
    with pytest.raises(Refused, match="another site"):
        check(request(("127.0.0.1", 1), {**HOME, "Origin": origin}))


def test_its_own_page_is_not() -> None:
    check(request(("127.0.0.1", 1), {**HOME, "Origin": "http://127.0.0.1:3978"}))


LINK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something new"])
@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("GET", "/", {}),
        ("GET", "/", {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}),
        ("GET", "/", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}),
        ("POST", "/", LINK),
        ("GET", "/playground/events", LINK),
        ("GET", "/playground/playground.js", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}),
        ("POST", "/playground/say", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}),
    ],
)
def test_a_request_of_another_site_is_refused(
    site: str, method: str, path: str, how: Mapping[str, str]
) -> None:
    with pytest.raises(Refused, match="another site"):
        check(request(("127.0.0.1", 1), {**HOME, "Sec-Fetch-Site": site, **how}, method, path))


def test_a_link_of_another_site_may_lead_here() -> None:
    check(request(("127.0.0.1", 1), {**HOME, "Sec-Fetch-Site": "cross-site", **LINK}))


@pytest.mark.parametrize("site", ["same-origin", "none"])
@pytest.mark.parametrize("path", ["/", "/playground/events"])
def test_the_page_itself_and_who_types_its_address_may_come_in(site: str, path: str) -> None:
    check(request(("127.0.0.1", 1), {**HOME, "Sec-Fetch-Site": site}, path=path))


@pytest.mark.parametrize("path", ["/", "/playground/playground.js", "/playground/events"])
async def test_a_refusal_is_a_sentence_and_protected(stage: Stage, path: str) -> None:
    async with stage.client.get(path, headers={"Origin": "https://evil.example"}) as response:
        assert response.status == 403
        assert await response.text() == "This request comes from another site. Nothing was done.\n"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


async def test_a_page_from_elsewhere_cannot_make_a_report(stage: Stage) -> None:
    letter = {"persona": TEACHER.email, "form": "report", "values": {"what": "x"}}
    headers = {"Origin": "https://evil.example"}
    async with stage.client.post("/playground/submit", json=letter, headers=headers) as response:
        assert response.status == 403
        assert "another site" in (await response.json())["error"]
    assert not stage.play.events


@pytest.mark.parametrize("path", ["/", "/playground/playground.css", "/playground/events"])
async def test_every_answer_is_protected(stage: Stage, path: str) -> None:
    async with stage.client.get(path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
        )
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_a_form_of_another_site_is_refused(stage: Stage, content_type: str) -> None:
    body = f'{{"persona": "{TEACHER.email}", "text": "help"}}'
    headers = {"Content-Type": content_type}
    async with stage.client.post("/playground/say", data=body, headers=headers) as response:
        assert response.status == 415
        assert "application/json" in (await response.json())["error"]
    assert not stage.play.events


async def test_a_body_too_long_is_refused_before_it_is_read(stage: Stage) -> None:
    too_long = io.BytesIO(b" " * (BODY_LIMIT + 1))
    headers = {"Content-Type": "application/json"}
    async with stage.client.post("/playground/say", data=too_long, headers=headers) as response:
        assert response.status == 413
        assert "1 MB" in (await response.json())["error"]
    assert not stage.play.events


async def test_a_body_of_unknown_length_is_cut_off(stage: Stage) -> None:
    async def endless() -> Any:
        for _ in range(32):
            yield b" " * 65536

    headers = {"Content-Type": "application/json"}
    async with stage.client.post("/playground/say", data=endless(), headers=headers) as response:
        assert response.status == 413
    assert not stage.play.events
