"""The district's web proxy, which the SDK would use for every address, this machine's own included."""

from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


class Proxied(Protocol):
    """A client of the SDK."""

    proxy: str | None


def without_detour(client: Proxied, url: str) -> None:
    """Go straight to `url` where NO_PROXY names its host, or where it is this machine."""
    host = urlsplit(url).hostname or ""
    if host in _HERE or proxy_bypass(host):
        client.proxy = None
