"""`smpolicy receipt`, run in this process."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from handlers.duty.receipt import Receipt, as_json, as_text, sign_receipt
from storage.keyset import create_keyset

RECEIPT = Receipt(
    "Moorhead Area Public Schools",
    "K7QM-2XRD",
    datetime(2026, 11, 23, 16, 0, tzinfo=UTC),
    "notice-1",
    "447.1 III.D",
    "2012-05-14",
    "ab" * 32,
)


@pytest.fixture
def fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("SMPOLICY_KEYSET", str(tmp_path / "keyset.json"))
    return sign_receipt(RECEIPT, create_keyset(tmp_path / "keyset.json").receipts)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["receipt", *arguments])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


@pytest.mark.parametrize("form", [as_text, as_json])
def test_a_valid_receipt(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fields: dict[str, str], form: object
) -> None:
    assert callable(form)
    (tmp_path / "receipt").write_text(form(fields), "utf-8")
    code, out, _ = _run(capsys, "verify", str(tmp_path / "receipt"))
    assert code == 0
    assert out == "Valid: report K7QM-2XRD was filed at 2026-11-23T16:00:00+00:00.\n"


def test_a_changed_receipt_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]
) -> None:
    changed = as_text(fields).replace("2026-11-23", "2026-11-22")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(changed.encode())))
    code, out, _ = _run(capsys, "verify")
    assert (code, out) == (1, "Not valid: filed at was changed.\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(changed.encode())))
    code, out, _ = _run(capsys, "verify", "--json")
    assert code == 1
    assert json.loads(out) == {
        "valid": False,
        "field": "filed_at",
        "reason": "Not valid: filed at was changed.",
    }


def test_counsel_needs_the_public_key_alone(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fields: dict[str, str],
) -> None:
    main(["receipt", "key"])
    key = capsys.readouterr().out.strip()
    (tmp_path / "receipt").write_text(as_text(fields), "utf-8")
    monkeypatch.setenv("SMPOLICY_KEYSET", str(tmp_path / "none.json"))
    assert _run(capsys, "verify", "--key", key, str(tmp_path / "receipt"))[0] == 0
    code, out, err = _run(capsys, "verify", str(tmp_path / "receipt"))
    assert (code, out) == (2, "")
    assert "There is no keyset" in err


def test_a_key_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "receipt").write_text("x", "utf-8")
    code, _, err = _run(capsys, "verify", "--key", "nonsense", str(tmp_path / "receipt"))
    assert code == 2
    assert "not a public key" in err


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_receipt_as_programs_on_windows_write_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fields: dict[str, str], coding: str
) -> None:
    (tmp_path / "receipt").write_bytes(as_text(fields).replace("\n", "\r\n").encode(coding))
    assert _run(capsys, "verify", str(tmp_path / "receipt"))[0] == 0


@pytest.mark.parametrize("nothing", [b"", b"\r\n \r\n", "\ufeff\n".encode(), "\ufeff".encode("utf-16-le")])
def test_an_empty_file_could_not_be_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fields: dict[str, str], nothing: bytes
) -> None:
    assert fields
    (tmp_path / "receipt").write_bytes(nothing)
    code, out, err = _run(capsys, "verify", str(tmp_path / "receipt"))
    assert (code, out) == (2, "")
    assert "the file is empty" in err


def test_something_else_is_no_receipt(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fields: dict[str, str]
) -> None:
    (tmp_path / "receipt").write_bytes(b"\xff\x00 a letter")
    assert _run(capsys, "verify", str(tmp_path / "receipt"))[0] == 1
    assert _run(capsys, "verify", str(tmp_path / "none"))[0] == 2
