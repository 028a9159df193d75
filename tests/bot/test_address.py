"""Where links lead."""

import pytest

from bot.address import Address
from bot.settings import read_settings

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


def test_the_address_that_is_set_counts_before_and_after_listening() -> None:
    address = Address(read_settings({**SLACK, "SMPOLICY_PUBLIC_URL": "https://smpolicy.example/bot/"}))
    assert address() == "https://smpolicy.example/bot"
    address.listening(3978)
    assert address() == "https://smpolicy.example/bot"


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:4000"), ("::1", "http://[::1]:4000")]
)
def test_the_playground_is_reached_where_it_listens(host: str, url: str) -> None:
    address = Address(read_settings({"SMPOLICY_HOST": host}))
    assert address() == ""
    address.listening(4000)
    assert address() == url


def test_people_in_a_real_chat_are_not_sent_to_the_servers_own_loopback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    address = Address(read_settings(SLACK))
    address.listening(3978)
    assert address() == ""
    assert "SMPOLICY_PUBLIC_URL is not set" in caplog.text
