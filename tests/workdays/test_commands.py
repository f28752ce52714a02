"""The calendar from a terminal: shown, asked, set, imported after a check, confirmed."""

import json
from pathlib import Path

from flask import Flask


def run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["workdays", *words])
    return done.exit_code, done.output


def test_a_year_is_shown_with_its_holidays_and_make_up_days(app: Flask) -> None:
    code, told = run(app, "show", "2026", "--json")
    shown = json.loads(told)
    assert (code, shown["provisional"]) == (0, False)
    by_day = {one["day"]: one["workday"] for one in shown["special"]}
    assert by_day["2026-10-01"] is False
    assert by_day["2026-09-20"] is True
    assert "10月\t" in run(app, "show", "2026")[1]
    assert "预估" in run(app, "show", "2029")[1]


def test_a_day_is_asked_and_set_and_given_back(app: Flask) -> None:
    assert "上班" in run(app, "check", "2026-05-15")[1]
    assert run(app, "set", "2026-05-15", "放假", "--note", "庙会", "--unit", "qinghe")[0] == 0
    assert "休息\t庙会" in run(app, "check", "2026-05-15", "--unit", "qinghe-finance")[1]
    assert "上班" in run(app, "check", "2026-05-15")[1]
    run(app, "set", "2026-05-15", "恢复默认", "--unit", "qinghe")
    assert "上班" in run(app, "check", "2026-05-15", "--unit", "qinghe")[1]


def test_slips_are_told_in_one_sentence(app: Flask) -> None:
    assert run(app, "check", "someday")[0] == 2
    assert run(app, "check", "2500-01-01")[0] == 2
    assert run(app, "check", "2026-05-15", "--unit", "nowhere")[0] == 1
    assert run(app, "set", "2026-05-15", "睡觉")[0] == 2
    assert run(app, "import", "/nowhere.csv")[0] == 2


def test_an_import_lists_first_and_writes_when_told(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("2027-02-06 至 2027-02-12,放假,春节\n2027-02-14,上班,\n", encoding="utf-8")
    code, told = run(app, "import", str(path))
    assert (code, "共8天" in told, "还没有写入" in told) == (0, True, True)
    assert "休息" in run(app, "check", "2027-02-14")[1]
    assert "已写入8天" in run(app, "import", str(path), "--yes")[1]
    assert "上班" in run(app, "check", "2027-02-14")[1]


def test_an_import_with_odd_rows_writes_nothing(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("2027-02-06,放假,春节\n2027-02-31,上班,\n", encoding="utf-8")
    code, told = run(app, "import", str(path), "--yes")
    assert code == 1
    assert "不是日历上的日期" in told
    path.write_text("没有日期\n", encoding="utf-8")
    assert run(app, "import", str(path))[0] == 1


def test_a_year_is_confirmed_and_taken_back(app: Flask) -> None:
    run(app, "confirm", "2029")
    assert "预估" not in run(app, "show", "2029")[1]
    run(app, "confirm", "2029", "--undo")
    assert "预估" in run(app, "show", "2029")[1]
