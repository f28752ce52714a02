"""Reports written with their answers in them: what is marked is what a careful person would take out.

``<一是>{text}`` is a problem with its printed number; ``{u:}`` ``{h:}`` ``{l:}`` ``{d:words=2024-06-30 lasting}`` ``{m:}``
``{c:}`` are lead unit, handler, leader, deadline, measure and cause of the problem before or around them; ``{p:}`` is a
measure of a plan, ``{y:}`` an earlier finding told as rectified; ``~…~`` is noise of the medium (a page mark) that no item may hold. Lines ``form:``, ``year:``,
``title:``, ``unit:`` and ``count:`` on top tell how the file is made and which facts it states; ``or:`` lines
give, split by ``|``, another list of problems that is as good.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

_TOKEN = re.compile(
    r"<(?P<number>[^<>\n]{1,8})>|\{(?:(?P<kind>[uhldmcpy]):)?|(?P<close>\})|(?P<noise>~[^~]*~)"
)
_NO_WORDS = re.compile(r"[@|]")
_HEADER = re.compile(r"(form|year|title|unit|count|or): ?(.*)")


@dataclass(slots=True)
class Due:
    """The words of a deadline, its day, and whether it lasts."""

    text: str
    on: date | None = None
    lasting: bool = False


@dataclass(slots=True)
class Wanted:
    """A problem as it should be found; ``number`` is None where the writer did not mark it."""

    text: str = ""
    number: str | None = None
    lead_unit: str | None = None
    handler: str | None = None
    leader: str | None = None
    due: Due | None = None
    measures: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Marked:
    """One report: its form and text (marks gone), and everything that should be read from it."""

    name: str
    form: str = "txt"
    text: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    problems: list[Wanted] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    rectified: list[str] = field(default_factory=list)
    alternatives: list[list[str]] = field(default_factory=list)


_FIELDS = {"u": "lead_unit", "h": "handler", "l": "leader"}


def marked_reports(folder: Path) -> Iterator[Marked]:
    """Yield the reports of a folder by name."""
    for path in sorted(folder.glob("*.txt")):
        yield parse(path.stem, path.read_text("utf-8"))


def parse(name: str, source: str) -> Marked:
    """Take the marks out of a written report."""
    report = Marked(name)
    lines = source.rstrip("\n").split("\n")
    while (found := _HEADER.fullmatch(lines[0])) is not None:
        _take_header(report, found[1], found[2])
        lines.pop(0)
    _Parser(report, "\n".join(lines)).run()
    return report


def _take_header(report: Marked, name: str, value: str) -> None:
    if name == "form":
        report.form = value
    elif name == "or":
        report.alternatives.append(value.split("|"))
    else:
        report.facts[name] = value


class _Parser:
    """Walks over the tokens; the open marks stand on a stack, each with the words inside it."""

    def __init__(self, report: Marked, source: str) -> None:
        self.report, self.source = report, source
        self.plain: list[str] = []
        self.open: list[tuple[str | None, list[str]]] = []
        self.number: str | None = None

    def run(self) -> None:
        at = 0
        for token in _TOKEN.finditer(self.source):
            self.write(self.source[at : token.start()])
            at = token.end()
            if token["number"]:
                self.write(token["number"])
                self.number = token["number"]
            elif token["noise"]:
                self.plain.append(token["noise"].strip("~"))
            elif token["close"]:
                self.close(*self.open.pop())
            else:
                self.begin(token["kind"])
        self.write(self.source[at:])
        assert not self.open, f"{self.report.name}: a mark is not closed"
        self.report.text = "".join(self.plain)

    def begin(self, kind: str | None) -> None:
        self.open.append((kind, []))
        if kind is None:
            self.report.problems.append(Wanted(number=self.number))
        self.number = None

    def write(self, words: str) -> None:
        inner = self.open[-1][0] if self.open else None
        printed = words.partition("=")[0] if inner == "d" else words
        self.plain.append(printed)
        for position, (_, held) in enumerate(self.open):
            held.append(words if position + 1 == len(self.open) else printed)

    def close(self, kind: str | None, held: list[str]) -> None:
        words = _NO_WORDS.sub("", "".join(held))
        if kind == "p":
            self.report.measures.append(words)
            return
        if kind == "y":
            self.report.rectified.append(words)
            return
        problem = self.report.problems[-1]
        if kind is None:
            problem.text = words
        elif kind == "m":
            problem.measures.append(words)
        elif kind == "c":
            problem.causes.append(words)
        elif kind == "d":
            problem.due = _due(words)
        else:
            setattr(problem, _FIELDS[kind], words)


def _due(words: str) -> Due:
    text, _, answer = words.partition("=")
    day = next((one for one in answer.split() if one != "lasting"), None)
    return Due(text, date.fromisoformat(day) if day else None, "lasting" in answer)
