"""Scores the reading of marked reports strictly (run: python -m tests.reports.unseen [FOLDER]).

Three counts: *texts* (an item counts when its whole text is equal), *whole* (and its printed number, units, persons,
deadline, measures and causes are those marked, no more and no fewer), *plans* (the measures of plans). Facts on
top of a report (year, title, unit, count) are compared one by one.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.reports.accuracy import Score, key
from tests.reports.forms import open_as
from tests.reports.marked import Marked, Wanted, marked_reports
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.results import Extraction, Problem

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SETS = tuple(
    SAMPLES / f"reports_unseen{name}"
    for name in (
        "",
        "_second",
        "_third",
        "_fourth",
        "_fifth",
        "_sixth",
        "_seventh",
        "_eighth",
        "_ninth",
    )
)
_ONE = ("lead_unit", "handler", "leader")


@dataclass(slots=True)
class Marks:
    """What a set of reports reached, and every single miss in words."""

    texts: Score = field(default_factory=Score)
    whole: Score = field(default_factory=Score)
    plans: Score = field(default_factory=Score)
    reports: int = 0
    clean: int = 0
    misses: list[str] = field(default_factory=list)


def examine(folder: Path) -> Marks:
    """Read every report of ``folder`` in its own form and compare it with its marks."""
    marks = Marks()
    for report in marked_reports(folder):
        found = read_report(open_as(report.form, report.text), today_year=2026)
        misses = [
            *_texts(report, found, marks),
            *_whole(report, found, marks),
            *_plans(report, found, marks),
            *_facts(report, found),
            *_rectified(report, found),
        ]
        marks.reports += 1
        marks.clean += not misses
        marks.misses.extend(f"{report.name}: {miss}" for miss in misses)
    return marks


def _texts(report: Marked, found: Extraction, marks: Marks) -> list[str]:
    got = [one.text for one in found.problems]
    lists = [[one.text for one in report.problems], *report.alternatives]
    best = min(lists, key=lambda one: len(_only(one, got)) + len(_only(got, one)))
    return _compare(marks.texts, "problem", best, got)


def _compare(score: Score, name: str, wanted: Sequence[str], got: Sequence[str]) -> list[str]:
    missed, invented = _only(wanted, got), _only(got, wanted)
    score.add(Score(len(wanted) - len(missed), len(invented), len(missed)))
    return [f"{name} missed: {one}" for one in missed] + [
        f"{name} invented: {one}" for one in invented
    ]


def _only(these: Iterable[str], those: Iterable[str]) -> list[str]:
    return list((Counter(map(key, these)) - Counter(map(key, those))).elements())


def _whole(report: Marked, found: Extraction, marks: Marks) -> list[str]:
    by_text = {key(one.text): one for one in found.problems}
    if sorted(by_text) in [sorted(map(key, one)) for one in report.alternatives]:
        marks.whole.add(Score(len(by_text)))
        return []
    wrong: list[str] = []
    for wanted in report.problems:
        got = by_text.get(key(wanted.text))
        differing = _differing(wanted, got) if got else ["text"]
        marks.whole.add(Score(int(not differing), 0, int(bool(differing))))
        if got is not None:
            wrong.extend(
                f"{name} of {wanted.text[:16]}…: {getattr(got, name)!r}" for name in differing
            )
    marks.whole.invented += max(len(found.problems) - len(report.problems), 0)
    return wrong


def _differing(wanted: Wanted, got: Problem) -> list[str]:
    names = [
        name for name in _ONE if key(getattr(wanted, name) or "") != key(getattr(got, name) or "")
    ]
    if wanted.number is not None and key(wanted.number) != key(got.number or ""):
        names.append("number")
    due = (wanted.due.text, wanted.due.on, wanted.due.lasting) if wanted.due else None
    if due != ((got.due.text, got.due.on, got.due.lasting) if got.due else None):
        names.append("due")
    names.extend(
        name
        for name in ("measures", "causes")
        if list(map(key, getattr(wanted, name))) != list(map(key, getattr(got, name)))
    )
    return names


def _plans(report: Marked, found: Extraction, marks: Marks) -> list[str]:
    return _compare(marks.plans, "plan", report.measures, [one.text for one in found.measures])


def _rectified(report: Marked, found: Extraction) -> list[str]:
    """Compare what is told as rectified, in reports that mark it."""
    got = [one.text for one in found.last_year]
    missed, invented = _only(report.rectified, got), _only(got, report.rectified)
    told = [f"rectified missed: {one}" for one in missed]
    return [*told, *(f"rectified invented: {one}" for one in invented)] if report.rectified else []


def _facts(report: Marked, found: Extraction) -> list[str]:
    got = {
        "year": str(found.year),
        "title": str(found.title),
        "unit": str(found.unit),
        "count": str(found.stated_count),
    }
    return [
        f"{name}: {got[name]} instead of {value}"
        for name, value in report.facts.items()
        if got[name] != value
    ]


def main() -> None:
    """Print the scores and the misses of the folders given, or of all sets."""
    for folder in map(Path, sys.argv[1:]) if len(sys.argv) > 1 else SETS:
        marks = examine(folder)
        sys.stdout.write(
            "\n".join(
                [
                    *marks.misses,
                    f"== {folder.name}: {marks.clean} of {marks.reports} reports without a miss",
                ]
            )
            + "\n"
        )
        for name in ("texts", "whole", "plans"):
            score: Score = getattr(marks, name)
            sys.stdout.write(
                f"{name}: {score.right} right, {score.invented} invented, {score.missed} missed, F1 {score.f1:.3f}\n"
            )


if __name__ == "__main__":
    main()
