"""The loop closes: the exported report, taken in as the report on its year, goes on with what is open."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.yearend import AS_OF, AT
from tests.yearend.conftest import unit
from tracker.core.db import Database
from tracker.reports.actions import Paper, take_in
from tracker.reports.models import Batch
from tracker.reports.reader import read_file
from tracker.tasks.actions import open_from_batch
from tracker.tasks.models import Continuation, Problem, Task, Trace
from tracker.tasks.queries import continued_by
from tracker.tasks.rules.continuing import Continued, Ground
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.steps import Step
from tracker.yearend.queries import year_facts
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.year import report_on

Change = Callable[[Document], None]


def untouched(_document: Document) -> None:
    """Leave the export as it is."""


def reword_all(document: Document) -> None:
    """Write every marked paragraph anew, as a secretary with a pen would."""
    for paragraph in document.paragraphs:
        if paragraph._p.xpath("./w:bookmarkStart") and paragraph.runs:
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[-1].text = "这方面今年还没有做到位，年底前抓紧补上。"


def strip_marks(document: Document) -> None:
    """Take every hidden mark away, as copying into a fresh file does."""
    for edge in document.element.body.xpath("//w:bookmarkStart | //w:bookmarkEnd"):
        edge.getparent().remove(edge)
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith("/customXml"):
            part.rels.pop(key)


@pytest.fixture
def exported(town: None, database: Database) -> bytes:  # noqa: ARG001  the town must be there
    with database.reading() as session:
        facts = year_facts(session, unit(session), 2026, AS_OF)
    return report_as_word(report_on(facts), signed_on=AS_OF)


def taken_in(session: Session, cast: Cast, content: bytes, change: Change) -> Batch:
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    reading = read_file(out.getvalue(), "2026年度报告.docx")
    batch, _ = take_in(session, unit(session), reading, Paper(2026), by=cast["zhoumin"], at=AT)
    return batch


def open_problem_ids(session: Session) -> set[int]:
    rows = session.scalars(
        select(Problem.id)
        .join(Task)
        .where(Task.state.in_(OPEN), Problem.unit_id == unit(session).id)
    )
    return set(rows)


def told(found: tuple[Continued, ...]) -> set[int]:
    return {problem for one in found for problem in one.problem_ids}


@pytest.mark.parametrize("change", [untouched, reword_all])
def test_every_open_problem_is_known_again_by_its_mark(
    exported: bytes, database: Database, cast: Cast, change: Change
) -> None:
    with database.transaction() as session:
        batch = taken_in(session, cast, exported, change)
        found = continued_by(session, batch)
        assert {one.ground for one in found} == {Ground.MARK}
        assert {one.finding_id for one in found} == {one.id for one in batch.findings}
        listed = told(found)
        assert listed <= open_problem_ids(session)
        assert len(listed) >= 3


def test_confirming_opens_nothing_new_and_leaves_a_trace(
    exported: bytes, database: Database, cast: Cast
) -> None:
    with database.transaction() as session:
        before = session.scalar(select(func.count(Problem.id)))
        batch = taken_in(session, cast, exported, untouched)
        found = continued_by(session, batch)
        deed = Deed(cast["zhoumin"].person_id, "周敏", AT, AT.date())
        assert open_from_batch(session, batch, unit(session), deed, found) == []
        assert session.scalar(select(func.count(Problem.id))) == before
        rows = session.scalars(select(Continuation.problem_id)).all()
        assert set(rows) == told(found)
        traces = session.scalars(select(Trace).where(Trace.step == Step.CARRY_OVER)).all()
        assert traces
        assert all(one.facts["report"] == batch.title for one in traces)


def test_without_marks_words_only_propose_and_most_are_known(
    exported: bytes, database: Database, cast: Cast
) -> None:
    with database.transaction() as session:
        batch = taken_in(session, cast, exported, strip_marks)
        assert batch.facts["marks"] == []
        found = continued_by(session, batch)
        assert {one.ground for one in found} <= {Ground.WORDS}
        assert len(found) * 10 >= len(batch.findings) * 6
