"""Settings from the environment, under the names people know."""

import re
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from handlers.district.reading import SAMPLE, mistake_in
from handlers.errors import SetupError

_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+(/[^\s?#\\]*)?")


class Playground(StrEnum):
    """Whether the playground is served: `auto` serves it only while no chat platform is set up."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


def is_loopback(host: str) -> bool:
    """Whether this host is this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _web_address(value: str) -> str:
    address = value.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" or is_loopback(parts.hostname or "")
        right = _ADDRESS.fullmatch(address) and parts.port != 0 and safe
    except ValueError:
        right = False
    if not right:
        raise ValueError("write an address such as https://smpolicy.example.org")
    return address


class Settings(BaseModel):
    """Everything an operator may set; an empty value counts as not set."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    host: str = Field("127.0.0.1", alias="SMPOLICY_HOST")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(3978, alias="SMPOLICY_PORT")
    public_url: Annotated[str, AfterValidator(_web_address)] | None = Field(None, alias="SMPOLICY_PUBLIC_URL")
    data_dir: Path = Field(Path("var"), alias="SMPOLICY_DATA_DIR")
    database: str = Field("", alias="SMPOLICY_DATABASE_URL")
    district_path: Path = Field(SAMPLE, alias="SMPOLICY_DISTRICT")
    keyset_path: Path | None = Field(None, alias="SMPOLICY_KEYSET")
    playground: Playground = Field(Playground.AUTO, alias="SMPOLICY_PLAYGROUND")
    audit_head: str = Field("", alias="SMPOLICY_AUDIT_HEAD")
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_api_url: str | None = Field(None, alias="SLACK_API_URL")
    teams_app_id: str | None = Field(None, alias="MicrosoftAppId")
    teams_app_password: SecretStr | None = Field(None, alias="MicrosoftAppPassword")
    teams_app_type: str = Field("SingleTenant", alias="MicrosoftAppType")
    teams_tenant_id: str | None = Field(None, alias="MicrosoftAppTenantId")

    @property
    def database_url(self) -> str:
        """The database's address; a SQLite file in the data folder unless set."""
        return self.database or f"sqlite:///{self.data_dir / 'smpolicy.db'}"

    @property
    def keyset(self) -> Path:
        """The file of the master keyset."""
        return self.keyset_path or self.data_dir / "keyset.json"

    @property
    def district_file(self) -> Path:
        """The district's data file; a folder stands for the district.toml in it."""
        path = self.district_path
        return path / "district.toml" if path.is_dir() else path

    @property
    def uses_slack(self) -> bool:
        """Whether Slack is set up."""
        return self.slack_bot_token is not None

    @property
    def uses_teams(self) -> bool:
        """Whether Teams is set up with credentials."""
        return self.teams_app_id is not None

    @property
    def on_loopback(self) -> bool:
        """Whether the service listens to this machine alone."""
        return is_loopback(self.host)

    @property
    def serves_playground(self) -> bool:
        """In the playground one may be anybody, so it never shares a process with real chats unasked."""
        if not self.on_loopback or self.playground is Playground.OFF:
            return False
        return self.playground is Playground.ON or not (self.uses_slack or self.uses_teams)

    def require_complete(self) -> None:
        """Raise SetupError where a chat platform is set up in part; only serving needs that."""
        for condition, sentence in (
            (
                self.uses_slack and not (self.slack_signing_secret or self.slack_app_token),
                "SLACK_BOT_TOKEN is set: set SLACK_SIGNING_SECRET too, or SLACK_APP_TOKEN for Socket Mode",
            ),
            (
                not self.uses_slack and bool(self.slack_signing_secret or self.slack_app_token),
                "Slack is set up in part: set SLACK_BOT_TOKEN too",
            ),
            (
                self.uses_teams and not self.teams_app_password and self.teams_app_type != "UserAssignedMSI",
                "MicrosoftAppId is set: set MicrosoftAppPassword too",
            ),
            (
                self.uses_teams and self.teams_app_type == "SingleTenant" and not self.teams_tenant_id,
                "MicrosoftAppType is SingleTenant: set MicrosoftAppTenantId too",
            ),
            (
                self.playground is Playground.ON and not self.on_loopback,
                "SMPOLICY_PLAYGROUND is on: SMPOLICY_HOST must be 127.0.0.1, ::1 or localhost",
            ),
        ):
            if condition:
                raise SetupError(sentence)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in this environment. Raises SetupError naming the variable, never its value."""
    given = {name: value for name, value in environment.items() if value.strip()}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SetupError(mistake_in(error)) from None


def reveal(secret: SecretStr | None) -> str | None:
    """A secret's own text, for the one constructor that needs it."""
    return secret.get_secret_value() if secret else None
