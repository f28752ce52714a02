"""Signing the list of the heads of all trails, day by day."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

_PURPOSE = b"tracker: daily seal of the trails, version 1"


class Head(NamedTuple):
    """Where one trail stood: task, its ledger and number, the last position (from 1) and its hash."""

    task_id: int
    unit_id: int
    number: str
    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What a day's list says about itself: its number (from 1), its day, and the mac of the list before."""

    number: int
    day: date
    sealed_at: datetime
    last_trace_id: int
    previous_mac: str


def derived_key(secret: str) -> bytes:
    """Answer the signing key of the seals, derived from the program's secret for this one purpose (HMAC-SHA-256)."""
    return hmac.digest(secret.encode(), _PURPOSE, "sha256")


def mark_of(key: bytes) -> str:
    """Answer by what a key is known without telling it: 16 hex digits of its SHA-256."""
    return hashlib.sha256(key).hexdigest()[:16]


def mac_of(key: bytes, facts: SealFacts, heads: Iterable[Head]) -> tuple[str, int]:
    """Answer the HMAC-SHA-256 (hex) over a list and its heads in the order of task ids, and how many there are."""
    signed = hmac.new(key, digestmod="sha256")
    told = {
        "number": facts.number,
        "day": facts.day.isoformat(),
        # The database gives moments back in UTC, whatever zone they were told in.
        "sealed_at": facts.sealed_at.astimezone(UTC).isoformat(),
        "last_trace": facts.last_trace_id,
        "previous": facts.previous_mac,
    }
    signed.update(_line(told))
    count = 0
    for head in heads:
        signed.update(_line(list(head)))
        count += 1
    signed.update(_line({"heads": count}))
    return signed.hexdigest(), count


def _line(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()
