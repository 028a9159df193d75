"""The signed receipt: what it states, and how a check names what is wrong with one."""

import hashlib
import hmac
import json
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.duty.receipt import Receipt, as_json, as_text, sign_receipt, verify_receipt

RECEIPT = Receipt(
    "Moorhead Area Public Schools",
    "K7QM-2XRD",
    datetime(2026, 11, 23, 10, 0, 7, 5, tzinfo=timezone(timedelta(hours=-6))),
    "notice-1",
    "447.1 III.D",
    "2012-05-14",
    hashlib.sha256(b"policy").hexdigest(),
)


class Key:
    """Stands in for a key pair."""

    def __init__(self, secret: bytes = b"one", key_id: str = "0123456789abcdef") -> None:
        self._secret, self._key_id = secret, key_id

    @property
    def key_id(self) -> str:
        return self._key_id

    def sign(self, data: bytes) -> bytes:
        return hmac.digest(self._secret, data, "sha256")

    def signed(self, signature: bytes, data: bytes) -> bool:
        return hmac.compare_digest(signature, self.sign(data))


class LongKey(Key):
    """Signs with 64 bytes, as Ed25519 does."""

    def sign(self, data: bytes) -> bytes:
        return super().sign(data) * 2


KEY = Key()
FIELDS = sign_receipt(RECEIPT, KEY)
STATED = ["district", "ticket", "filed_at", "notice", "policy", "policy_version", "policy_hash"]


def test_it_states_when_and_under_what_and_nothing_else() -> None:
    assert list(FIELDS) == [*STATED, "key", "check", "signature"]
    assert FIELDS["filed_at"] == "2026-11-23T16:00:07+00:00"
    assert FIELDS["ticket"] == "K7QM-2XRD"


@pytest.mark.parametrize("text", [as_text(FIELDS), as_json(FIELDS)], ids=["text", "json"])
def test_an_unchanged_receipt_is_valid(text: str) -> None:
    checked = verify_receipt(text, KEY)
    assert checked.valid
    assert checked.sentence == "Valid: report K7QM-2XRD was filed at 2026-11-23T16:00:07+00:00."


@pytest.mark.parametrize(
    "around",
    [
        "Hello,\nhere is my receipt.\n\n{}\n\nBest, Sam",
        "\ufeff{}\r\n",
        "  {}  ",
    ],
)
def test_what_a_mail_adds_around_it_is_passed_over(around: str) -> None:
    assert verify_receipt(around.format(as_text(FIELDS)), KEY).valid
    quoted = "\n".join(f"> {line}" for line in as_text(FIELDS).splitlines())
    assert verify_receipt(around.format(quoted), KEY).valid


@pytest.mark.parametrize("columns", [30, 40, 76, 78])
@pytest.mark.parametrize("mark", ["", "> ", "> > "])
def test_a_mail_wraps_its_lines(columns: int, mark: str) -> None:
    key = LongKey()
    for policy_hash in (RECEIPT.policy_hash, "named only; its text is not kept here"):
        text = as_text(sign_receipt(replace(RECEIPT, policy_hash=policy_hash), key))
        wrapped = "\n".join(
            mark + part for line in text.splitlines() for part in textwrap.wrap(line, columns)
        )
        assert len(wrapped.splitlines()) > len(text.splitlines())
        assert verify_receipt(f"{wrapped}\n{mark}\n{mark}Best\n{mark}Sam", key).valid


def test_padding_alone_on_its_line() -> None:
    key = LongKey()
    text = as_text(sign_receipt(RECEIPT, key))
    assert verify_receipt(f"{text[:-1]}\n=\nBest\nSam", key).valid


@pytest.mark.parametrize(
    "line", ["Notice: this mail is confidential", "District: 152", "Key: words", "Ticket: X"]
)
def test_a_mails_own_lines_above_and_below_are_not_the_receipts(line: str) -> None:
    assert verify_receipt(f"{line}\n\n{as_text(FIELDS)}\n\n{line}\n", KEY).valid


@pytest.mark.parametrize(
    "marked",
    [
        "• {}: {}",
        "\xa0•\xa0 {}:\xa0{}",
        "•\t{}: {}",
        "* {}: {}",
        "- {}: {}",
        "*{}:* {}",
        "**{}:** {}",
        "*{}*: {}",
        "{}: • {}",
        "*{}: {}*",
    ],
)
def test_bold_labels_and_bullets(marked: str) -> None:
    title, *lines = as_text(FIELDS).splitlines()
    text = "\n".join(marked.format(*line.split(": ", 1)) for line in lines)
    for first in (title, f"*{title}*", f"• {title}"):
        assert verify_receipt(f"{first}\n{text}", KEY).valid


@pytest.mark.parametrize("after", [".", " .", "*", ". Best, Sam", "\n."])
def test_a_full_stop_after_the_signature(after: str) -> None:
    assert verify_receipt(f"{as_text(FIELDS)}{after}", KEY).valid


@pytest.mark.parametrize("form", [as_text, as_json], ids=["text", "json"])
@pytest.mark.parametrize("field", STATED)
def test_a_changed_field_is_named(field: str, form: object) -> None:
    assert callable(form)
    checked = verify_receipt(form({**FIELDS, field: FIELDS[field][:-1] + "~"}), KEY)
    assert not checked.valid
    assert checked.field == field
    assert "was changed" in checked.sentence


@pytest.mark.parametrize("field", [*STATED, "key", "check", "signature"])
def test_a_missing_field_is_named(field: str) -> None:
    lines = as_text(FIELDS).splitlines()
    label = field.replace("_", " ").capitalize()
    checked = verify_receipt("\n".join(line for line in lines if not line.startswith(f"{label}:")), KEY)
    assert (checked.valid, checked.field) == (False, field)
    without = {name: value for name, value in FIELDS.items() if name != field}
    assert verify_receipt(json.dumps({"format": "smpolicy receipt 1", **without}), KEY).field == field


@pytest.mark.parametrize("field", [*STATED, "key", "check"])
def test_a_field_that_is_there_twice(field: str) -> None:
    lines = as_text(FIELDS).splitlines()
    again = f"{field.replace('_', ' ').capitalize()}: {FIELDS[field]}"
    for place in range(1, len(lines)):
        checked = verify_receipt("\n".join((*lines[:place], again, *lines[place:])), KEY)
        assert (checked.valid, checked.field) == (False, field)
        assert checked.sentence.endswith(" is there twice.")


def test_a_field_that_is_there_twice_in_the_json() -> None:
    twice = as_json(FIELDS).replace('"ticket"', '"ticket": "AAAA-AAAA", "ticket"')
    assert verify_receipt(twice, KEY).field == "ticket"


def test_why_it_is_not_valid_is_one_reason() -> None:
    missing = verify_receipt(as_text(FIELDS).partition("\nKey")[0], KEY).sentence
    again = "The copy may be incomplete: copy it again from My reports."
    assert missing == f"Not valid: key is missing. {again}"
    unreadable = verify_receipt(as_text({**FIELDS, "signature": "?"}), KEY).sentence
    assert unreadable == f"Not valid: signature is not readable. {again}"


@pytest.mark.parametrize(
    "line", ["This report was filed on 2020-01-01", "Filed: 2020-01-01", "* 2020-01-01", "- x"]
)
def test_a_line_of_somebodys_own_under_the_title(line: str) -> None:
    title, *lines = as_text(FIELDS).splitlines()
    said = (
        "Not valid: the line 'smpolicy receipt 1' has words beside it, or right under it, that are not the "
        "receipt's."
    )
    for text in ((title, line), (title, "", line), (f"{title}: {line}",)):
        checked = verify_receipt("\n".join((*text, *lines)), KEY)
        assert (checked.valid, checked.field, checked.sentence) == (False, "format", said)


@pytest.mark.parametrize("line", ["", " ", ">", "> >", "\u2022", "*", "----", "\xa0"])
def test_blank_lines_and_marks_may_stand_under_the_title(line: str) -> None:
    title, *lines = as_text(FIELDS).splitlines()
    assert verify_receipt("\n".join((title, line, *lines)), KEY).valid
    assert verify_receipt("\n".join((f"**{title}:**", line, line, *lines)), KEY).valid


@pytest.mark.parametrize("value", ["*Moorhead*", "\u2022 Schools >", "> A * B", "Schools \u2022", "\xa0*\tA"])
@pytest.mark.parametrize("field", ["district", "policy", "policy_version", "notice"])
def test_marks_that_are_the_values_own(field: str, value: str) -> None:
    changed: dict[str, Any] = {field: value}
    fields = sign_receipt(replace(RECEIPT, **changed), KEY)
    assert verify_receipt(as_text(fields), KEY).valid
    assert verify_receipt(as_json(fields), KEY).valid


def test_a_hash_in_capitals() -> None:
    text = as_text(FIELDS).replace(RECEIPT.policy_hash, RECEIPT.policy_hash.upper())
    assert text != as_text(FIELDS)
    assert verify_receipt(text, KEY).valid


def test_the_title_is_called_the_line_that_it_is() -> None:
    without = as_text(FIELDS).partition("\n")[2]
    said = verify_receipt(without, KEY).sentence
    assert said.startswith(
        "Not valid: the line 'smpolicy receipt 1' is missing, or does not stand on a line of its own. "
    )
    assert verify_receipt(json.dumps(FIELDS), KEY).sentence.startswith("Not valid: format is missing. ")
    twice = verify_receipt(f"{as_text(FIELDS)}\n{as_text(FIELDS)}".replace("Signature", "X"), KEY).sentence
    assert twice == "Not valid: the line 'smpolicy receipt 1' is there twice."


@pytest.mark.parametrize(
    "around", ["# {}", "## {}", "__{}__", "`{}`", "\u200b{}\u2060", "**`{}`**:", "{}\xad"]
)
def test_marks_around_the_title(around: str) -> None:
    _, _, rest = as_text(FIELDS).partition("\n")
    assert verify_receipt(f"{around.format('smpolicy receipt 1')}\n{rest}", KEY).valid


@pytest.mark.parametrize("form", [as_text, as_json])
def test_a_fence_around_it(form: Callable[[dict[str, str]], str]) -> None:
    for fence in ("```\n{}\n```", "```json\n{}\n```\n", "\ufeff`{}`", "\u200b{}"):
        assert verify_receipt(fence.replace("{}", form(FIELDS)), KEY).valid


def test_the_json_under_a_sentence_is_told_so() -> None:
    for text in (f"Here it is:\n\n{as_json(FIELDS)}", f"Here it is:\n```json\n{as_json(FIELDS)}\n```"):
        assert verify_receipt(text, KEY).sentence == (
            "Not valid: the JSON has words above it. Check it alone, from its first { to its last }."
        )


def test_a_second_title_leaves_nobody_to_guess_which_receipt_is_meant() -> None:
    lines = as_text(FIELDS).splitlines()
    for place in range(len(lines) + 1):
        checked = verify_receipt("\n".join((*lines[:place], lines[0], *lines[place:])), KEY)
        assert (checked.valid, checked.field) == (False, "format")
    other = as_text(sign_receipt(replace(RECEIPT, ticket="AAAA-AAAA"), Key(b"other")))
    assert not verify_receipt(f"{as_text(FIELDS)}\n\n{other}", KEY).valid
    assert not verify_receipt(f"{other}\n\n{as_text(FIELDS)}", KEY).valid


@pytest.mark.parametrize(
    "line", ["Filed at, corrected: 2026-11-01", "or whenever", "* AAAA-AAAA", "- AAAA", "x"]
)
def test_a_line_put_into_it_changes_the_field_before_it(line: str) -> None:
    lines = as_text(FIELDS).splitlines()
    for place in range(2, len(lines)):
        checked = verify_receipt("\n".join((*lines[:place], line, *lines[place:])), KEY)
        assert (checked.valid, checked.field) == (False, [*STATED, "key", "check"][place - 2])


@pytest.mark.parametrize("field", STATED)
def test_the_true_field_outside_does_not_mend_a_forged_one(field: str) -> None:
    label = field.replace("_", " ").capitalize()
    true, forged = f"{label}: {FIELDS[field]}", as_text({**FIELDS, field: "2026-11-01"})
    cut = "\n".join(line for line in as_text(FIELDS).splitlines() if not line.startswith(f"{label}:"))
    for text in (forged, cut):
        checked = verify_receipt(f"{true}\n{text}\n{true}", KEY)
        assert (checked.valid, checked.field) == (False, field)


_ENEMY = st.one_of(
    st.text(max_size=30),
    st.tuples(
        st.sampled_from([*FIELDS, "smpolicy receipt 1"]), st.sampled_from([*FIELDS.values(), "", "x"])
    ).map(lambda pair: f"{pair[0].replace('_', ' ')}: {pair[1]}"),
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2), _ENEMY), max_size=4))
def test_whatever_is_put_in_or_taken_out_what_is_valid_is_what_was_signed(
    changes: list[tuple[int, int, str]],
) -> None:
    lines = as_text(FIELDS).splitlines()
    for place, gone, line in changes:
        lines[place : place + gone] = [line]
    checked = verify_receipt("\n".join(lines), KEY)
    assert not checked.valid or checked == verify_receipt(as_text(FIELDS), KEY)


def test_a_change_with_its_check_made_to_fit_is_still_found() -> None:
    forged = sign_receipt(RECEIPT, Key(b"other"))
    assert verify_receipt(as_text(forged), KEY).field == "signature"
    assert verify_receipt(as_text({**FIELDS, "signature": "AAAA"}), KEY).field == "signature"
    assert verify_receipt(as_text({**FIELDS, "signature": "not base64!"}), KEY).field == "signature"


def test_another_districts_key() -> None:
    checked = verify_receipt(as_text(FIELDS), Key(key_id="fedcba9876543210"))
    assert (checked.valid, checked.field) == (False, "key")


@pytest.mark.parametrize("check", ["0000", "x " * 7, " ".join(["0000"] * 7)])
def test_a_changed_check(check: str) -> None:
    assert verify_receipt(as_text({**FIELDS, "check": check}), KEY).field == "check"


@pytest.mark.parametrize("text", ["", "a letter", "{", "{}", "[]", '{"format": 1}', "{" * 9000, "\x00"])
def test_something_else_is_no_receipt(text: str) -> None:
    assert verify_receipt(text, KEY).field == "format"


def test_another_format_is_not_taken() -> None:
    assert verify_receipt(as_text(FIELDS).replace("receipt 1", "receipt 2"), KEY).field == "format"
    assert verify_receipt(as_json(FIELDS).replace("receipt 1", "receipt 2"), KEY).field == "format"


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(STATED))
def test_no_other_words_in_a_field_are_valid(words: str, field: str) -> None:
    checked = verify_receipt(json.dumps({"format": "smpolicy receipt 1", **FIELDS, field: words}), KEY)
    assert checked.valid == (" ".join(words.split()) == FIELDS[field])


@settings(deadline=None)
@given(st.sampled_from(STATED), st.sampled_from(STATED))
def test_fields_cannot_change_places(one: str, other: str) -> None:
    swapped = {**FIELDS, one: FIELDS[other], other: FIELDS[one]}
    assert verify_receipt(as_json(swapped), KEY).valid == (one == other)
