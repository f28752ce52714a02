"""A drafted section as the paragraphs that a file gets: numbers before headings and items, labels to hide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.documents.rules.hidden import LONGEST_LABEL
from tracker.yearend.rules.draft import Passage, Section
from tracker.yearend.rules.numbers import han
from tracker.yearend.rules.reading_back.pairing import key_label


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph: a second heading, or an item with its numbered lead and text; ``label`` is hidden beside it."""

    heading: str = ""
    lead: str = ""
    text: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """Answer the paragraph as it reads."""
        return self.heading or f"{self.lead}{self.text}"


def set_out(section: Section, numbers: Mapping[int, str]) -> Iterator[SetParagraph]:
    """Yield the paragraphs of a section; ``numbers`` are those of all tasks by id."""
    items = 0
    for number, part in enumerate(section.parts, start=1):
        if part.heading:
            yield SetParagraph(heading=f"（{han(number)}）{part.heading}")
        for passage in part.passages:
            items += bool(passage.lead)
            lead = f"（{han(items)}）{passage.lead}" if passage.lead else ""
            yield SetParagraph("", lead, passage.text, _label(section, passage, numbers))


def _label(section: Section, passage: Passage, numbers: Mapping[int, str]) -> str:
    """Answer what a paragraph hides: its key, by which a rewritten file is read back, and open task numbers."""
    tells = section.key == "problems" or passage.key.startswith("problems:")
    known = passage.tasks if tells else ()
    words = [numbers[one] for one in known]
    if passage.key and passage.tasks:
        words.insert(0, key_label(passage.key))
    while len(" ".join(words)) > LONGEST_LABEL:
        words.pop()
    return " ".join(words)
