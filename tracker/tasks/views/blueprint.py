"""The blueprint of tasks, and the ids that stand in its addresses."""

from flask import Blueprint

ID = "<int:task_id>"
PIECE = "<int:evidence_id>"

bp = Blueprint("tasks", __name__)
