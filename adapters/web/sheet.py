"""The counter's one page as HTML, and the headers that guard it. It needs no script and keeps nothing."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import quote

from aiohttp import hdrs, web
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from handlers.conversation.emergency import DANGER
from handlers.reports.counter import Document, Errand, HandingIn

_HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_FOR_DOCUMENTS = "default-src 'none'; sandbox; frame-ancestors 'none'"
_GUARDS = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

_SAVING = "This works once. If nothing is saved, open a new link from the bot in your phone's own browser."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page says; with `button` there is something to press, with `suffixes` a file to choose.

    `problem` is why the last try failed, `hint` an aside below the button.
    """

    title: str
    lines: Sequence[str] = ()
    button: str = ""
    suffixes: Sequence[str] = ()
    problem: str = ""
    hint: str = ""


def sheet_for(errand: Errand, problem: str = "") -> Sheet:
    """The page of a link that works: what it is for in general, and nothing of any case."""
    if isinstance(errand, HandingIn):
        advice = [line for line in errand.advice() if line != problem]
        return Sheet(errand.title, advice, "Hand it in", errand.suffixes, problem, "The link takes one file.")
    lines = ("Press the button on a device that only you use: the file stays on it.",)
    return Sheet(errand.title, lines, "Fetch it", hint=_SAVING)


class Drawer:
    """Draws sheets. The style is part of the page, and the only one that a browser will take there."""

    def __init__(self) -> None:
        """Load the template and the style."""
        environment = Environment(
            loader=PackageLoader("adapters.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._template = environment.get_template("counter.html")
        style = (files(__package__) / "templates" / "counter.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; {_GUARDS}"
        self._style = Markup(style)  # noqa: S704 - a file of this package

    def page(self, sheet: Sheet, status: int = 200) -> web.Response:
        """The page."""
        text = self._template.render(sheet=sheet, danger=DANGER, style=self._style)
        headers = {**_HEADERS, "Content-Security-Policy": self._policy}
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def download(document: Document) -> web.Response:
    """The document, to be saved and never shown in the page's place."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " .-_") else "_" for c in document.name)
    # RFC 6266: a plain name for old programs, the exact one in UTF-8 for all others.
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(document.name, safe='')}"
    headers = {
        **_HEADERS,
        "Content-Security-Policy": _FOR_DOCUMENTS,
        hdrs.CONTENT_TYPE: document.media_type,
        hdrs.CONTENT_DISPOSITION: disposition,
    }
    return web.Response(body=document.data, headers=headers)
