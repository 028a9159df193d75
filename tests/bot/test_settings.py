"""Settings from the environment."""

from pathlib import Path

import pytest

from bot.settings import read_settings
from handlers.errors import SetupError

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
TEAMS = {"MicrosoftAppId": "app", "MicrosoftAppPassword": "pw", "MicrosoftAppTenantId": "tenant"}


def test_nothing_set_serves_the_playground_on_loopback() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.serves_playground
    assert settings.database_url == "sqlite:///var/smpolicy.db"
    assert settings.keyset == Path("var/keyset.json")


def test_each_name_moves_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "district.toml").touch()
    settings = read_settings(
        {
            "SMPOLICY_PORT": "8080",
            "SMPOLICY_DATA_DIR": "/data",
            "SMPOLICY_DATABASE_URL": "postgresql://db/x",
            "SMPOLICY_KEYSET": "/keys/k.json",
            "SMPOLICY_DISTRICT": str(tmp_path),
        }
    )
    assert settings.port == 8080
    assert settings.database_url == "postgresql://db/x"
    assert settings.keyset == Path("/keys/k.json")
    assert settings.district_file == tmp_path / "district.toml"
    assert read_settings({"SMPOLICY_DATA_DIR": "/data"}).database_url == "sqlite:////data/smpolicy.db"


@pytest.mark.parametrize("chat", [SLACK, TEAMS])
def test_the_playground_never_shares_a_process_with_real_chats_unasked(chat: dict[str, str]) -> None:
    assert not read_settings(chat).serves_playground
    assert read_settings({**chat, "SMPOLICY_PLAYGROUND": "on"}).serves_playground


def test_the_playground_is_off_where_others_can_connect() -> None:
    assert not read_settings({"SMPOLICY_HOST": "0.0.0.0"}).serves_playground
    assert not read_settings({"SMPOLICY_PLAYGROUND": "off"}).serves_playground


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"SMPOLICY_PORT": "SECRET-VALUE"}, "SMPOLICY_PORT"),
        ({"SMPOLICY_PORT": "70000"}, "SMPOLICY_PORT"),
        ({"SMPOLICY_PLAYGROUND": "SECRET-VALUE"}, "SMPOLICY_PLAYGROUND"),
        ({"SLACK_BOT_TOKEN": "SECRET-VALUE"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "SECRET-VALUE"}, "SLACK_BOT_TOKEN"),
        ({"MicrosoftAppId": "SECRET-VALUE"}, "MicrosoftAppPassword"),
        ({"MicrosoftAppId": "a", "MicrosoftAppPassword": "SECRET-VALUE"}, "MicrosoftAppTenantId"),
        ({"SMPOLICY_HOST": "0.0.0.0", "SMPOLICY_PLAYGROUND": "on"}, "SMPOLICY_HOST"),
    ],
)
def test_a_mistake_names_the_variable_and_never_its_value(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(SetupError, match=reason) as caught:
        read_settings(environment).require_complete()
    assert "SECRET-VALUE" not in str(caught.value)
    assert "SECRET-VALUE" not in repr(caught.value.__context__ and caught.value.__cause__)


@pytest.mark.parametrize(
    "url",
    ["https://smpolicy.example", "https://a.example:8443/bot", "http://127.0.0.1:3978", "http://[::1]:1"],
)
def test_a_public_address_is_https_or_this_machine(url: str) -> None:
    assert read_settings({"SMPOLICY_PUBLIC_URL": f" {url}/ "}).public_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://smpolicy.example",
        "smpolicy.example",
        "ftp://a.example",
        "https://",
        "https://sam@a.example",
        "https://a.example/?q",
        "https://a.example/#x",
        "https://a.example:99999",
        "https://[bad",
        "https://a.example/a b",
    ],
)
def test_another_public_address_is_refused(url: str) -> None:
    with pytest.raises(SetupError, match=r"SMPOLICY_PUBLIC_URL: .*https://smpolicy\.example\.org"):
        read_settings({"SMPOLICY_PUBLIC_URL": url})


def test_secrets_are_in_no_representation() -> None:
    assert "xoxb-1" not in repr(read_settings(SLACK))


def test_an_empty_value_counts_as_not_set() -> None:
    assert read_settings({"SMPOLICY_PORT": "", "SLACK_BOT_TOKEN": " "}).serves_playground
