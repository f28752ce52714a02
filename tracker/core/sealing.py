"""Sealing secrets that must be kept readable (addresses and keys of robots): encrypted by the secret key."""

import base64
from typing import TYPE_CHECKING

from tracker.core.errors import InvalidError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_PURPOSE = b"tracker: sealed values, 1"


def seal(secret_key: str, text: str) -> str:
    """Answer a text encrypted (AES-128-CBC with HMAC, as Fernet does) by a key derived from the secret key."""
    return _box(secret_key).encrypt(text.encode()).decode("ascii")


def unseal(secret_key: str, sealed: str) -> str:
    """Answer the text again.

    Raises:
        InvalidError: it was sealed by another key, or changed.
    """
    from cryptography.fernet import InvalidToken  # noqa: PLC0415  6 MiB, and few offices have robots

    try:
        return _box(secret_key).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise InvalidError("保存的地址或密钥已经打不开（SECRET_KEY 换过），请重新填写。") from error


def _box(secret_key: str) -> "Fernet":
    from cryptography.fernet import Fernet  # noqa: PLC0415  as above
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415  as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415  as above

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret_key.encode())))
