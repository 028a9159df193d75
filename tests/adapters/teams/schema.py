"""Microsoft's own schema of Adaptive Cards 1.5."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator


@cache
def _validator() -> Draft6Validator:
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


def check(card: dict[str, Any]) -> None:
    """Fail where the card is not valid; `msteams` at its root is Teams' own addition."""
    bare = {name: value for name, value in card.items() if name != "msteams"}
    assert card["version"] == "1.5"
    _validator().validate(bare)
