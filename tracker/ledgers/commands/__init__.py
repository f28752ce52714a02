"""Commands about workbooks: a ledger out and in, a superior's workbook filled."""

from tracker.ledgers.commands.tasks import export_tasks, import_tasks
from tracker.ledgers.commands.their_form import ledgers

__all__ = ["export_tasks", "import_tasks", "ledgers"]
