"""A town lived through for three years: every report exported, rewritten, taken in, and the next year begun from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from sqlalchemy import select

from tests.yearend.loop.playing import Office
from tests.yearend.loop.rewriting import HeavyHand, Told, Version, without_marks
from tests.yearend.loop.towns import FIRST, YEARS, Matter
from tracker.documents.reader import docx, text
from tracker.reports.actions import Paper, answer_repeat, take_in
from tracker.reports.models import Batch, Finding
from tracker.reports.pages.likeness import likenesses_of
from tracker.reports.queries import earlier_findings
from tracker.reports.reader import read_opened
from tracker.tasks.actions import open_from_batch
from tracker.tasks.models import Problem
from tracker.tasks.queries import continued_by, problems_told_by
from tracker.tasks.rules.continuing import Continued
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.queries import desk_of
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.draft import Passage

Problems = frozenset[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A problem as it was read from a file, and what was proposed for it.

    ``sure`` and ``by_words`` are the problems of the ledger that it was taken to go on with, ``likely`` the matters of
    earlier reports that it was proposed to repeat.
    """

    text: str
    sure: Problems
    by_words: Problems
    likely: frozenset[Matter]


@dataclass(frozen=True, slots=True)
class Examined:
    """A version of a report, and what was read from it."""

    version: Version
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class TownYear:
    """The end of a town's year: its report as exported and as rewritten, each with its marks and without.

    ``owed`` are the problems that stood open when it was exported, ``opened`` the matters that came onto the ledger when one of
    the versions was confirmed, each with the matter that it was linked to as repeated.
    """

    owed: Problems
    exported: Examined
    rewritten: Examined
    exported_bare: Examined
    rewritten_bare: Examined
    confirmed: Version
    opened: tuple[tuple[Matter, Matter | None], ...]


def live(office: Office) -> Iterator[TownYear]:
    """Take the first report in, then live through the years; every second town goes on with what was rewritten."""
    report, matters = office.plot.first_report()
    batch = _taken_in(office, report.encode(), "报告.txt", FIRST - 1)
    _confirm(office, batch, [Told(frozenset(), (one,)) for one in matters])
    for year in YEARS:
        office.work_off(year)
        office.go_on(year)
        yield _close(office, year)


def _close(office: Office, year: int) -> TownYear:
    owed = frozenset(
        one.problem_id for one in office.open_tasks() if one.state is not State.SUSTAINED
    )
    exported = _exported(office, year)
    hand = HeavyHand(
        Random(office.plot.seed),
        tuple(office.plot.next_matters(1)),
        tuple(_over(office)[:1]),
    )
    rewritten = hand.rewrite(exported)
    chosen = rewritten if office.plot.seed % 2 else exported
    return TownYear(
        owed=owed,
        exported=_examined(office, exported, year),
        rewritten=_examined(office, rewritten, year),
        exported_bare=_examined(office, without_marks(exported), year),
        rewritten_bare=_examined(office, without_marks(rewritten), year),
        confirmed=chosen,
        opened=_confirm(office, _taken_in(office, chosen.content, "报告.docx", year), chosen.told),
    )


def _exported(office: Office, year: int) -> Version:
    day = date(year, 12, 30)
    report = desk_of(office.session, office.unit, year, day).report
    [section] = [one for one in report.draft.sections if one.key == "problems"]
    return Version(
        report_as_word(report, signed_on=day),
        tuple(_told(office, one) for one in section.passages),
        tuple(f"{one.lead}{one.text}" for one in section.passages),
    )


def _told(office: Office, passage: Passage) -> Told:
    ids = [int(one) for one in passage.key.partition(":")[2].split(",")]
    return Told(frozenset(ids), tuple(office.knows[one] for one in ids))


def _over(office: Office) -> list[Matter]:
    """Answer the matters of earlier reports of which nothing is open any more, the newest first."""
    still = {office.matter_of(one) for one in office.open_tasks()}
    ids = office.session.scalars(
        select(Problem.id)
        .where(Problem.unit_id == office.unit.id, Problem.finding_id.is_not(None))
        .order_by(Problem.id.desc())
    )
    return [one for one in (office.knows[id_] for id_ in ids) if one not in still]


def _examined(office: Office, version: Version, year: int) -> Examined:
    """Take a version in, look at everything that is proposed, and undo it."""
    trial = office.session.begin_nested()
    batch = _taken_in(office, version.content, "报告.docx", year)
    found = {one.finding_id: one for one in continued_by(office.session, batch)}
    likely = _likely(office, batch)
    seen = tuple(
        _seen(one, found.get(one.id), likely.get(one.id, frozenset())) for one in batch.findings
    )
    office.session.expunge_all()
    trial.rollback()
    return Examined(version, seen)


def _seen(finding: Finding, found: Continued | None, likely: frozenset[Matter]) -> Seen:
    problems = frozenset(found.problem_ids) if found else frozenset()
    sure = found is not None and found.ground.sure
    nothing: Problems = frozenset()
    return Seen(finding.text, problems if sure else nothing, nothing if sure else problems, likely)


def _likely(office: Office, batch: Batch) -> dict[int, frozenset[Matter]]:
    """Answer the earlier matters that each finding is proposed to repeat."""
    earlier = earlier_findings(office.session, batch)
    told = _matters(office, earlier)
    return {
        later: frozenset(
            matter for one in some if one.likely for matter in told.get(one.earlier_id, ())
        )
        for later, some in likenesses_of(batch, earlier).items()
    }


def _matters(office: Office, findings: Sequence[Finding]) -> Mapping[int, Sequence[Matter]]:
    told = problems_told_by(office.session, [one.id for one in findings])
    return {finding: [office.knows[one] for one in ids] for finding, ids in told.items()}


def _taken_in(office: Office, content: bytes, name: str, year: int) -> Batch:
    """Take a file in, read by the readers themselves: a process for each of a hundred files would take a minute."""
    on = date(year + 1, 1, 8)
    document = docx.read(content) if name.endswith(".docx") else text.read(content)
    batch, _ = take_in(
        office.session,
        office.unit,
        read_opened(document, content, name),
        Paper(year),
        by=office.viewer("zhoumin", on),
        at=datetime(year + 1, 1, 8, 2, tzinfo=UTC),
    )
    return batch


def _confirm(
    office: Office, batch: Batch, told: Sequence[Told]
) -> tuple[tuple[Matter, Matter | None], ...]:
    """Put a report's problems on the ledger as a clerk who knows the town; answer what was opened, and as a repeat of what."""
    session = office.session
    findings = list(batch.findings)
    truth = {finding.id: one for finding, one in zip(findings, told, strict=True)}
    earlier = earlier_findings(session, batch)
    matters = _matters(office, earlier)
    for finding in findings:
        again = truth[finding.id].again
        wanted = truth[finding.id].matters
        same = [one for one in earlier if set(wanted) & set(matters.get(one.id, ()))]
        if again:
            answer_repeat(batch, finding, same[0], accepted=True)
    sure = [one for one in continued_by(session, batch) if one.ground.sure]
    deed = office.deed("zhoumin", date(batch.year + 1, 1, 9))
    open_from_batch(session, batch, office.unit, deed, sure)
    of_batch = select(Problem).where(Problem.batch_id == batch.id).order_by(Problem.position)
    opened = session.scalars(of_batch).all()
    for row in opened:
        assert row.finding_id is not None
        [office.knows[row.id]] = truth[row.finding_id].matters
    return tuple(
        (office.knows[one.id], office.knows[one.repeat_of_id] if one.repeat_of_id else None)
        for one in opened
    )
