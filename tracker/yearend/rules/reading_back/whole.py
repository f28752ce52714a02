"""A rewritten file against the draft: every difference, in the order of the weight of its kind, then of the text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.folding import bare
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.results import Problem
from tracker.yearend.rules.draft import Draft, Passage
from tracker.yearend.rules.reading_back.claims import claim_of_done
from tracker.yearend.rules.reading_back.differences import Difference, Kind
from tracker.yearend.rules.reading_back.figures import (
    FigureChange,
    changes,
    has_strange_figures,
    with_ledger_figures,
)
from tracker.yearend.rules.reading_back.pairing import Pairs, Told, pair, paragraphs_of
from tracker.yearend.rules.standing import FINISHED, Result

_SHOWN = 400
_GRAM, _NEARLY_ALL = 3, 0.6
_LEAST = 12  # characters below which an old sentence says nothing of its own


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The differences of a file, and how many paragraphs of the draft stand in it, word for word or rewritten."""

    differences: tuple[Difference, ...]
    unchanged: int
    paired: int
    passages: int


def read_back(
    document: PlainDocument,
    draft: Draft,
    results: Mapping[int, Result],
    last_year: Sequence[str] = (),
) -> ReadBack:
    """Read a file back against a draft.

    Args:
        document: the file as plain text with its marks.
        draft: the report as the ledger tells it, with what people did to it.
        results: what has become of every task, by id.
        last_year: the problems of last year's report in its own words.
    """
    passages = tuple(one for one in draft.passages if one.tasks)
    pairs = pair(passages, paragraphs_of(document))
    problems = read_report(document).problems
    found = [
        *_about_pairs(pairs, results),
        *_dropped(pairs),
        *_new(pairs, problems, document),
        *_near_last_year(problems, last_year),
    ]
    order = list(Kind)
    found.sort(key=lambda one: (order.index(one.kind), one.start is None, one.start or 0))
    alone = [(at, one) for at, (one,) in _single(pairs)]
    unchanged = sum(_same(passages[at], pairs.paragraphs[one]) for at, one in alone)
    return ReadBack(tuple(found), unchanged, len(pairs.told_by), len(passages))


def _single(pairs: Pairs) -> Iterator[tuple[int, list[int]]]:
    """Yield the passages that exactly one paragraph tells, which tells nothing else."""
    for at, told in pairs.told_by.items():
        if len(told) == 1 and len(pairs.tells[told[0]]) == 1:
            yield at, told


def _about_pairs(pairs: Pairs, results: Mapping[int, Result]) -> Iterator[Difference]:
    for paragraph, told in sorted(pairs.tells.items()):
        ours = [pairs.passages[at] for at in told]
        theirs = pairs.paragraphs[paragraph]
        parts = len(pairs.told_by[told[0]])
        yield from _figures(ours, theirs)
        claims = list(_claims(ours, theirs, results))
        yield from claims
        if len(ours) > 1:
            yield _shape(Kind.MERGED, ours, theirs, f"Word里这一段写了台账的{len(ours)}段内容。")
        elif parts > 1 and pairs.told_by[told[0]][0] == paragraph:
            yield _shape(Kind.SPLIT, ours, theirs, f"草稿的一段在Word里写成了{parts}段。")
        elif parts == 1 and not _same(ours[0], theirs):
            yield from _reworded(ours[0], theirs, claims=bool(claims))


def _figures(ours: Sequence[Passage], theirs: Told) -> Iterator[Difference]:
    told = "".join(_words(one) for one in ours)
    for one in changes(told, theirs.text):
        start = theirs.start + one.theirs.start
        yield Difference(
            Kind.FIGURE,
            _about_figure(one),
            one.ours.printed if one.ours else "",
            one.theirs.printed,
            _keys(ours),
            _tasks(ours),
            start,
            theirs.start + one.theirs.end,
        )


def _about_figure(one: FigureChange) -> str:
    if one.ours is None:
        return f"“{one.counted}”：台账中没有这个数。"
    return f"“{one.counted}”：台账是{one.ours.printed}，Word是{one.theirs.printed}。"


def _claims(
    ours: Sequence[Passage], theirs: Told, results: Mapping[int, Result]
) -> Iterator[Difference]:
    tasks = _tasks(ours)
    if any(results.get(one) in FINISHED for one in tasks):
        return
    place = claim_of_done("".join(_words(one) for one in ours), theirs.text)
    if place is not None:
        words = theirs.text[place[0] : place[1]]
        sentence = f"这一条还没有办结，Word写成了“{words}”。"
        at = theirs.start + place[0], theirs.start + place[1]
        yield Difference(
            Kind.READS_AS_DONE,
            sentence,
            _shown(ours),
            theirs.text[:_SHOWN],
            _keys(ours),
            tasks,
            *at,
        )


def _reworded(ours: Passage, theirs: Told, *, claims: bool) -> Iterator[Difference]:
    """Yield a wording that differs; it flows only when the ledger bears out what it says."""
    found = changes(_words(ours), theirs.text)
    flows = with_ledger_figures(theirs.text, found)
    if bare(flows) == bare(_words(ours)):
        return
    sentence = "写法与草稿不同。"
    if claims:
        sentence, flows = "写法与草稿不同，其中把没有办结的写成了已办结，不能采用。", ""
    elif has_strange_figures(found):
        sentence, flows = "写法与草稿不同，其中有台账没有的数，只能在草稿里手工改。", ""
    yield Difference(
        Kind.REWORDED,
        sentence,
        _words(ours),
        theirs.text,
        (ours.key,),
        ours.tasks,
        theirs.start,
        theirs.end,
        flows=flows,
        has_lead=bool(ours.lead),
    )


def _dropped(pairs: Pairs) -> Iterator[Difference]:
    told = {task for at in pairs.told_by for task in pairs.passages[at].tasks}
    for at, one in enumerate(pairs.passages):
        if at in pairs.told_by:
            continue
        elsewhere = (
            "相关任务在别处写到了。" if set(one.tasks) <= told else "相关任务全文都没有写到。"
        )
        title = (one.lead or one.text)[:_TITLE].rstrip("。，；")
        yield Difference(
            Kind.DROPPED, f"“{title}”没有写到，{elsewhere}", _words(one), "", (one.key,), one.tasks
        )


_TITLE = 40


def _new(
    pairs: Pairs, problems: Sequence[Problem], document: PlainDocument
) -> Iterator[Difference]:
    ours = [pairs.paragraphs[at] for at in pairs.tells]
    for one in problems:
        if not any(told.start < one.end and one.start < told.end for told in ours):
            text = document.text[one.start : one.end][:_SHOWN]
            sentence = f"“{one.title[:_TITLE]}”台账中没有，请核对是否列入。"
            yield Difference(Kind.NEW, sentence, "", text, start=one.start, end=one.end)


def _near_last_year(problems: Sequence[Problem], last_year: Sequence[str]) -> Iterator[Difference]:
    known = [(text, _grams(text)) for text in last_year if len(text) >= _LEAST]
    for one in problems:
        grams = _grams(one.text)
        shares = [(len(grams & old) / max(1, len(grams)), text) for text, old in known]
        share, text = max(shares, default=(0.0, ""))
        if share >= _NEARLY_ALL:
            yield Difference(
                Kind.NEAR_LAST_YEAR,
                f"“{one.title[:_TITLE]}”与上年度报告写得几乎一样，请写今年的新情况。",
                text[:_SHOWN],
                one.text[:_SHOWN],
                start=one.start,
                end=one.end,
            )


def _shape(kind: Kind, ours: Sequence[Passage], theirs: Told, sentence: str) -> Difference:
    at = theirs.start, theirs.end
    return Difference(
        kind, sentence, _shown(ours), theirs.text[:_SHOWN], _keys(ours), _tasks(ours), *at
    )


def _same(ours: Passage, theirs: Told) -> bool:
    return bare(_words(ours)) == bare(theirs.text)


def _words(one: Passage) -> str:
    return f"{one.lead}{one.text}"


def _shown(ours: Iterable[Passage]) -> str:
    return "\n".join(_words(one)[:_SHOWN] for one in ours)


def _keys(ours: Iterable[Passage]) -> tuple[str, ...]:
    return tuple(one.key for one in ours)


def _tasks(ours: Iterable[Passage]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(task for one in ours for task in one.tasks))


def _grams(text: str) -> frozenset[str]:
    plain = bare(text)
    return frozenset(plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1))
