"""The blueprint of paper and other people's Excel."""

from flask import Blueprint

bp = Blueprint("ledgers", __name__, url_prefix="/ledgers")
