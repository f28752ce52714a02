"""The figures of the crash trials: noted one a line while they run, then written down for people.

``python -m tests.reminders.crash.figures NOTES PAGE CODE`` writes the page from the notes.
"""

import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.reminders.crash.town import PEOPLE
from tests.reminders.crash.trials import Tally

NOTES = "CRASH_NOTES"
_HEAD = """# Crash trials

What real processes of the program came to when they were killed, run side by side, cut off or put to sleep.
`make crash` runs all of it and writes this page: 20 rounds a failpoint and 300 random kills on each database,
or as many as `ROUNDS` and `KILLS` say. A sample runs with the other tests.

A morning has {people} people with one mail each. A sender commits the attempts of a batch (at most 50 mails, one
text to a group) before it sends them, and their outcomes after it. Killed in between, it may have sent any of
the batch; each of these goes once more, under the same Message-ID. So a kill before the first mail of a batch,
or after its outcomes, costs no copy; a kill in between costs at most one copy of each mail that had been handed
over; no mail is lost, no row is written twice, and the inbox shows everything exactly once. After every round
the witness looks at all of this, and that it saw every mail at all. A trial that fails ends the run, and this
page is not written.

Measured on {machine}, {code}.

"""


def note(engine: str, trial: str, tally: Tally) -> None:
    """Note what a trial came to."""
    _write({"engine": engine, "trial": trial, **asdict(tally)})


def note_words(engine: str, words: str) -> None:
    """Note what a trial that sends nothing came to, in words."""
    _write({"engine": engine, "words": words})


def _write(told: dict[str, object]) -> None:
    if NOTES in os.environ:
        with Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(told, ensure_ascii=False) + "\n")


def page(notes: list[dict[str, str | int]], people: int, code: str) -> str:
    """Answer the page, a table and some sentences for each database; ``code`` tells what was measured."""
    machine = (
        f"{os.cpu_count()} processors, load {os.getloadavg()[2]:.0f} in the last quarter of an hour, "
        f"{date.today().isoformat()}"  # noqa: DTZ011, TID251  the day of the run, wherever it is
    )
    parts = [_HEAD.format(people=people, machine=machine, code=code)]
    for engine in sorted({str(one["engine"]) for one in notes}):
        mine = [one for one in notes if one["engine"] == engine]
        rows = [one for one in mine if "trial" in one]
        parts.append(f"## {engine}\n\n")
        parts.append("| trial | rounds | kills | messages | copies too many | most of one |\n")
        parts.append("| --- | ---: | ---: | ---: | ---: | ---: |\n")
        parts.extend(
            f"| {one['trial']} | {one['rounds']} | {one['kills']} | {one['messages']} | {one['extra']} | {one['most']} |\n"
            for one in rows
        )
        parts.append("\n")
        parts.extend(f"* {one['words']}\n" for one in mine if "words" in one)
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def main() -> None:
    """Write the page from the notes."""
    notes = [
        json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    ]
    Path(sys.argv[2]).write_text(page(notes, PEOPLE, sys.argv[3]), encoding="utf-8")


if __name__ == "__main__":
    main()
