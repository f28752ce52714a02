"""Commands about workbooks: a ledger out and in."""

from tracker.ledgers.commands.tasks import export_tasks, import_tasks

__all__ = ["export_tasks", "import_tasks"]
