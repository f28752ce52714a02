"""What a unit decides beside the words of a draft: its own wording, and the promises of last year's plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError, NotFoundError, StaleError
from tracker.yearend.models import HouseWords, Pledge
from tracker.yearend.queries import Desk
from tracker.yearend.rules.house import check_names, read_instead

LONGEST_PLEDGE, LONGEST_TOLD, _LONGEST_ENDING, _MOST = 300, 600, 60, 100


@dataclass(frozen=True, slots=True)
class Wording:
    """What a unit wants its own way, as it was typed: names of sections by key, rules one a line, an ending."""

    sections: Mapping[str, str]
    instead: str = ""
    lasting: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What was done about a promise, whether that is all of it, and over which version it was written."""

    text: str
    kept: bool
    over: int


def set_house_words(
    session: Session,
    viewer: Viewer,
    unit_id: int,
    wording: Wording,
    *,
    expected: int,
    at: datetime,
) -> None:
    """Let a unit word its drafts its own way; what is left empty is worded by the program.

    Raises:
        InvalidError: a name or a rule cannot be taken.
        StaleError: somebody else decided since the form was shown.
    """
    names, pairs = check_names(wording.sections), read_instead(wording.instead)
    if len(wording.lasting) > _LONGEST_ENDING:
        raise InvalidError(f"不超过{_LONGEST_ENDING}字。", "lasting")
    row = session.get(HouseWords, unit_id, with_for_update=True)
    if expected != (row.version if row else 0):
        raise StaleError(row.changed_by_name if row else None)
    if row is None:
        row = HouseWords(unit_id=unit_id)
        session.add(row)
    row.sections, row.instead = names, [list(one) for one in pairs]
    row.lasting = wording.lasting.rstrip("。")
    row.changed_by_name, row.changed_at = viewer.name, at


def make_pledges(
    session: Session, viewer: Viewer, desk: Desk, texts: Sequence[str], *, at: datetime
) -> int:
    """Note promises to be kept in the year of the report, those that are there already once; answer how many are new.

    Raises:
        InvalidError: one is too long, or there are too many.
    """
    known = {one.text for one in desk.report.facts.pledges}
    new = list(dict.fromkeys(one for one in texts if one and one not in known))
    long = next((one for one in new if len(one) > LONGEST_PLEDGE), None)
    if long:
        raise InvalidError(f"“{long[:20]}……”超过{LONGEST_PLEDGE}字，请写成一句话。", "texts")
    if len(known) + len(new) > _MOST:
        raise InvalidError(f"承诺事项最多{_MOST}项。", "texts")
    for text in new:
        session.add(
            Pledge(
                unit_id=desk.unit.id,
                year=desk.year,
                text=text,
                changed_by_name=viewer.name,
                changed_at=at,
            )
        )
    return len(new)


def tell_pledge(
    session: Session,
    viewer: Viewer,
    desk: Desk,
    pledge_id: int,
    told: Told,
    *,
    at: datetime,
) -> None:
    """Write down what was done about a promise; it is kept only when a person says so and says what was done.

    Raises:
        NotFoundError: the promise is not one of this year.
        InvalidError: it is called kept and nothing is told, or too much is.
        StaleError: somebody else wrote meanwhile.
    """
    row = _pledge(session, desk, pledge_id)
    if told.over != row.version:
        raise StaleError(row.changed_by_name)
    if told.kept and not told.text:
        raise InvalidError("写明做了什么，才能算已兑现。", "told")
    if len(told.text) > LONGEST_TOLD:
        raise InvalidError(f"不超过{LONGEST_TOLD}字。", "told")
    row.told, row.kept = told.text, told.kept
    row.changed_by_name, row.changed_at = viewer.name, at


def drop_pledge(session: Session, desk: Desk, pledge_id: int) -> str:
    """Take a promise off the list; answer its text.

    Raises:
        NotFoundError: the promise is not one of this year.
        InvalidError: something was told about it already.
    """
    row = _pledge(session, desk, pledge_id)
    if row.told:
        raise InvalidError("这一项已经填写落实情况，先清空再删去。")
    session.delete(row)
    return row.text


def _pledge(session: Session, desk: Desk, pledge_id: int) -> Pledge:
    row = session.get(Pledge, pledge_id, with_for_update=True)
    if row is None or (row.unit_id, row.year) != (desk.unit.id, desk.year):
        raise NotFoundError
    return row
