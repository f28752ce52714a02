"""How people want to be told: not before an hour, by which ways, and what not at all; pure."""

from dataclasses import dataclass
from datetime import time

from tracker.core.errors import InvalidError
from tracker.reminders.rules.hours import OPENS
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.rules.states import Channel

LATEST_START = time(16, 30)


@dataclass(frozen=True, slots=True)
class Wish:
    """One person's wishes; what nobody wished is the default."""

    not_before: time = OPENS
    mail: bool = True
    webhook: bool = True
    muted: frozenset[str] = frozenset()

    def wants(self, rule: Rule) -> bool:
        """Answer whether the person wants to hear by a rule; obligatory ones are not asked."""
        return rule.obligatory or rule.code not in self.muted

    def takes(self, channel: Channel) -> bool:
        """Answer whether the person wants to be told by a way; the inbox is not asked."""
        return {Channel.MAIL: self.mail, Channel.WEBHOOK: self.webhook}.get(channel, True)


DEFAULT_WISH = Wish()


def check_start(start: time) -> None:
    """Refuse an hour outside the office's.

    Raises:
        InvalidError: too early or too late.
    """
    if not OPENS <= start <= LATEST_START:
        raise InvalidError("请填写 08:30 至 16:30 之间的时间，提醒只在办公时间发出。", "not_before")
