"""A drafted report as plain values: sections of passages of sentences, each knowing its tasks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tracker.documents.rules.paper import count_gaps


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of drafted text with the ids of the tasks that it is told from."""

    text: str
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; ``lead`` is its run-in title, with which it counts as an item of a list.

    ``key`` names it by its section and what it tells of (``problems:12,17``, ``work:31``), the same each time
    that the report is drafted: what people do to a paragraph is kept beside its key.
    """

    sentences: tuple[Sentence, ...]
    lead: str = ""
    key: str = ""

    def said(self, say: Callable[[str], str]) -> "Passage":
        """Answer the paragraph with every sentence said otherwise; tasks and title stay."""
        sentences = (replace(one, text=say(one.text)) for one in self.sentences)
        return replace(self, sentences=tuple(sentences))

    @property
    def text(self) -> str:
        """Answer the paragraph without its lead."""
        return "".join(one.text for one in self.sentences)

    @property
    def length(self) -> int:
        """Answer its 字数: every sign but white space, as word processors count Chinese."""
        return len("".join(f"{self.lead}{self.text}".split()))

    @property
    def tasks(self) -> tuple[int, ...]:
        """Answer the ids of the tasks that the paragraph is told from, in order, each once."""
        return tuple(dict.fromkeys(task for one in self.sentences for task in one.tasks))


def key_of(section: str, ids: Iterable[int]) -> str:
    """Answer the key of a paragraph of a section that tells of some problems or tasks, whatever their order."""
    return f"{section}:{','.join(map(str, sorted(ids)))}"


@dataclass(frozen=True, slots=True)
class Part:
    """Passages under a second heading; without ``heading`` they stand right below the section's.

    ``words`` is the most 字数 that an outline allows, ``wants`` are the figures that it asks for.
    """

    passages: tuple[Passage, ...]
    heading: str = ""
    words: int | None = None
    wants: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Answer how many characters stand below the heading, as 字数 is counted."""
        return sum(one.length for one in self.passages)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; the number before its heading is given by its place."""

    key: str
    heading: str
    parts: tuple[Part, ...]
    words: int | None = None
    wants: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Answer how many characters the section has, as 字数 is counted."""
        return sum(one.length for one in self.parts)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Answer every paragraph of the section."""
        return tuple(passage for part in self.parts for passage in part.passages)

    def reworded(self, say: Callable[[Passage], Passage]) -> "Section":
        """Answer the section with every paragraph said otherwise."""
        parts = (replace(one, passages=tuple(map(say, one.passages))) for one in self.parts)
        return replace(self, parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A task that no sentence tells of, and why."""

    task_id: int
    number: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The report on a year as far as the ledger can tell it.

    ``clause``, ``paragraph`` and ``items`` are the three lengths of 上年度问题整改情况, whichever of them the
    section of this draft uses. ``headings`` are those under which work can stand; ``about`` are the words by which
    the heading of a paragraph of work was chosen, by its key.
    """

    title: str
    addressee: str
    signature: str
    opening: Passage
    sections: tuple[Section, ...]
    clause: Passage
    paragraph: Passage
    items: tuple[Passage, ...]
    not_used: tuple[NotUsed, ...]
    warnings: tuple[str, ...]
    headings: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def passages(self) -> Iterator[Passage]:
        """Answer every paragraph of the report in order."""
        yield self.opening
        for section in self.sections:
            yield from section.passages

    @property
    def gaps(self) -> int:
        """Answer how many gaps a person must still fill."""
        texts = (f"{self.title}{self.addressee}", *(one.lead + one.text for one in self.passages))
        return sum(map(count_gaps, texts))

    @property
    def told_keys(self) -> frozenset[str]:
        """Answer the keys of all paragraphs of the report."""
        return frozenset(one.key for one in self.passages)

    @property
    def length(self) -> int:
        """Answer how many characters the report has below its title, as 字数 is counted."""
        return sum(one.length for one in self.passages)

    @property
    def told(self) -> frozenset[int]:
        """Answer the ids of all tasks that some sentence tells of."""
        return frozenset(task for passage in self.passages for task in passage.tasks)

    def reworded(self, say: Callable[[Passage], Passage]) -> "Draft":
        """Answer the draft with every paragraph said otherwise, those of all lengths, too."""
        return replace(
            self,
            opening=say(self.opening),
            sections=tuple(one.reworded(say) for one in self.sections),
            clause=say(self.clause),
            paragraph=say(self.paragraph),
            items=tuple(map(say, self.items)),
        )
