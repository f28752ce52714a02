"""A drafted report as an official paper, with ledger and figures as attachments."""

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import (
    Addressee,
    Attachment,
    AttachmentNote,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Title,
)
from tracker.documents.rules.paper import Table as PaperTable
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.ledger import LedgerRow
from tracker.yearend.rules.numbers import han
from tracker.yearend.rules.set_out import set_out
from tracker.yearend.rules.tables import Table
from tracker.yearend.rules.year import YearReport

# Word opens annexes of this size with ease; longer ledgers are in the workbook.
MOST_ROWS = 5000
_LEDGER_COLUMNS = (
    Column("序号", 3.4, centred=True),
    Column("编号", 7.8, centred=True),
    Column("反馈问题", 14.6),
    Column("整改措施", 14.6),
    Column("责任领导", 5.6, centred=True),
    Column("牵头单位", 6.6, centred=True),
    Column("责任人", 5.6, centred=True),
    Column("整改时限", 13.8, centred=True),
    Column("整改进展及成效", 19.8),
    Column("整改状态", 7, centred=True),
)
# The annex leaves the house: names of villages and people stay in the ledger on screen.
_OUTWARD = "“反馈问题”一栏用对外表述；没有对外表述的用原文。"
_ANNEXED = ("by_origin", "by_source", "by_category", "by_lead_unit", "by_result", "by_deadline")


def report_as_word(report: YearReport, *, signed_on: date) -> bytes:
    """Answer the bytes of the report on a year as a Word file."""
    facts, draft = report.facts, report.draft
    numbers = {one.id: one.number for one in facts.tasks}
    return write_word(
        Paper(
            blocks=(*_body(draft, numbers), *_end(report, signed_on)),
            subject=draft.title,
            author=facts.unit,
            made_on=signed_on,
        )
    )


def draft_as_word(draft: Draft, facts: YearFacts, *, signed_on: date) -> bytes:
    """Answer the bytes of another paper from the same sentences, without annexes."""
    numbers = {one.id: one.number for one in facts.tasks}
    return write_word(
        Paper(
            blocks=(*_body(draft, numbers), Signature(draft.signature, signed_on)),
            subject=draft.title,
            author=facts.unit,
            made_on=signed_on,
        )
    )


def _body(draft: Draft, numbers: Mapping[int, str]) -> Iterator[Block]:
    yield Title(draft.title)
    if draft.addressee:
        yield Addressee(draft.addressee)
    yield Paragraph(draft.opening.text)
    for number, section in enumerate(draft.sections, start=1):
        yield Heading(1, f"{han(number)}、{section.heading}")
        for one in set_out(section, numbers):
            if one.heading:
                yield Heading(2, one.heading)
            else:
                yield Paragraph(one.text, lead=one.lead, label=one.label)


def _end(report: YearReport, signed_on: date) -> Iterator[Block]:
    facts = report.facts
    ledger, figures = (
        f"{facts.unit}{facts.year}年度整改台账",
        f"{facts.unit}{facts.year}年度整改情况统计表",
    )
    yield AttachmentNote((ledger, figures))
    yield Signature(report.draft.signature, signed_on)
    yield Attachment("附件1", ledger, (_ledger(report),), landscape=True)
    yield Attachment("附件2", figures, tuple(_figures(report)))


def _ledger(report: YearReport) -> Paragraph | PaperTable:
    if len(report.ledger) > MOST_ROWS:
        return Paragraph(f"台账共{len(report.ledger)}行，见随附的Excel台账。")
    rows = tuple(_row(one) for one in report.ledger)
    note = "\n".join((_OUTWARD, *report.figures.notes))
    return PaperTable(_LEDGER_COLUMNS, rows, note=note, dense=True)


def _row(row: LedgerRow) -> tuple[str, ...]:
    return (
        str(row.position),
        row.number,
        row.shown_as or row.problem,
        row.measures,
        row.leader,
        row.lead_unit,
        row.handler,
        row.due_text,
        row.progress_and_why,
        row.state_and_why,
    )


def _figures(report: YearReport) -> Iterator[PaperTable]:
    chosen = [one for one in report.tables if one.key in _ANNEXED]
    for place, table in enumerate(chosen):
        is_last = place == len(chosen) - 1
        yield _table(table, note="\n".join(report.figures.notes) if is_last else "")


def _table(table: Table, note: str) -> PaperTable:
    first, *others = table.columns
    share = 3.4 if len(others) > 1 else 1.0
    return PaperTable(
        columns=(
            Column(first, share),
            *(Column(label, 1.6 if len(others) > 1 else 1.0, centred=True) for label in others),
        ),
        rows=tuple((row.label, *map(str, row.cells)) for row in table.rows),
        caption=table.title,
        note=note,
    )
