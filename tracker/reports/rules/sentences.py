"""Where a problem can be split: behind each of its sentences and clauses."""

import re

_END = re.compile(r"[。；;！？!?]+[”’」』）)]*|\n+")


def sentences(text: str) -> list[tuple[int, str]]:
    """Answer the sentences of a text, each with the offset behind it; the last one ends with the text."""
    ends = [match.end() for match in _END.finditer(text)]
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    starts = [0, *ends[:-1]]
    found = [(end, text[start:end]) for start, end in zip(starts, ends, strict=True)]
    return [(end, one) for end, one in found if one.strip()]
