"""What the pages of columns and saved views are given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.ledgers.rules.views import View
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """Which columns the ledger shows; ``changes`` names the view that is changed, else it is one's own ledger."""

    template: ClassVar[str] = "ledgers/columns.html"

    form: ChineseForm
    url: str
    back_url: str
    changes: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class SaveViewPage:
    """Keeping what is shown under a name."""

    template: ClassVar[str] = "ledgers/save_view.html"

    form: ChineseForm
    url: str
    back_url: str
    view: View
    conditions: int
    shares: bool


@dataclass(frozen=True, slots=True)
class DropViewPage:
    """Asking whether a view may go."""

    template: ClassVar[str] = "ledgers/drop_view.html"

    name: str
    shared: bool
    url: str
    back_url: str
