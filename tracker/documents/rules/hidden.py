"""How this program hides words in its own Word files: the vocabulary that writer and reader share.

Each labelled paragraph stands inside a bookmark whose name begins with an underscore, which word processors
do not show; a custom XML part (ECMA-376 part 1, 15.2.5) lists name, label and the paragraph as written.
"""

NAMESPACE = "urn:rectification-ledger:marks:1"
BOOKMARK = "_ledger"
MOST_MARKS = 5_000
LONGEST_LABEL = 4_000


def bookmark_name(number: int) -> str:
    """Answer the name of the mark with a number, counted from 1."""
    return f"{BOOKMARK}{number}"


def is_ours(name: str) -> bool:
    """Tell whether a bookmark is one of ours and no person's own."""
    return name.startswith(BOOKMARK) and name.removeprefix(BOOKMARK).isascii()
