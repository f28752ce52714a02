"""A deed: who does a step, for whom, by what means, and the two days that every step has."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Means(StrEnum):
    """How a step reached the person who typed it (报送方式); SELF is a step of one's own.

    DEPUTY is one's own step, too, taken in the place of somebody absent (代理).
    """

    SELF = "self"
    DEPUTY = "deputy"
    CHAT = "chat"
    PHONE = "phone"
    PAPER = "paper"
    MEETING = "meeting"
    VISIT = "visit"
    FORM = "form"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _MEANS_WORDS[self]


# By these a person acts; by all others somebody else typed it (补录).
OWN_MEANS = frozenset({Means.SELF, Means.DEPUTY})
_MEANS_WORDS = {
    Means.SELF: "本人办理",
    Means.DEPUTY: "代理",
    Means.CHAT: "微信",
    Means.PHONE: "电话",
    Means.PAPER: "纸质",
    Means.MEETING: "会议",
    Means.VISIT: "来人",
    Means.FORM: "填报表",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What every step tells about itself.

    ``done_on`` (办理日期) is what counts, ``at`` (录入日期) when it was typed. For a recorded step ``for_id`` is
    the person it was recorded for (None for somebody without an account, or for a meeting, whose name is
    then in ``for_name``); for a deputy it is the absent person. ``signed`` tells whether the signed form is attached (``signed_form_id``).
    """

    actor_id: int
    actor_name: str
    at: datetime
    done_on: date
    means: Means = Means.SELF
    for_id: int | None = None
    for_name: str = ""
    for_post: str = ""
    signed_form_id: int | None = None
    note: str = ""

    @property
    def recorded(self) -> bool:
        """Answer whether the actor typed this for somebody else (补录)."""
        return self.means not in OWN_MEANS

    @property
    def signed(self) -> bool:
        """Answer whether the signed form is attached."""
        return self.signed_form_id is not None

    @property
    def typed(self) -> bool:
        """Answer whether this was recorded under a name typed by hand: somebody without an account, or a meeting."""
        return self.recorded and self.for_id is None

    @property
    def hand(self) -> int | None:
        """Answer who signs by this deed; None for a meeting and for somebody without an account."""
        return self.for_id if self.recorded else self.actor_id

    @property
    def doers(self) -> frozenset[int]:
        """Answer the ids of those whose deed this is."""
        return doers(self.actor_id, self.means, self.for_id, signed=self.signed)


def doers(actor_id: int, means: Means, for_id: int | None, *, signed: bool) -> frozenset[int]:
    """Answer the ids of those whose deed a step is.

    A step recorded for someone with the signed form attached counts as that someone's alone; without
    the form it counts as the typist's too.
    """
    if means in OWN_MEANS:
        return frozenset({actor_id})
    named = frozenset() if for_id is None else frozenset({for_id})
    return named if signed else named | {actor_id}
