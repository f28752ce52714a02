"""Commands about tasks: the ledger on a terminal, checking trails, importing reports."""

from tracker.tasks.commands.files import files
from tracker.tasks.commands.importing import import_reports
from tracker.tasks.commands.ledger import tasks
from tracker.tasks.commands.trail import trail

__all__ = ["files", "import_reports", "tasks", "trail"]
