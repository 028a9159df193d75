"""What a button or a form carries through Teams and brings back."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.conversation.card import Button
from handlers.conversation.form import ChoiceField, Form, MomentField

KEY = "smpolicy"


class Opener(BaseModel):
    """The press that gives a form again."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    action: str
    value: str = ""


class Envelope(BaseModel):
    """Either a press (`action`) or a form sent in (`form`).

    `several` and `moments` name the fields whose values Teams flattens: many options joined by
    commas, a date and a time apart. `page` counts, from 0, the part of a long text to be shown.
    The person's client holds all this, so nothing here is believed beyond its shape.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    action: str = ""
    value: str = ""
    page: int = 0
    form: str = ""
    state: str = ""
    several: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    opener: Opener | None = None


def find(data: dict[str, Any]) -> Envelope:
    """The envelope in a button's data; an empty one, which no handler knows, where there is none."""
    try:
        return Envelope.model_validate(data.get(KEY, {}))
    except ValidationError:
        return Envelope()


def press(button: Button, page: int = 0) -> dict[str, Any]:
    """The data of a button. Teams opens a dialog where `msteams` asks for one (task/fetch)."""
    envelope = Envelope(action=button.action, value=button.value, page=page)
    data: dict[str, Any] = {KEY: envelope.model_dump(exclude_defaults=True)}
    if button.opens_form:
        data["msteams"] = {"type": "task/fetch"}
    return data


def submission(form: Form) -> dict[str, Any]:
    """The data of a form's own button."""
    envelope = Envelope(
        form=form.name,
        state=form.state,
        several=tuple(f.name for f in form.fields if isinstance(f, ChoiceField) and f.several),
        moments=tuple(f.name for f in form.fields if isinstance(f, MomentField)),
        opener=Opener(action=form.opener.action, value=form.opener.value),
    )
    return {KEY: envelope.model_dump(exclude_defaults=True)}
