"""The keyset file: made once, private, and clear about what is wrong with it."""

import json
import logging
import os
from pathlib import Path

import pytest

from handlers.errors import CannotOpen, KeyMissing, SetupError
from storage.keyset import Keyset, create_keyset
from storage.sealing import Cell, DataKey

CELL = Cell("data_keys", "K7QM-2XRD/content", "wrapped")


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    create_keyset(tmp_path / "deep" / "keyset.json")
    assert (tmp_path / "deep" / "keyset.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "deep").stat().st_mode & 0o777 == 0o700


def test_it_is_never_overwritten(keyset_path: Path) -> None:
    before = keyset_path.read_bytes()
    with pytest.raises(SetupError, match="never overwritten"):
        create_keyset(keyset_path)
    assert keyset_path.read_bytes() == before


def test_it_holds_three_keysets(keyset_path: Path) -> None:
    content = json.loads(keyset_path.read_text())
    assert content["version"] == 1
    assert all(len(content[name]["key"]) == 1 for name in ("sealing", "audit", "index"))


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be written"):
        create_keyset(tmp_path / "file" / "keyset.json")


def test_none_there(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="There is no keyset at"):
        Keyset.load(tmp_path / "keyset.json")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="cannot be read"):
        Keyset.load(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", "{}", '{"version": 2}', '{"version": 1}', "\ufeff{}", '"version"']
)
def test_a_file_that_is_no_keyset(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keyset.json"
    path.write_text(text, "utf-8")
    with pytest.raises(KeyMissing, match="is damaged"):
        Keyset.load(path)


def test_a_file_of_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / "keyset.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KeyMissing, match="cannot be read"):
        Keyset.load(path)


@pytest.mark.parametrize("part", ["sealing", "audit", "index"])
@pytest.mark.parametrize("harm", ["gone", "no key", "cut", "no object"])
def test_a_part_that_is_damaged(keyset_path: Path, part: str, harm: str) -> None:
    content = json.loads(keyset_path.read_text())
    secret = content[part]["key"][0]["keyData"]["value"]
    if harm == "gone":
        del content[part]
    elif harm == "no key":
        content[part]["key"] = []
    elif harm == "no object":
        content[part] = secret
    else:
        content[part]["key"][0]["keyData"]["value"] = secret[:9]
    keyset_path.write_text(json.dumps(content))
    with pytest.raises(KeyMissing, match="is damaged") as caught:
        Keyset.load(keyset_path)
    assert secret[:9] not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_parts_exchanged(keyset_path: Path) -> None:
    content = json.loads(keyset_path.read_text())
    content["sealing"], content["audit"] = content["audit"], content["sealing"]
    keyset_path.write_text(json.dumps(content))
    with pytest.raises(KeyMissing, match="is damaged"):
        Keyset.load(keyset_path)


def test_others_who_can_read_it_are_told_of(keyset_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keyset_path.chmod(0o640)
    with caplog.at_level(logging.WARNING):
        Keyset.load(keyset_path)
    assert "chmod 600" in caplog.text


def test_the_fingerprint_names_the_keyset(tmp_path: Path, keyset_path: Path) -> None:
    one, other = Keyset.load(keyset_path), create_keyset(tmp_path / "other.json")
    assert one.fingerprint == Keyset.load(keyset_path).fingerprint == one.rotated().fingerprint
    assert one.fingerprint != other.fingerprint


def test_an_index_is_of_a_name_and_a_value(keyset_path: Path) -> None:
    keyset = Keyset.load(keyset_path)
    indexes = {keyset.index("token", "a"), keyset.index("token", "b"), keyset.index("other", "a")}
    assert len(indexes) == 3
    assert {len(index) for index in indexes} == {32}


def test_a_signature_is_of_its_data(tmp_path: Path, keyset_path: Path) -> None:
    keyset = Keyset.load(keyset_path)
    tag = keyset.sign(b"data")
    assert keyset.signed(tag, b"data")
    assert not keyset.signed(tag, b"other")
    assert not keyset.signed(b"", b"data")
    assert not create_keyset(tmp_path / "other.json").signed(tag, b"data")


def test_every_keyset_signs_receipts_and_goes_on_after_rotating(tmp_path: Path, keyset_path: Path) -> None:
    old = Keyset.load(keyset_path)
    signature = old.receipts.sign(b"data")
    for keyset in (old.rotated(), Keyset.load(keyset_path)):
        assert keyset.receipts.public.signed(signature, b"data")
        assert keyset.receipts.key_id == old.receipts.key_id
    assert create_keyset(tmp_path / "other.json").receipts.key_id != old.receipts.key_id
    assert set(json.loads(keyset_path.read_text())) == {"version", "sealing", "audit", "index"}


def test_a_wrapped_key_is_bound_to_its_cell(tmp_path: Path, keyset_path: Path) -> None:
    keyset = Keyset.load(keyset_path)
    wrapped = keyset.wrap(CELL, DataKey.generate())
    keyset.unwrap(CELL, wrapped)
    with pytest.raises(CannotOpen):
        keyset.unwrap(Cell("data_keys", "K7QM-2XRD/identity", "wrapped"), wrapped)
    with pytest.raises(CannotOpen):
        create_keyset(tmp_path / "other.json").unwrap(CELL, wrapped)


def test_rotating_keeps_the_older_keys(keyset_path: Path) -> None:
    old = Keyset.load(keyset_path)
    wrapped = old.wrap(CELL, DataKey.generate())
    new = old.rotated()
    new.unwrap(CELL, wrapped)
    Keyset.load(keyset_path).unwrap(CELL, new.wrap(CELL, DataKey.generate()))
    assert keyset_path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in keyset_path.parent.iterdir()] == ["keyset.json"]


def test_rotating_keeps_owner_mode_and_link(tmp_path: Path, keyset_path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(keyset_path, 12345, 12345)
    keyset_path.chmod(0o400)
    link = tmp_path / "link.json"
    link.symlink_to(keyset_path)
    before = keyset_path.stat()
    Keyset.load(link).rotated()
    after = keyset_path.stat()
    assert link.is_symlink()
    assert len(json.loads(keyset_path.read_text())["sealing"]["key"]) == 2
    assert (before.st_uid, before.st_gid, before.st_mode) == (after.st_uid, after.st_gid, after.st_mode)


def test_a_running_program_finds_the_new_key_by_itself(keyset_path: Path) -> None:
    running = Keyset.load(keyset_path)
    wrapped = Keyset.load(keyset_path).rotated().wrap(CELL, DataKey.generate())
    running.unwrap(CELL, wrapped)


def test_another_keyset_in_the_files_place_is_not_taken_up(tmp_path: Path, keyset_path: Path) -> None:
    running = Keyset.load(keyset_path)
    other = create_keyset(tmp_path / "other.json")
    keyset_path.write_bytes((tmp_path / "other.json").read_bytes())
    with pytest.raises(CannotOpen):
        running.unwrap(CELL, other.wrap(CELL, DataKey.generate()))
    keyset_path.unlink()
    with pytest.raises(CannotOpen):
        running.unwrap(CELL, b"")


def test_rotating_where_the_file_cannot_be_replaced(keyset_path: Path) -> None:
    keyset = Keyset.load(keyset_path)
    keyset_path.unlink()
    keyset_path.mkdir()
    with pytest.raises(SetupError, match="cannot be written"):
        keyset.rotated()
    assert [path.name for path in keyset_path.parent.iterdir()] == ["keyset.json"]


def test_no_key_shows_in_a_representation(keyset_path: Path) -> None:
    keyset = Keyset.load(keyset_path)
    assert "key" not in repr(keyset).lower().replace("keyset", "")
