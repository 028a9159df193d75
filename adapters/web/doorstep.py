"""The doorstep: who may come in. The playground has no sign-in, so only this computer may."""

import functools
import ipaddress
import re
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BODY_LIMIT = 1024**2  # bytes

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    hdrs.CACHE_CONTROL: "no-store",
}

_PROXY_HEADERS = ("Forwarded", "Via", "X-Real-IP")
_OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)


class Refused(Exception):
    """A request that is not answered: an HTTP status and the sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep both for the response."""
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def guarded(handler: Handler) -> Handler:
    """Let in this computer's own browser only, and put the protecting headers on every answer."""

    @functools.wraps(handler)
    async def within(request: web.Request) -> web.StreamResponse:
        try:
            check(request)
            response = await handler(request)
        except Refused as refused:
            response = _refusal(request, refused)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return within


def check(request: web.Request) -> None:
    """Raise Refused unless peer, Host and Origin are this computer's and no proxy is in between.

    A page of another site can make the browser call a loopback address, under a name of its own
    (DNS rebinding), with a forged form, or as a picture or script of its own, which carries no Origin
    (Fetch Metadata names its site); a proxy on this computer looks like loopback itself.
    """
    if not _is_loopback(_peer(request)):
        raise Refused(403, "The playground answers on this computer only. Open it in a browser here.")
    if _proxied(request):
        raise Refused(
            403, "The playground does not answer through a proxy. Open it directly on this computer."
        )
    host = request.headers.get(hdrs.HOST, "")
    if not _OWN_HOST.fullmatch(host):
        raise Refused(
            403, "The playground answers to localhost or 127.0.0.1 only. Use one of these addresses."
        )
    origin = request.headers.get(hdrs.ORIGIN)
    foreign = origin is not None and origin.lower() != f"{request.scheme}://{host}".lower()
    if foreign or (_sent_by_another_site(request) and not _opens_the_page(request)):
        raise Refused(403, "This request comes from another site. Nothing was done.")


def _sent_by_another_site(request: web.Request) -> bool:
    # "none" is a person who typed the address; programs that are no browser send nothing.
    return request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}


def _opens_the_page(request: web.Request) -> bool:
    """A link followed to the playground itself, in a tab of its own."""
    headers = request.headers
    whole = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    return whole and request.method == hdrs.METH_GET and request.path == "/"


async def json_body(request: web.Request) -> bytes:
    """The body of a JSON request, at most BODY_LIMIT bytes.

    A form of another site cannot send this content type without asking first, which is refused.
    """
    if request.content_type != "application/json":
        raise Refused(415, "Send JSON, with the content type application/json.")
    too_long = Refused(413, "This is too long: at most 1 MB can be sent. Nothing was kept. Shorten it.")
    if (request.content_length or 0) > BODY_LIMIT:
        raise too_long
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise too_long
    return bytes(body)


def _refusal(request: web.Request, refused: Refused) -> web.Response:
    """A sentence: to a page as JSON, to a person who opened an address as plain text."""
    if request.method == hdrs.METH_POST:
        return web.json_response({"error": refused.sentence}, status=refused.status)
    return web.Response(text=f"{refused.sentence}\n", status=refused.status)


def _peer(request: web.Request) -> str:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return str(peer[0]) if isinstance(peer, tuple) else ""


def _is_loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback


def _proxied(request: web.Request) -> bool:
    forwarded = any(name.lower().startswith("x-forwarded") for name in request.headers)
    return forwarded or any(name in request.headers for name in _PROXY_HEADERS)
