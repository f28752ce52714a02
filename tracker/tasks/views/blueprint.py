"""The blueprint of tasks; ids in addresses stay within what the tables hold."""

from flask import Blueprint

LARGEST_ID = 2**31 - 1
ID = "<int(max=2147483647):task_id>"
PIECE = "<int(max=2147483647):evidence_id>"

bp = Blueprint("tasks", __name__)
