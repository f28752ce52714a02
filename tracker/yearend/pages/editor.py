"""What the page of the draft editor is given: the outline at the left, the text at the right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.web.forms import ChineseForm
from tracker.yearend.pages.words import SentenceView
from tracker.yearend.rules.draft import NotUsed


@dataclass(frozen=True, slots=True)
class LaidView:
    """A paragraph with everything that can be done to it.

    ``up`` and ``down`` are the keys before which it goes when it is moved by one (empty: behind all; None: it stands
    at the end); ``headings`` those that it can be put under, ``shared`` the words by which its own was proposed.
    """

    key: str
    slug: str
    mark: str
    lead: str
    sentences: tuple[SentenceView, ...]
    length: int
    version: int
    reworded_by: str = ""
    moved_on: bool = False
    left_out: bool = False
    own: bool = False
    warnings: tuple[str, ...] = ()
    up: str | None = None
    down: str | None = None
    heading: str = ""
    headings: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafView:
    """The paragraphs right below one heading; ``above`` is the heading of the section where this begins it."""

    slug: str
    above: str
    heading: str
    drops: str
    passages: tuple[LaidView, ...]


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A heading at the left: how long what stands below it is, how long it may be, what it must tell."""

    rank: int
    heading: str
    drops: str
    url: str
    passages: int
    length: int
    words: int | None
    wants: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Answer whether more is written than the outline allows."""
        return self.words is not None and self.length > self.words


@dataclass(frozen=True, slots=True)
class StrayView:
    """Words of a person whose matter is no longer drafted."""

    key: str
    text: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class EditorPage:
    """The draft of a year on the desk of its clerk."""

    template: ClassVar[str] = "yearend/editor.html"

    unit: Unit
    year: int
    as_of_text: str
    title: str
    address: dict[str, Any]
    outline: tuple[OutlineLine, ...]
    opening: LaidView | None
    leaves: tuple[LeafView, ...]
    pages: tuple[tuple[str, str | None], ...]
    length: int
    gaps: int
    edited: int
    warnings: tuple[str, ...]
    strays: tuple[StrayView, ...]
    not_used: tuple[NotUsed, ...]
    homes: tuple[str, ...]
    own_form: ChineseForm

    @property
    def problem_year(self) -> int:
        """Answer the year of the report whose problems are worked off in this one."""
        return self.year - 1


@dataclass(frozen=True, slots=True)
class PassageFragment:
    """One paragraph by itself, for the place where it stands."""

    template: ClassVar[str] = "yearend/_passage_alone.html"

    passage: LaidView
    address: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The form in which a paragraph is reworded; on a clash with what is kept meanwhile, and by whom."""

    template: ClassVar[str] = "yearend/passage.html"

    key: str
    slug: str
    form: ChineseForm
    drafted: tuple[str, ...]
    has_lead: bool
    address: dict[str, Any]
    back_url: str
    unit: Unit
    year: int
    reworded: bool = False
    moved_by: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class WordsFragment(WordsPage):
    """The same form in the place of the paragraph."""

    template: ClassVar[str] = "yearend/_passage_form.html"


@dataclass(frozen=True, slots=True)
class SavedFragment:
    """What autosave answers: that it is kept, and the version from now on."""

    template: ClassVar[str] = "yearend/_saved.html"

    slug: str
    version: int
    at: datetime


def slug_of(key: str) -> str:
    """Answer a key as the id of an element."""
    return "p-" + "".join(sign if sign.isalnum() else "-" for sign in key)
