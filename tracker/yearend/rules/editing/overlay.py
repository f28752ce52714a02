"""Laying what people did over a freshly drafted report: the answer is a draft again.

Nothing that a person wrote is ever lost: a paragraph whose matter is no longer drafted is answered apart, and a
task that only left-out paragraphs tell of joins the tasks that are not used, with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.yearend.rules.draft import Draft, NotUsed, Part, Passage, Section, Sentence
from tracker.yearend.rules.editing.edits import OWN, Edit, Edits, basis_of
from tracker.yearend.rules.editing.sentences import with_sources
from tracker.yearend.rules.facts import TaskFact


@dataclass(frozen=True, slots=True)
class Laid:
    """One paragraph with what was drafted for it now (None: a person wrote it) and what a person did to it."""

    passage: Passage
    drafted: Passage | None
    edit: Edit

    @property
    def has_moved_on(self) -> bool:
        """Answer whether what a reworded paragraph was made from has changed since."""
        known = self.drafted is not None and self.edit.is_reworded
        return known and self.edit.basis != basis_of(self.drafted)


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft with everything people did to it.

    ``whole`` are the sections with left-out paragraphs in their places, for the editor; ``laid`` tells of every
    paragraph in it by key; ``strays`` are people's words whose matter is no longer drafted, by key.
    """

    draft: Draft
    whole: tuple[Section, ...]
    laid: Mapping[str, Laid]
    strays: Mapping[str, Edit]


def lay_over(drafted: Draft, edits: Edits, tasks: Sequence[TaskFact] = ()) -> Edited:
    """Lay people's edits over a drafted report; ``tasks`` are those of the year, to name what is left out."""
    laid = {one.key: _laid(one, edits) for one in _all(drafted)}
    own = {
        key: _own(key, edit)
        for key, edit in edits.by_key.items()
        if key.startswith(OWN) and edit.is_reworded
    }
    laid |= own
    sections = tuple(_section(one, laid, edits) for one in drafted.sections)
    whole = _with_own(sections, list(own.values()), edits)
    kept = tuple(one for one in (_kept(section, edits) for section in whole) if one.passages)
    draft = replace(
        drafted,
        opening=laid[drafted.opening.key].passage,
        sections=kept,
        clause=_worded(drafted.clause, laid),
        paragraph=_worded(drafted.paragraph, laid),
        items=tuple(_worded(one, laid) for one in drafted.items),
    )
    strays = {
        key: edit for key, edit in edits.by_key.items() if key not in laid and edit.is_reworded
    }
    return Edited(
        draft=replace(draft, not_used=_not_used(draft, whole, edits, tasks)),
        whole=whole,
        laid=laid,
        strays=strays,
    )


def _all(drafted: Draft) -> Iterator[Passage]:
    yield from drafted.passages
    yield from (drafted.clause, drafted.paragraph, *drafted.items)


def _laid(passage: Passage, edits: Edits) -> Laid:
    edit = edits.of(passage.key)
    if edit.text is None:
        return Laid(passage, passage, edit)
    lead = passage.lead if edit.lead is None else edit.lead
    worded = Passage(with_sources(edit.text, passage), lead, passage.key)
    return Laid(worded, passage, edit)


def _own(key: str, edit: Edit) -> Laid:
    text = edit.text or ""
    return Laid(Passage((Sentence(text),), edit.lead or "", key), None, edit)


def _worded(passage: Passage, laid: Mapping[str, Laid]) -> Passage:
    return laid[passage.key].passage if passage.key in laid else passage


def _section(section: Section, laid: Mapping[str, Laid], edits: Edits) -> Section:
    parts = (
        replace(
            part, passages=in_order([laid[one.key].passage for one in part.passages], edits.places)
        )
        for part in section.parts
    )
    return replace(section, parts=tuple(parts))


def in_order(passages: Sequence[Passage], places: Sequence[str]) -> tuple[Passage, ...]:
    """Put paragraphs into the order that people gave them; one that nobody moved stays behind its neighbour."""
    rank = {key: number for number, key in enumerate(places)}
    weighed: list[tuple[int, int, Passage]] = []
    last = -1
    for number, one in enumerate(passages):
        last = rank.get(one.key, last)
        weighed.append((last, number, one))
    return tuple(one for _, _, one in sorted(weighed, key=lambda told: told[:2]))


def _with_own(
    sections: tuple[Section, ...], own: Sequence[Laid], edits: Edits
) -> tuple[Section, ...]:
    """Put each paragraph that a person wrote below its heading, else into the last section of all."""
    if not own:
        return sections
    found = list(sections) or [Section("own", "其他", ())]
    for one in own:
        at, part = _home(found, one.edit.heading or "")
        parts = list(found[at].parts) or [Part(())]
        passages = in_order((*parts[part].passages, one.passage), edits.places)
        parts[part] = replace(parts[part], passages=passages)
        found[at] = replace(found[at], parts=tuple(parts))
    return tuple(found)


def _home(sections: Sequence[Section], heading: str) -> tuple[int, int]:
    for at, section in enumerate(sections):
        for number, part in enumerate(section.parts):
            if heading == part.heading:
                return at, number
        if heading in {section.heading, section.key}:
            return at, max(len(section.parts) - 1, 0)
    return len(sections) - 1, max(len(sections[-1].parts) - 1, 0)


def _kept(section: Section, edits: Edits) -> Section:
    parts = (
        replace(
            part,
            passages=tuple(one for one in part.passages if not edits.of(one.key).left_out),
        )
        for part in section.parts
    )
    return replace(section, parts=tuple(one for one in parts if one.passages))


def _not_used(
    draft: Draft, whole: Sequence[Section], edits: Edits, tasks: Sequence[TaskFact]
) -> tuple[NotUsed, ...]:
    told = draft.told
    why: dict[int, str] = {}
    for section in whole:
        for passage in section.passages:
            edit = edits.of(passage.key)
            if edit.left_out:
                why |= dict.fromkeys(passage.tasks, f"由{edit.by}略去")
    left = (
        NotUsed(one.id, one.number, one.title, why[one.id])
        for one in tasks
        if one.id in why and one.id not in told
    )
    return (*draft.not_used, *left)
