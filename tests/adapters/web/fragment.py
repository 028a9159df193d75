"""An HTML fragment of the playground, read the way a page reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_INLINE = frozenset({"a", "bdi", "mark", "span", "b", "i"})
_VOID = frozenset({"input", "hr", "br", "img", "meta", "link", "path"})


@dataclass
class Control:
    """One field of a form: its value as it would be sent, and what may be chosen."""

    several: bool
    required: bool
    described_by: tuple[str, ...] = ()
    options: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def value(self) -> str | tuple[str, ...]:
        if self.several:
            return tuple(self.chosen)
        return (self.chosen[0] if self.chosen else "") if self.options else self.text


@dataclass(frozen=True)
class Pressable:
    """A button that is answered by the service."""

    label: str
    action: str
    value: str


class Fragment(HTMLParser):
    """Readable text, buttons and fields. Every tag must be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.form: str | None = None
        self.state = ""
        self.submit: str | None = None
        self.ids: list[str] = []
        self._title: list[str] = []
        self.pressables: list[Pressable] = []
        self.links: dict[str, str] = {}
        self.controls: dict[str, Control] = {}
        self._open: list[tuple[str, Mapping[str, str]]] = []
        self._pieces: list[str] = []
        self._label: list[str] = []
        self._control = Control(False, False)
        self.feed(html)
        self.close()
        assert not self._open, self._open

    @property
    def title(self) -> str:
        return "".join(self._title).strip()

    @property
    def text(self) -> str:
        lines = (line.strip() for line in "".join(self._pieces).splitlines())
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert not any(name == "style" or name.startswith("on") for name in given), given
        self._break(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in _VOID:
            self._open.append((tag, given))
        if tag == "form":
            self.form, self.state = given["data-form"], given["data-state"]
        if tag in {"button", "a"}:
            self._label = []
        if "data-field" in given:
            self._control = Control("data-several" in given, "data-required" in given)
            self.controls[given["data-field"]] = self._control
        if "aria-describedby" in given:
            self._control.described_by = tuple(given["aria-describedby"].split())
        self._fill(tag, given)

    def _fill(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "option" or given.get("type") in {"radio", "checkbox"}:
            self._control.options.append(given["value"])
            if "selected" in given or "checked" in given:
                self._control.chosen.append(given["value"])
        elif tag == "input":
            self._control.text = given["value"]

    def handle_endtag(self, tag: str) -> None:
        opened, given = self._open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"
        self._break(tag)
        label = "".join(self._label).strip()
        if tag == "button" and "data-action" in given:
            self.pressables.append(Pressable(label, given["data-action"], given["data-value"]))
        elif tag == "a" and "act" in given.get("class", ""):
            assert given["rel"] == "noopener noreferrer"
            assert given["target"] == "_blank"
            self.links[label.removesuffix(" (opens a page)")] = given["href"]
        elif tag == "button" and given["type"] == "submit":
            self.submit = label
        elif tag == "textarea":  # a newline right after the tag is not part of the text
            self._control.text = self._control.text.removeprefix("\n")

    def handle_data(self, data: str) -> None:
        if any(given.get("aria-hidden") == "true" for _, given in self._open):
            return
        tags = [tag for tag, _ in self._open]
        if "textarea" in tags:
            self._control.text += data
            return
        self._label.append(data)
        if "h2" in tags or "h3" in tags:
            self._title.append(data)
        self._pieces.append(data)

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self._pieces.append("\n")
