"""Hashing passwords, comparing them, and making first ones."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.accounts.rules import weakness
from tracker.core.errors import InvalidError

# OWASP's small setting: 19 MiB, 2 passes; 0.03 s on two cores.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex(16))
# Letters and digits that nobody confuses when a password is read out over the phone.
_LOWER = "abcdefghjkmnpqrstuvwxyz"
_UPPER = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"


def hash_password(password: str, *, login: str) -> str:
    """Check a new password against the rules of 等保 level 2 and answer its argon2id hash.

    Raises:
        InvalidError: it is too short or long, too uniform, or holds the login.
    """
    wrong = weakness(password, login)
    if wrong is not None:
        raise InvalidError(wrong, "password")
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Answer whether a password is the kept one; without a kept one the same work is done for nothing."""
    try:
        return _HASHER.verify(kept or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False


def first_password(login: str) -> str:
    """Answer a new random password that is easy to read out, such as ``kfma-7392-TRHW``."""
    while True:
        password = "-".join(
            "".join(secrets.choice(letters) for _ in range(4))
            for letters in (_LOWER, _DIGITS, _UPPER)
        )
        if weakness(password, login) is None:
            return password
