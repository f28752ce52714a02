"""The blueprint of a year's pages."""

from flask import Blueprint

bp = Blueprint("yearend", __name__, url_prefix="/yearend")
