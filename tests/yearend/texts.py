"""A draft as plain text that a person can read and compare."""

from collections.abc import Iterator

from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.numbers import han


def lines_of(draft: Draft) -> Iterator[str]:
    """Answer a draft line by line, then its short forms, what it left out, its warnings."""
    yield draft.title
    yield f"{draft.addressee}："
    yield draft.opening.text
    for number, section in enumerate(draft.sections, start=1):
        yield f"{han(number)}、{section.heading}"
        for part in section.parts:
            if part.heading:
                yield f"〔{part.heading}〕"
            for passage in part.passages:
                yield f"{passage.lead}{passage.text}"
    yield draft.signature
    yield f"一句话：{draft.clause.text}"
    yield f"一段话：{draft.paragraph.text}"
    yield from (f"未采用：{one.number} {one.reason}" for one in draft.not_used)
    yield from (f"请核对：{one}" for one in draft.warnings)


def text_of(draft: Draft) -> str:
    """Answer a draft as one text."""
    return "\n".join(lines_of(draft)) + "\n"
