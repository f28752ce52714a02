"""The words of reminders: sentences for a digest, texts to copy, sentences that an office writes itself; pure."""

from tracker.reminders.rules.wording.brief import Brief, Occasion, address, day_words
from tracker.reminders.rules.wording.chase import can_chase, chase_all, chase_text
from tracker.reminders.rules.wording.groups import group_text, named_in
from tracker.reminders.rules.wording.sentences import sentence
from tracker.reminders.rules.wording.templates import PLACES, check_template, fill

__all__ = [
    "PLACES",
    "Brief",
    "Occasion",
    "address",
    "can_chase",
    "chase_all",
    "chase_text",
    "check_template",
    "day_words",
    "fill",
    "group_text",
    "named_in",
    "sentence",
]
