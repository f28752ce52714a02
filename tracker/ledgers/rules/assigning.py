"""批量交办: how many at once, and the basis of all of them in one line."""

from datetime import date

from tracker.documents.rules.sheet import shown

MOST = 60  # tasks in one table; more cannot be looked over


def basis_words(meeting: str, met_on: date | None, paper_number: str) -> str:
    """Answer the basis of an assignment as it stands in the ledger, from what is known of meeting and paper."""
    day = shown(met_on) if met_on else ""
    decided = f"{day}{meeting}研究" if meeting else (f"{day}研究" if day else "")
    issued = f"{paper_number}印发" if paper_number else ""
    return "，".join(part for part in (decided, issued) if part)
