"""报送锁定: freezing what was sent; nobody changes it afterwards, and the tables refuse it too."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError
from tracker.ledgers.models import Submission, SubmissionLine
from tracker.ledgers.queries.submissions import last_submission
from tracker.ledgers.queries.their_form import Scope
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.difference import told_lines
from tracker.ledgers.rules.submissions.figures import figures_of
from tracker.tasks.queries import lock_ledger


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What is told about a submission; ``file_hash`` names the kept file that was sent, if it is here."""

    to_whom: str
    table_name: str
    sent_on: date
    paper_number: str = ""
    signed_by: str = ""
    file_hash: str | None = None
    file_name: str = ""


def scope_of(scope: Scope) -> dict[str, object]:
    """Answer what a list was narrowed to, in a shape that JSON keeps."""
    return {"year": scope.year, "source": scope.source.value if scope.source else None}


def submit(  # noqa: PLR0913  what is frozen is made of these
    session: Session,
    unit: Unit,
    new: NewSubmission,
    scope: Scope,
    lines: Sequence[LedgerLine],
    *,
    sustained_counts: bool,
    by: Viewer,
    at: datetime,
    today: date,
) -> Submission:
    """Freeze a list as it was sent; the very same once more, by a second click, is not frozen twice.

    Raises:
        InvalidError: it was sent in the future, before its own day, or there is nothing in it.
    """
    _check(new, scope, lines, today)
    lock_ledger(session, unit.id)
    figures = figures_of(lines, sustained_counts=sustained_counts)
    submission = Submission(
        **asdict(new),
        unit_id=unit.id,
        as_of=scope.as_of,
        entered_at=at,
        made_by_id=by.person_id,
        made_by_name=by.name,
        rule=figures.rule,
        scope=scope_of(scope),
        figures=figures.as_json(),
    )
    submission.lines = _frozen(lines)
    last = last_submission(session, unit.id, scope_of(scope))
    if last is not None and _gist(last) == _gist(submission):
        return last
    session.add(submission)
    session.flush()
    return submission


def _gist(one: Submission) -> tuple[object, ...]:
    """Answer what tells one submission from another."""
    paper = (one.to_whom, one.table_name, one.paper_number, one.signed_by)
    told = (one.as_of, one.sent_on, one.rule, one.figures, one.file_hash)
    lines = [(row.number, row.problem, row.due, row.stand, row.measures) for row in one.lines]
    return (*paper, *told, one.made_by_id, lines)


def _check(new: NewSubmission, scope: Scope, lines: Sequence[LedgerLine], today: date) -> None:
    if not lines:
        raise InvalidError("这个范围内没有任务，没有可以锁定的内容。", "as_of")
    if new.sent_on > today:
        raise InvalidError("报送日期不能晚于今天。", "sent_on")
    if new.sent_on < scope.as_of:
        raise InvalidError("报送日期不能早于数据截至日。", "sent_on")


def _frozen(lines: Sequence[LedgerLine]) -> list[SubmissionLine]:
    return [
        SubmissionLine(
            position=position,
            task_id=one.task_id,
            number=one.number,
            problem_id=one.problem_id,
            problem=one.problem,
            lead_unit=one.lead_unit,
            due=one.due,
            stand=one.stand.value,
            measures=one.measures,
        )
        for position, one in enumerate(told_lines(lines), start=1)
    ]
