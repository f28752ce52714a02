"""The blueprint of reports; ids in addresses stay within what the tables hold."""

from flask import Blueprint

BATCH = "<int(max=2147483647):batch_id>"
FINDING = f"{BATCH}/findings/<int(max=2147483647):finding_id>"

bp = Blueprint("reports", __name__, url_prefix="/reports")
