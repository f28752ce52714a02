"""What is done with ticked tasks: how many at once, the basis of all in one line, and which deadlines are not moved so."""

from datetime import date

from tracker.core.errors import InvalidError
from tracker.documents.rules.sheet import shown

MOST = 60  # tasks in one table; more cannot be looked over


def basis_words(meeting: str, met_on: date | None, paper_number: str) -> str:
    """Answer the basis of an assignment as it stands in the ledger, from what is known of meeting and paper."""
    day = shown(met_on) if met_on else ""
    decided = f"{day}{meeting}研究" if meeting else (f"{day}研究" if day else "")
    issued = f"{paper_number}印发" if paper_number else ""
    return "，".join(part for part in (decided, issued) if part)


def check_not_stated(words: str, *, from_paper: bool) -> None:
    """Check that a deadline is not one that a document states: of such a one its sender decides, task by task.

    Raises:
        InvalidError: it is, ``words`` being those of the document.
    """
    if from_paper:
        said = f"“{words}”" if words else "的"
        raise InvalidError(
            f"时限是文件写明{said}，不能批量改；来文单位同意延期的，请打开这一项单独申请延期。"
        )
