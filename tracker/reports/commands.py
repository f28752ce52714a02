"""Commands that read reports: what is in one, its plain text, what comes again; none needs a database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tracker.core import clock
from tracker.core.text import clean_file_name
from tracker.documents.rules.failures import UnreadableFileError
from tracker.reports.reader import Reading, load, read_file
from tracker.reports.rules.repeats import Repeat, as_json, find_repeats
from tracker.web.cli import ChineseGroup, WrongUsageError

reports = ChineseGroup("reports", help="报告：读取、比对、导入。")


@reports.command("extract", help="读出报告中的存在问题和措施。")
@click.argument("file", metavar="文件")
@click.option("--json", "wants_json", is_flag=True, help="输出 JSON。")
def extract(file: str, *, wants_json: bool) -> None:
    """Print what is read from a report."""
    reading = _read(file)
    _say(_json(reading.extraction) if wants_json else "\n".join(_list(reading.extraction)))


@reports.command("text", help="输出报告的纯文本，各处位置都按它计算。")
@click.argument("file", metavar="文件")
def text(file: str) -> None:
    """Print the plain text, not a character more."""
    _say(_read(file).text, end=False)


@reports.command("repeats", help="比对前后两份报告，找出重复出现的问题。")
@click.argument("earlier", metavar="前一份")
@click.argument("later", metavar="后一份")
@click.option("--json", "wants_json", is_flag=True, help="输出 JSON。")
def repeats(earlier: str, later: str, *, wants_json: bool) -> None:
    """Print which problems of the later report repeat problems of the earlier one."""
    both = [_read(file).extraction["problems"] for file in (earlier, later)]
    found = find_repeats(*([one["text"] for one in problems] for problems in both))
    if wants_json:
        _say(_json(as_json(found)))
    else:
        _say("\n".join(_pairs(found[0], *both)))


def _read(file: str) -> Reading:
    path = Path(file)
    try:
        content = load(path)
        return read_file(content, clean_file_name(path.name), today_year=clock.today().year)
    except UnreadableFileError as fault:
        raise WrongUsageError(fault.sentence) from fault


def _say(words: str, *, end: bool = True) -> None:
    """Print in UTF-8, whatever the terminal's own encoding is: the contract says so."""
    click.echo(words.encode(), nl=end)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _list(found: dict[str, Any]) -> Iterator[str]:
    yield f"标题：{found['title'] or '没有读到'}"
    yield f"单位：{found['unit'] or '没有读到'}"
    yield f"年度：{found['year'] or '没有读到'}"
    stated = f"（文中说有{found['stated_count']}个方面）" if found["stated_count"] else ""
    yield f"存在问题：{len(found['problems'])}个{stated}"
    for order, one in enumerate(found["problems"], start=1):
        yield f"\n{order}. {one['number'] or ''}{one['title']}"
        yield f"   {_indented(one['text'])}"
        yield from (f"   {word}：{_indented(value)}" for word, value in _fields(one) if value)
    if found["warnings"]:
        yield "\n请留意："
        yield from (f"- {one['message']}" for one in found["warnings"])


def _fields(problem: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "类别", problem["category"] or ""
    yield from (("措施", one) for one in problem["measures"])
    yield "牵头单位", problem["lead_unit"] or ""
    yield "责任人", problem["handler"] or ""
    yield "责任领导", problem["leader"] or ""
    yield "整改时限", (problem["due"] or {}).get("text") or ""


def _pairs(
    pairs: list[Repeat], earlier: list[dict[str, Any]], later: list[dict[str, Any]]
) -> Iterator[str]:
    yield f"重复出现的问题：{len(pairs)}个"
    for one in pairs:
        yield f"\n这一次第{one.later + 1}个：{later[one.later]['title']}"
        yield f"前一次第{one.earlier + 1}个：{earlier[one.earlier]['title']}"
        yield f"理由：{one.why}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n   ")
