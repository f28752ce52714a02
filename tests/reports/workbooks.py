"""Workbooks of other offices, written in code, and sending one as a clerk does."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from flask.testing import FlaskClient

STRANGE = (
    ("事项描述", "怎么办", "谁来办", "何时办好"),
    ("巡防人手不足，夜间常常空岗。", "增加队伍。", "平安办", "6月底前并长期坚持"),
    ("财务公开不及时。", "每季度公开。", "财政所", "立行立改"),
)
PLAIN = (("序号", "问题", "责任单位"), ("1", "财务公开不及时。", "财政所"))
MEANINGS = {"t0_c0": "problem", "t0_c1": "measure", "t0_c2": "lead_unit", "t0_c3": "due"}
SAVE: dict[str, Any] = {"t0_first": "0", "t0_rows": "1", **MEANINGS}


def workbook(*rows: Sequence[str], name: str = "反馈清单") -> bytes:
    """Answer the bytes of a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def send(client: FlaskClient, unit_id: int, content: bytes, name: str = "清单.xlsx") -> int:
    """Upload a file into a unit's ledger; answer the id of its batch."""
    answer = client.post(
        "/reports/upload",
        data={
            "unit_id": str(unit_id),
            "source": "inspection",
            "files": [(io.BytesIO(content), name)],
        },
    )
    assert answer.status_code == 303
    return int(answer.location.rsplit("/", 1)[1])
