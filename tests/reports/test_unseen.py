"""Reports with their answers written in them are read without a miss, whatever the form of the file."""

from pathlib import Path

import pytest

from tests.reports.marked import parse
from tests.reports.unseen import SETS, examine


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_every_item_and_field_of_a_set_is_read_as_marked(folder: Path) -> None:
    marks = examine(folder)

    assert marks.misses == []
    assert marks.clean == marks.reports > 0


def test_a_miss_an_invention_and_a_wrong_field_each_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "一、存在问题\n<1.>{学习不够深入。}\n2.台账更新不及时。\n3.{{u:党政办}人手不足。}\n",
        "utf-8",
    )

    marks = examine(tmp_path)

    assert (marks.texts.right, marks.texts.invented, marks.texts.missed) == (2, 1, 0)
    assert (marks.whole.right, marks.whole.missed) == (1, 1)
    assert [one.split(": ")[1] for one in marks.misses] == [
        "problem invented",
        "lead_unit of 党政办人手不足。…",
    ]


def test_marks_are_taken_out_of_the_text_and_kept_as_answers() -> None:
    report = parse(
        "a",
        "form: docx\nyear: 2023\n<一是>{慢。{c:原因是远。}}时限：{d:6月底前=2023-06-30 lasting}~页~",
    )

    [problem] = report.problems
    assert report.text == "一是慢。原因是远。时限：6月底前页"
    assert (report.form, report.facts) == ("docx", {"year": "2023"})
    assert (problem.text, problem.number, problem.causes) == (
        "慢。原因是远。",
        "一是",
        ["原因是远。"],
    )
    assert problem.due is not None
    assert (problem.due.text, str(problem.due.on), problem.due.lasting) == (
        "6月底前",
        "2023-06-30",
        True,
    )
