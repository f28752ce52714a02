"""The blueprint of tasks; ids in addresses stay within what the tables hold."""

from flask import Blueprint

ID = "<int(max=2147483647):task_id>"

bp = Blueprint("tasks", __name__)
