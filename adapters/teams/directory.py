"""Microsoft's directory: this bot's access token, and the keys that incoming tokens are signed with.

The SDK 4.17 asks for both with blocking calls that have no time limit, and never looks again for a
key it does not know.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msal
import requests
from botframework.connector.auth import AuthenticationConstants
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError
from requests.adapters import HTTPAdapter

from adapters.teams.credentials import Credentials
from adapters.teams.platform import Down
from adapters.teams.threads import SECONDS, Threads

LIMITS = (3.0, 10.0)
"""Seconds to connect, and to wait for the next bytes of an answer."""
_DAY, _HOUR = 86_400.0, 3_600.0
_MARGIN = 300.0  # seconds before its end at which a token is renewed
_UNKNOWN_HERE = "Microsoft gave no access token: check MicrosoftAppPassword and MicrosoftAppTenantId"


class Session(requests.Session):
    """Connections whose every call is bounded by LIMITS; `kept` are open to one host at a time."""

    def __init__(self, kept: int = 1) -> None:
        """Nothing is opened yet."""
        super().__init__()
        for scheme in ("https://", "http://"):
            self.mount(scheme, HTTPAdapter(pool_maxsize=kept))

    def request(self, method: Any, url: Any, **more: Any) -> Any:  # type: ignore[override]  # passed on whole
        """As requests has it, but for the time it may take."""
        return super().request(method, url, **{**more, "timeout": LIMITS})


class Pass:
    """The bot's own access token, renewed when it is about to end."""

    def __init__(
        self,
        credentials: Credentials,
        session: Session,
        threads: Threads,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`monotonic` gives seconds that only go up. Nothing is asked for yet."""
        self._credentials, self._session, self._threads = credentials, session, threads
        self._monotonic, self._asking = monotonic, asyncio.Lock()
        self._token, self._until = "", 0.0
        self._client: Any = None

    async def token(self) -> str:
        """The token; at most one call asks for it at a time. Raises Down."""
        if self._valid():
            return self._token
        try:
            async with asyncio.timeout(SECONDS), self._asking:
                if not self._valid():
                    self._token, seconds = await self._threads.run(self._acquire)
                    self._until = self._monotonic() + seconds - _MARGIN
        except (requests.RequestException, TimeoutError) as error:
            raise Down(f"no access token from Microsoft ({type(error).__name__})") from None
        return self._token

    def _valid(self) -> bool:
        return bool(self._token) and self._monotonic() < self._until

    def _acquire(self) -> tuple[str, float]:
        try:
            self._client = self._client or _client(self._credentials, self._session)
            found = self._client()
            return str(found["access_token"]), float(found["expires_in"])
        except (ValueError, KeyError):  # an unknown tenant; a refusal, whose words stay here
            raise Down(_UNKNOWN_HERE) from None


def _client(who: Credentials, session: Session) -> Callable[[], dict[str, Any]]:
    audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
    if who.kind == "UserAssignedMSI":
        managed = msal.UserAssignedManagedIdentity(client_id=who.app_id)
        identity = msal.ManagedIdentityClient(managed, http_client=session)
        return partial(identity.acquire_token_for_client, resource=audience)
    single = who.kind == "SingleTenant"
    tenant = who.tenant_id if single else AuthenticationConstants.DEFAULT_CHANNEL_AUTH_TENANT
    app = msal.ConfidentialClientApplication(
        who.app_id,
        client_credential=who.password,
        authority=AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX + tenant,
        http_client=session,
    )
    return partial(app.acquire_token_for_client, scopes=[f"{audience}/.default"])


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One of Microsoft's keys, under the names by which the SDK asks for them."""

    public_key: Any = field(repr=False)
    endorsements: tuple[str, ...]


class SigningKeys:
    """The keys in use, believed for a day; one that is not known is looked for once an hour."""

    def __init__(
        self, url: str, session: Session, threads: Threads, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`url` is that of the OpenID metadata that say where the keys are."""
        self._url, self._session, self._threads = url, session, threads
        self._monotonic, self._asking = monotonic, asyncio.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: float | None = None

    async def get(self, key_id: str) -> SigningKey:
        """The key with this id. Raises PermissionError where there is none, Down where none can be had."""
        async with self._asking:
            if self._older_than(_DAY) or (key_id not in self._keys and self._older_than(_HOUR)):
                self._keys = await self._threads.run(self._fetch)
                self._fetched_at = self._monotonic()
        try:
            return self._keys[key_id]
        except KeyError:
            raise PermissionError from None

    def _older_than(self, seconds: float) -> bool:
        return self._fetched_at is None or self._monotonic() - self._fetched_at > seconds

    def _fetch(self) -> dict[str, SigningKey]:
        try:
            keys = self._read(self._read(self._url)["jwks_uri"])["keys"]
            return {key["kid"]: _key(key) for key in keys if key["kty"] == "RSA"}
        except (requests.RequestException, InvalidKeyError, ValueError, KeyError, TypeError) as error:
            raise Down(f"Microsoft's signing keys cannot be fetched ({type(error).__name__})") from None

    def _read(self, url: str) -> Any:
        response = self._session.get(url)
        response.raise_for_status()
        return response.json()


def _key(published: dict[str, Any]) -> SigningKey:
    return SigningKey(RSAAlgorithm.from_jwk(json.dumps(published)), tuple(published.get("endorsements", ())))
