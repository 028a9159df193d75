"""Signatures that anybody can check."""

import pytest

from handlers.errors import SetupError
from storage.signing import PublicKey, SigningKey


def test_a_signature_is_of_its_data_and_its_key() -> None:
    key, other = SigningKey(b"1" * 32), SigningKey(b"2" * 32)
    signature = key.sign(b"data")
    assert len(signature) == 64
    assert key.public.signed(signature, b"data")
    assert not key.public.signed(signature, b"other")
    assert not key.public.signed(b"", b"data")
    assert not other.public.signed(signature, b"data")


def test_the_published_vector() -> None:
    # RFC 8032, section 7.1, test 1.
    key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_the_public_half_goes_as_text() -> None:
    key = SigningKey(b"1" * 32)
    parsed = PublicKey.parse(f" {key.public}\n")
    assert parsed.signed(key.sign(b"data"), b"data")
    assert parsed.key_id == key.key_id == key.public.key_id
    assert len(key.key_id) == 16
    assert SigningKey(b"2" * 32).key_id != key.key_id


@pytest.mark.parametrize("text", ["", "AAAA", "nonsense!", "\u00e9", "A" * 100])
def test_a_text_that_is_no_key(text: str) -> None:
    with pytest.raises(SetupError, match="not a public key"):
        PublicKey.parse(text)


def test_no_key_shows_in_a_representation() -> None:
    assert "1111" not in repr(SigningKey(b"1" * 32))
