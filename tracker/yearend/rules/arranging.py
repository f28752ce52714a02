"""Putting what was drafted below the headings of this year's outline, else of last year's report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.yearend.rules.draft import Part, Passage, Section, Sentence, key_of
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import Entry, Role
from tracker.yearend.rules.placing import place
from tracker.yearend.rules.wording.achievements import Achievement

ELSEWHERE = "其他重点工作"
_RECTIFICATION = "抓好问题整改"
_ONLY_NEW = "本年度新增问题整改情况"
_MUST = (Role.LAST_YEAR, Role.PLEDGES, Role.PROBLEMS, Role.PLAN)

Matter = Mapping[Role, tuple[Passage, ...]]


def skeleton_of(facts: YearFacts, length: Length) -> tuple[Entry, ...]:
    """Answer the headings of the report: those of this year's outline and what it forgot, else the usual ones."""
    if facts.outline:
        return (*facts.outline, *(Entry(facts.house.name(one), one) for one in _forgotten(facts)))
    work = tuple(Entry(one.heading, Role.WORK, sample=one.sample) for one in facts.headings)
    names = {role: facts.house.name(role) for role in (Role.WORK, *_MUST)}
    if length is Length.CLAUSE:
        names[Role.LAST_YEAR] = _ONLY_NEW
    return tuple(
        Entry(name, role, parts=work if role is Role.WORK else ()) for role, name in names.items()
    )


def _forgotten(facts: YearFacts) -> list[Role]:
    there = {leaf.role for one in facts.outline for leaf in one.leaves}
    return [one for one in _MUST if one not in there and (one is not Role.PLEDGES or facts.pledges)]


def not_asked_for(facts: YearFacts) -> Iterator[str]:
    """Warn of sections that this year's outline has no heading for."""
    for one in _forgotten(facts) if facts.outline else ():
        yield f"提纲里没有“{one.label}”这一部分，草稿暂列在最后，请决定写在哪里。"


def places_for_work(skeleton: Sequence[Entry]) -> tuple[Entry, ...]:
    """Answer the headings right below which work is told."""
    return tuple(leaf for one in skeleton for leaf in one.leaves if leaf.role is Role.WORK)


def arranged(
    skeleton: Sequence[Entry], matter: Matter, work: Sequence[Achievement], facts: YearFacts
) -> tuple[Section, ...]:
    """Answer the sections: each achievement below its heading, the rest below the first heading of its role.

    A heading of this year's outline for which nothing is there keeps a gap; one of last year's falls away.
    """
    fill = _Filler(matter, work, places_for_work(skeleton), facts.placed)
    sections = []
    for entry in skeleton:
        parts = [fill.below(leaf, entry) for leaf in entry.leaves]
        if entry.role is Role.WORK:
            parts += fill.rest(titled=bool(entry.parts))
        kept = [_gap(one, entry) if facts.outline else one for one in parts]
        kept = [one for one in kept if one.passages]
        if kept:
            told = Section(entry.role.value, entry.heading, tuple(kept), entry.words, entry.wants)
            sections.append(told)
    return tuple(sections)


class _Filler:
    """Gives each heading what belongs below it, each paragraph once."""

    def __init__(
        self,
        matter: Matter,
        work: Sequence[Achievement],
        headings: Sequence[Entry],
        placed: Mapping[str, str],
    ) -> None:
        self.matter = dict(matter)
        found = _chosen(work, headings, placed)
        passages = [Passage(one.sentences, key=key_of("work", [one.task.id])) for one in work]
        self.work = iter(
            [
                tuple(one for one, at in zip(passages, found, strict=True) if at == number)
                for number in range(len(headings))
            ]
        )
        self.elsewhere = tuple(one for one, at in zip(passages, found, strict=True) if at is None)

    def below(self, leaf: Entry, entry: Entry) -> Part:
        """Answer the part of a heading; work stands in its own places, the rest below the first of its role."""
        heading = leaf.heading if entry.parts else ""
        work = leaf.role is Role.WORK
        passages = next(self.work) if work else self.matter.pop(leaf.role, ())
        wants = leaf.wants if entry.parts else ()
        return Part(passages, heading, leaf.words if entry.parts else None, wants)

    def rest(self, *, titled: bool) -> list[Part]:
        """Answer what no heading was near to, and what tells of rectification in a clause; once."""
        more = self.matter.pop(Role.WORK, ())
        parts = [
            Part(self.elsewhere, ELSEWHERE if titled else ""),
            Part(more, _RECTIFICATION if titled else ""),
        ]
        self.elsewhere = ()
        return [one for one in parts if one.passages]


def _chosen(
    work: Sequence[Achievement], headings: Sequence[Entry], placed: Mapping[str, str]
) -> list[int | None]:
    """Answer the place of the heading of each achievement: a person's choice, else the nearest one."""
    if len(headings) == 1:
        return [0] * len(work)
    names = {one.heading: number for number, one in enumerate(headings)}
    by_hand = [names.get(placed.get(key_of("work", [one.task.id]), "")) for one in work]
    proposed = place([one.about for one in work], headings)
    return [
        near if chosen is None else chosen for chosen, near in zip(by_hand, proposed, strict=True)
    ]


def _gap(part: Part, entry: Entry) -> Part:
    """Answer a part of this year's outline; where nothing can be told, it says so."""
    if part.passages:
        return part
    heading = part.heading or entry.heading
    text = f"【待补：{heading}，台账中没有可以写在这里的内容】"
    return replace(part, passages=(Passage((Sentence(text),), key=f"gap:{heading}"),))
