"""Ed25519 signatures: made with a key derived from the keyset, checked with its public half alone."""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handlers.errors import SetupError


class PublicKey:
    """The half that anybody may have."""

    def __init__(self, raw: bytes) -> None:
        """The key's 32 bytes. Raises ValueError for any other length."""
        self._raw = raw
        self._key = Ed25519PublicKey.from_public_bytes(raw)

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """The key from its text. Raises SetupError."""
        try:
            return cls(base64.b64decode(text.strip(), validate=True))
        except (binascii.Error, ValueError):
            raise SetupError("This is not a public key; smpolicy receipt key prints it.") from None

    def __str__(self) -> str:
        """The key as text, base64."""
        return base64.b64encode(self._raw).decode()

    @property
    def key_id(self) -> str:
        """The first 16 hexadecimal digits of the key's SHA-256."""
        return hashlib.sha256(self._raw).hexdigest()[:16]

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether the signature is this key's for this data."""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """The half that only the keyset has."""

    def __init__(self, seed: bytes) -> None:
        """Derived from a secret of 32 bytes; the same seed gives the same key."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey(self._key.public_key().public_bytes_raw())

    @property
    def key_id(self) -> str:
        """The public half's name."""
        return self.public.key_id

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._key.sign(data)
