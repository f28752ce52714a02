"""How long the report on a year takes for 500, 5,000 and 50,000 tasks: draft, Word, Excel, beside the bare libraries.

Run with ``python -m tests.benchmarks.bench_yearend`` (other numbers of tasks may follow; 50000 takes ten minutes); figures
are seconds of processor time, the best of several runs. The bare runs put the same texts into a file and do nothing else:
python-docx adds one paragraph for each of the draft and one table with the ledger's cells, XlsxWriter writes the same
cells in constant memory. Below stands the workbook as it is made from a database, by a process of its own whose memory is told.
"""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from sqlalchemy import URL, make_url

from tests.benchmarks.large_town import fill
from tests.benchmarks.processor import best
from tests.postgres import Cluster, programs
from tracker.core.db import Database
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.web.migrations import upgrade
from tracker.yearend.render.excel import year_as_excel
from tracker.yearend.render.word import MOST_ROWS, report_as_word
from tracker.yearend.rules.facts import Origin, ProblemFact, ProgressFact, TaskFact, YearFacts
from tracker.yearend.rules.year import YearReport, report_on

SIZES = (500, 5_000)
AS_OF = date(2026, 12, 15)
_BEGUN = date(2026, 1, 12)
_TOPICS = ("督促检查", "村级账目", "党员教育", "项目验收", "信访办理", "档案整理", "阵地管理")
_PLACES = ("东岭村", "西坪村", "财政所", "农业农村办公室", "社会事务办公室")


def facts_of(count: int) -> YearFacts:
    """Answer a year of so many problems with one task each; two of three are closed."""
    return YearFacts(
        unit="青禾镇",
        unit_code="qinghe",
        year=2026,
        as_of=AS_OF,
        problems=tuple(_problem(number) for number in range(1, count + 1)),
    )


def _problem(number: int) -> ProblemFact:
    topic, place = _TOPICS[number % len(_TOPICS)], _PLACES[number % len(_PLACES)]
    closed = number % 3 > 0
    done_on = _BEGUN + timedelta(days=30 + number % 300) if closed else None
    task = TaskFact(
        id=number,
        number=f"2025-{number:05d}",
        title=f"{place}{topic}不够经常",
        state=State.CLOSED if closed else State.ACTIVE,
        standard=f"{place}每月核对一次，有记录",
        handler="李强",
        leader="王立新",
        lead_unit=place,
        due_on=_BEGUN + timedelta(days=number % 340),
        original_due_on=_BEGUN + timedelta(days=number % 340),
        assigned_on=_BEGUN,
        finished_on=done_on,
        closed_on=done_on,
        outcome=f"{place}已按月核对，第{number}号清单逐条办结" if closed else "",
        measures=(MeasureFact(f"对{place}{topic}逐项列单", None, done_on),),
        progress=(ProgressFact(done_on or AS_OF, f"{place}已列出{number}号清单"),),
        evidence=("月清单",) if closed else (),
    )
    return ProblemFact(
        id=number,
        origin=Origin.LAST_YEAR,
        source=Source.SELF_CHECK,
        title=task.title,
        text=f"{topic}不够经常，{place}布置多、过问少，没有按月对账。",
        tasks=(task,),
        category=topic,
        year=2025,
        registered_on=date(2026, 1, 8),
    )


def bare_word(report: YearReport) -> bytes:
    """Put the same texts into a Word file with python-docx alone."""
    document = docx.Document()
    for passage in report.draft.passages:
        document.add_paragraph(passage.lead + passage.text)
    if len(report.ledger) <= MOST_ROWS:
        cells = [_cells(one) for one in report.ledger]
        table = document.add_table(rows=len(cells), cols=len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cells(row: Any) -> list[str]:
    return [
        str(row.position),
        row.number,
        row.problem,
        row.measures,
        row.leader,
        row.lead_unit,
        row.handler,
        row.due_text,
        row.progress_and_why,
        row.state_and_why,
    ]


def bare_excel(report: YearReport) -> bytes:
    """Write the ledger's cells on three sheets with XlsxWriter alone."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    sheets = [book.add_worksheet(name) for name in ("简表", "全表", "数据")]
    wrapped = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
    for at, row in enumerate(report.ledger):
        texts = _cells(row)
        for sheet, more in zip(sheets, (0, 9, 12), strict=True):
            for place, text in enumerate([*texts, *texts][: len(texts) + more]):
                sheet.write_string(at, place, text, wrapped)
    book.close()
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    _say("tasks  facts to report  Word  bare Word  Excel  bare Excel")
    for count in sizes:
        _say(_written(facts_of(count)))
    _say("tasks  database  workbook  its process at most  the file")
    for way in (_lite, _postgres):
        for count in sizes:
            with way() as url:
                _say(_from_database(url, facts_of(count)))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _written(facts: YearFacts) -> str:
    """Answer a line about a year that lies in memory."""
    report = report_on(facts)
    took = (
        best(lambda: report_on(facts)),
        best(lambda: report_as_word(report, signed_on=AS_OF)),
        best(lambda: bare_word(report)),
        best(lambda: year_as_excel(report, filled_in_on=AS_OF)),
        best(lambda: bare_excel(report)),
    )
    return f"{len(facts.problems):6,}  {'  '.join(f'{one:.2f} s' for one in took)}"


def _from_database(url: URL, facts: YearFacts) -> str:
    """Answer a line about the workbook of a town that lies in a database."""
    upgrade(url)
    database = Database(url)
    fill(database, facts)
    database.dispose()
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as out:
        made = subprocess.run(
            [
                *(sys.executable, "-m", "tests.benchmarks.large_town"),
                url.render_as_string(hide_password=False),
                out.name,
            ],
            stdout=subprocess.PIPE,
            check=True,
        )
    told = json.loads(made.stdout)
    return (
        f"{told['rows']:6,}  {url.get_backend_name()}  {told['seconds']:.1f} s"
        f"  {told['most']} MiB  {told['file']:,} KB"
    )


@contextmanager
def _lite() -> Iterator[URL]:
    with tempfile.TemporaryDirectory() as folder:
        yield make_url(f"sqlite:///{Path(folder) / 'town.db'}")


@contextmanager
def _postgres() -> Iterator[URL]:
    found = programs()
    assert found is not None, "no PostgreSQL here"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # its server is another user
        cluster = Cluster.at(found, Path(folder) / "cluster", "")
        yield cluster.url(cluster.create("town"))
        cluster.halt()


if __name__ == "__main__":
    main()
