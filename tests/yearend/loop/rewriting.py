"""A secretary's heavy hand on the problems of an exported report: merged, dropped, reworded, added to, renumbered."""

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import takewhile
from random import Random

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.yearend.loop.towns import Matter
from tests.yearend.test_round_trip import strip_marks


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of 存在问题: the problems of the ledger that it goes on with, and the matters that it tells.

    ``again`` tells that its matter was closed once and is there anew.
    """

    problems: frozenset[int]
    matters: tuple[Matter, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A report as a file, what its problems truly are in order, and how they read without their numbers."""

    content: bytes
    told: tuple[Told, ...]
    texts: tuple[str, ...]


@dataclass
class HeavyHand:
    """Rewrites a report so that everything happens that people do to one, where it has enough problems for it."""

    chance: Random
    fresh: tuple[Matter, ...] = ()
    back: tuple[Matter, ...] = ()

    def rewrite(self, version: Version) -> Version:
        """Answer a report after a night of rewriting."""
        document = docx.Document(io.BytesIO(version.content))
        rows = list(zip(_problems(document), version.told, strict=True))
        rows = self._merged(rows)
        rows = self._dropped(rows)
        rows = [self._reworded(*row) if at % 2 else row for at, row in enumerate(rows)]
        rows = self._added(rows)
        _in_order([paragraph for paragraph, _ in rows])
        style = self.chance.choice(("{}.", "{}、", "（{}）"))
        texts = [_numbered(one, style.format(at)) for at, (one, _) in enumerate(rows, start=1)]
        return Version(_saved(document), tuple(told for _, told in rows), tuple(texts))

    def _merged(self, rows: list[tuple[Paragraph, Told]]) -> list[tuple[Paragraph, Told]]:
        if len(rows) < 3:
            return rows
        (first, one), (second, other), *rest = rows
        _numbered(second, "同时，")
        for child in list(second._p):
            if child.tag != qn("w:pPr"):
                first._p.append(child)
        second._p.getparent().remove(second._p)
        told = Told(one.problems | other.problems, one.matters + other.matters)
        return [(first, told), *rest]

    def _dropped(self, rows: list[tuple[Paragraph, Told]]) -> list[tuple[Paragraph, Told]]:
        if len(rows) < 3:
            return rows
        paragraph, _ = rows[-1]
        paragraph._p.getparent().remove(paragraph._p)
        return rows[:-1]

    def _reworded(self, paragraph: Paragraph, told: Told) -> tuple[Paragraph, Told]:
        _write(paragraph, "".join(one.otherwise for one in told.matters))
        return paragraph, told

    def _added(self, rows: list[tuple[Paragraph, Told]]) -> list[tuple[Paragraph, Told]]:
        """Put in what nobody told before, and what was closed once and is there again."""
        for matter in self.fresh:
            rows.insert(0, (_like(rows[-1][0], matter.text), Told(frozenset(), (matter,))))
        for matter in self.back:
            again = Told(frozenset(), (matter,), again=True)
            rows.append((_like(rows[-1][0], matter.otherwise), again))
        return rows


def without_marks(version: Version) -> Version:
    """Answer a report as if it had been copied into a fresh file."""
    document = docx.Document(io.BytesIO(version.content))
    strip_marks(document)
    return replace(version, content=_saved(document))


def _problems(document: Document) -> list[Paragraph]:
    """Answer the numbered paragraphs of 存在问题."""
    return [one for one in _section(document) if one.text.startswith("（")]


def _section(document: Document) -> Iterator[Paragraph]:
    paragraphs = iter(document.paragraphs)
    for one in paragraphs:
        if one.text.endswith("、存在问题"):
            break
    yield from takewhile(lambda one: not one.text.endswith("、下一步打算"), paragraphs)


def _numbered(paragraph: Paragraph, mark: str) -> str:
    """Write another number, or a word, before a paragraph; answer its words without."""
    run = next(one for one in paragraph.runs if one.text)
    bare = run.text.partition("）")[2] if run.text.startswith("（") else run.text
    run.text = f"{mark}{bare}"
    return paragraph.text.removeprefix(mark)


def _write(paragraph: Paragraph, text: str) -> None:
    for run in paragraph.runs:
        run.text = ""
    paragraph.runs[-1].text = text


def _like(model: Paragraph, text: str) -> Paragraph:
    """Answer a new paragraph behind another one, set like it, without what is hidden in that."""
    element = deepcopy(model._p)
    for edge in element.xpath("./w:bookmarkStart | ./w:bookmarkEnd"):
        element.remove(edge)
    model._p.addnext(element)
    paragraph = Paragraph(element, model._parent)
    _write(paragraph, text)
    return paragraph


def _in_order(paragraphs: list[Paragraph]) -> None:
    """Let the paragraphs stand one behind the other where the first of them stands."""
    anchor = paragraphs[0]._p
    for one in paragraphs[1:]:
        anchor.addnext(one._p)
        anchor = one._p


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
