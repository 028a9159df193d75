"""What a part of a Word file says: its running text, and all that is said beside it.

Beside it are the values of attributes (who commented, what a picture shows, where a link leads), what
was deleted with its changes tracked, and the document's properties. Each pattern here is linear.
"""

import html
import re
from collections.abc import Iterable, Iterator

_PROPERTIES = re.compile(r"docProps/|customXml/", re.IGNORECASE)
"""Parts in which each element has a text of its own."""
_BREAK = re.compile(r"</?(?:\w{1,20}:)?(?:p|tab|ptab|br|cr|v|pt|instrText)(?=[\s/>])[^<>]*>")
_TAG = re.compile(r"<([^<>]*)>")
_DELETED = re.compile(r"<(?:\w{1,20}:)?delText(?=[\s>])[^<>]*>([^<]*)</")
_BLANKS = re.compile(r"\s{2,}")
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_STYLES = re.compile(r"/(?:styles|stylesWithEffects|fontTable|theme\d*)\.xml$", re.IGNORECASE)
_OF_TYPE = re.compile(
    r"\?|(?:\w{1,20}:)?(?:rFonts|mathFont|buFont|latin|ea|cs|sym|lang|themeFontLang|[pr]Style|tblStyle)\s"
)
"""Parts and elements that name fonts, languages, codings and styles: Georgia and Strong there are nobody."""
_TWO_LETTERS = re.compile(r"[^\W\d_][\W\d_]*[^\W\d_]")
_FOR_PROGRAMS = re.compile(
    r"https?://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|purl\.(?:org|oclc\.org)|www\.w3\.org)/.*"
    r"|urn:schemas-microsoft-com:.*|application/[\w.+-]*|[0-9A-F]{6}|[0-9A-F]{8}|[a-z]{2,3}-(?:[A-Z][a-z]{3}-)?[A-Z]{2}"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|[A-Za-z0-9+/\r\n]{100,}={0,2}\s*",
    re.DOTALL,
)
"""Schemas, kinds of content, numbers in hexadecimal, languages, and what is written in Base64."""
_ACCOUNT = re.compile(r"admin(?:istrator)?", re.IGNORECASE)
"""The account a program was set up with: as an author it is nobody, though it may be a person's title."""


def words_of_part(name: str, text: str) -> tuple[str, Iterable[str]]:
    """The running text, in which a word is whole however it is cut up, and the texts beside it."""
    text = _without_cdata(text)
    tags = [] if _STYLES.search(name) else _TAG.findall(text)
    beside = [value for tag in tags for value in _values(tag)]
    if _PROPERTIES.match(name):
        return "", _telling([*_TAG.sub("\n", text).split("\n"), *beside])
    # A word that was put in the place of a deleted one would stand joined to it.
    beside += _DELETED.findall(text)
    running = _TAG.sub("", _BREAK.sub(" ", _DELETED.sub("</", text)))
    return html.unescape(_BLANKS.sub(" ", running)), _telling(beside)


def _values(tag: str) -> Iterator[str]:
    if not _OF_TYPE.match(tag):
        for double, single in _VALUE.findall(tag):
            yield double or single


def _telling(values: Iterable[str]) -> Iterator[str]:
    for value in dict.fromkeys(values):
        told = html.unescape(value).strip()
        if _TWO_LETTERS.search(told) and not _FOR_PROGRAMS.fullmatch(told) and not _ACCOUNT.fullmatch(told):
            yield told


def _without_cdata(text: str) -> str:
    """Text that is marked as such, written as any other."""
    first, *marked = text.split("<![CDATA[")
    parts = (piece.partition("]]>") for piece in marked)
    return first + "".join(f"{html.escape(inside)}{after}" for inside, _, after in parts)
