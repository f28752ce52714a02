"""What a returned row tells as a report of progress, and whether it tells anything new."""

import re
from collections.abc import Mapping
from decimal import Decimal

from tracker.ledgers.rules.returns.kinds import Open
from tracker.reports.rules.deadlines import deadline_of
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.orders import NewFigure, NewProgress


def differs(told: Mapping[Open, str], accepted: Mapping[str, str]) -> bool:
    """Answer whether a return tells anything that has not been taken in this round already."""
    return any(accepted.get(name.value, "") != text for name, text in told.items())


def progress_told(told: Mapping[str, str], year: int) -> NewProgress:
    """Turn the four open columns into a report of progress; nothing that was written is lost."""
    progress, difficulties, results, planned = (told.get(one.value, "") for one in Open)
    parts = [progress, f"量化成果：{results}" if results else ""]
    expected = deadline_of(planned, year).on if planned else None
    if planned and expected is None:
        parts.append(f"拟完成时间：{planned}")
    text = "\n".join(part for part in parts if part)
    if not text:
        text = f"反映困难：{difficulties}" if difficulties else f"拟完成时间：{planned}"
    return NewProgress(
        text=text,
        difficulties=difficulties,
        figures=tuple(figures_in(results)),
        expected_on=expected,
    )


def figures_in(text: str) -> list[NewFigure]:
    """Read figures out of 量化成果, such as 制度2项，资金4.6万元; only what names both word and unit."""
    found = []
    for kind in sorted(FigureKind, key=lambda one: -len(one.label)):
        wanted = rf"{kind.label}[^\d，。；、\n]{{0,4}}(\d{{1,9}}(?:\.\d{{1,2}})?){kind.unit}"
        match = re.search(wanted, text)
        if match and (amount := Decimal(match[1])) > 0:
            found.append(NewFigure(kind, amount))
            text = text[: match.start()] + text[match.end() :]
    return found
