"""What is wrong with a policy's data beyond its form: ids, parts, dates, the printed header."""

from collections.abc import Iterator
from typing import NamedTuple

from handlers.guidance.names import key
from handlers.guidance.policy import META, Policy, day

Place = tuple[str | int, ...]


class Mistake(NamedTuple):
    """A reason, and where it stands: a path such as `("sections", 3, "id")`."""

    place: Place
    reason: str


def mistakes(policy: Policy) -> Iterator[Mistake]:
    """Everything wrong with one version of a policy, from its top to its end."""
    yield from _dates(policy)
    yield from _header(policy)
    yield from _parts(policy)
    yield from _sections(policy)
    yield from _empty_parts(policy)


def _dates(policy: Policy) -> Iterator[Mistake]:
    for name, printed in (("revised", policy.revised), ("reviewed", policy.reviewed)):
        days = [day(one) for one in printed]
        if any(one < day(policy.adopted) for one in days):
            yield Mistake((name,), f"{name}: a date before the adoption on {policy.adopted}")
        if days != sorted(days):
            yield Mistake((name,), f"{name}: the dates must stand in order, the last one at the end")


def _header(policy: Policy) -> Iterator[Mistake]:
    """The section `meta` is the printed header, so it has to say what the fields say."""
    meta = policy.section(META)
    if meta is None:
        return
    at = ("sections", policy.sections.index(meta), "text")
    said = {"code": policy.code, "title": policy.title, "adopted": policy.adopted}
    said |= {f"revised {one}": one for one in policy.revised[-1:]}
    said |= {f"reviewed {one}": one for one in policy.reviewed[-1:]}
    for name, value in said.items():
        if value not in meta.text:
            yield Mistake(at, f"meta: the printed header does not have {name.partition(' ')[0]} {value!r}")


def _parts(policy: Policy) -> Iterator[Mistake]:
    ids = [part.id for part in policy.parts]
    for number, part in enumerate(ids):
        if part in ids[:number]:
            yield Mistake(("parts", number, "id"), f"the part {part} is there twice")


def _empty_parts(policy: Policy) -> Iterator[Mistake]:
    used = {section.part for section in policy.sections}
    for number, part in enumerate(policy.parts):
        if part.id not in used:
            yield Mistake(("parts", number, "id"), f"the part {part.id} has no section")


def _sections(policy: Policy) -> Iterator[Mistake]:
    parts = {part.id for part in policy.parts}
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    before = ""
    for number, section in enumerate(policy.sections):
        at = ("sections", number, "id")
        same = names.get(key(section.id))
        if same == section.id:
            yield Mistake(at, f"{section.id} is there twice")
        elif same:
            yield Mistake(at, f"{section.id} cannot be told from {same}")
        if section.text in texts:
            text_at = ("sections", number, "text")
            yield Mistake(text_at, f"{section.id} has the same words as {texts[section.text]}")
        if parts and section.id != META and section.part not in parts:
            yield Mistake(at, f"{section.id}: there is no part {section.part} among [[parts]]")
        if section.part != before and section.part in {s.partition(".")[0] for s in names.values()}:
            yield Mistake(at, f"{section.id} does not stand with the others of part {section.part}")
        names.setdefault(key(section.id), section.id)
        texts.setdefault(section.text, section.id)
        before = section.part
