"""Writing about reminders: planning, sending, the inbox, the pulse of the sender, what people decide."""

from tracker.reminders.actions.again import send_again
from tracker.reminders.actions.breaker import room
from tracker.reminders.actions.chasing import note_chase
from tracker.reminders.actions.holding import decide
from tracker.reminders.actions.inbox import read_all, read_item
from tracker.reminders.actions.leasing import claim, take_back
from tracker.reminders.actions.planning import Planned, plan
from tracker.reminders.actions.pulse import PULSE, accept_clock, beat
from tracker.reminders.actions.robots import NewRobot, add_robot, agree, switch_off
from tracker.reminders.actions.sending import Letter, begin
from tracker.reminders.actions.settling import finish
from tracker.reminders.actions.wishes import (
    back_to_default,
    end_feed,
    feed_hash,
    keep_wish,
    make_feed,
    mutable_codes,
    new_code,
    set_rule,
)
from tracker.reminders.channels import Handover

__all__ = [
    "PULSE",
    "Handover",
    "Letter",
    "NewRobot",
    "Planned",
    "accept_clock",
    "add_robot",
    "agree",
    "back_to_default",
    "beat",
    "begin",
    "claim",
    "decide",
    "end_feed",
    "feed_hash",
    "finish",
    "keep_wish",
    "make_feed",
    "mutable_codes",
    "new_code",
    "note_chase",
    "plan",
    "read_all",
    "read_item",
    "room",
    "send_again",
    "set_rule",
    "switch_off",
    "take_back",
]
