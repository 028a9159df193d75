"""Microsoft's directory as `requests` meets it: signing keys and access tokens, with no network."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from requests.adapters import HTTPAdapter

Json = dict[str, Any]
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_LOGIN = "https://login.microsoftonline.com"
_passed_on = HTTPAdapter.send


class Microsoft:
    """Microsoft's two hosts; what goes to this machine is passed on.

    `limits` are the time-outs of every call, `asked` the addresses that were Microsoft's own.
    """

    def __init__(self, tenant: str) -> None:
        self.asked: list[str] = []
        self.limits: set[object] = set()
        self.error: Exception | None = None
        self.status = 200
        published: Json = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        self.keys: list[Json] = [
            {**published, "kid": "known", "endorsements": ["msteams"]},
            {"kty": "EC", "kid": "of another kind"},
        ]
        self.token: Json = {"access_token": "access", "expires_in": 3600, "token_type": "Bearer"}
        authority = f"{_LOGIN}/{tenant}"
        self._pages: Mapping[str, Any] = {
            "https://login.botframework.com/v1/.well-known/openidconfiguration": {
                "jwks_uri": "https://login.botframework.com/v1/.well-known/keys"
            },
            "https://login.botframework.com/v1/.well-known/keys": lambda: {"keys": self.keys},
            f"{authority}/v2.0/.well-known/openid-configuration": {
                "issuer": f"{authority}/v2.0",
                "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
                "token_endpoint": f"{authority}/oauth2/v2.0/token",
            },
            f"{authority}/oauth2/v2.0/token": lambda: self.token,
        }

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answer in the place of the network."""

        def send(adapter: HTTPAdapter, request: requests.PreparedRequest, **how: Any) -> requests.Response:
            return self._send(adapter, request, **how)

        monkeypatch.setattr(HTTPAdapter, "send", send)

    def _send(self, adapter: HTTPAdapter, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        self.limits.add(how["timeout"])
        url = str(request.url)
        if url.startswith("http://127.0.0.1"):
            return _passed_on(adapter, request, **how)
        self.asked.append(url)
        if self.error:
            raise self.error
        page = self._pages[url]
        response = requests.Response()
        response.status_code, response.url, response.request = self.status, url, request
        response._content = json.dumps(page() if callable(page) else page).encode()
        return response
