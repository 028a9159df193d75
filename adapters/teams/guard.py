"""Who may post activities where no credentials are configured: programs on this machine only."""

import ipaddress
import re

from aiohttp import web

_FORWARDING = frozenset({"forwarded", "via", "x-real-ip", "x-original-host", "x-client-ip", "true-client-ip"})
_LOCAL_URL = re.compile(r"https?://(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?(/[\w.~%/-]*)?", re.ASCII)
_LOCAL_HOST = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)


def local_request(request: web.Request) -> bool:
    """True where the other end is this machine and nobody stands in between.

    A reverse proxy on the same machine looks local by its address; the Host it passes on and the
    headers it adds give it away. A web page open in a browser here carries a foreign Origin.
    """
    origin = request.headers.get("Origin")
    return (
        _local_peer(request)
        and not any(
            name.lower() in _FORWARDING or name.lower().startswith("x-forwarded") for name in request.headers
        )
        and _LOCAL_HOST.fullmatch(request.headers.get("Host", "")) is not None
        and (origin is None or local_url(origin))
    )


def local_url(url: str) -> bool:
    """True for an address on this machine, in the few plain spellings that no parser reads apart."""
    return _LOCAL_URL.fullmatch(url) is not None


def _local_peer(request: web.Request) -> bool:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if not isinstance(peer, tuple):
        return False
    try:
        address = ipaddress.ip_address(str(peer[0]).partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
