"""体检: what is amiss in any report before it is handed in; each kind of check is a file of its own."""

from tracker.yearend.rules.checking.findings import Kind, Known, Remark
from tracker.yearend.rules.checking.whole import CheckUp, check_up

__all__ = ["CheckUp", "Kind", "Known", "Remark", "check_up"]
