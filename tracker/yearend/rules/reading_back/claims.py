"""Sentences that call open work done."""

import re

from tracker.documents.rules.folding import bare, fold

_DONE = re.compile(
    r"(?:已|均已|已经|全部|全面|如期|圆满|顺利|基本|一并)(?:全部|得到|整改|彻底)?(?:完成|办结|解决|销号|整改到位|整改完毕|改正)"
    r"|得到(?:有效|彻底|根本|妥善|全面)?(?:解决|整改|纠正)|整改(?:已)?(?:完成|完毕|到位)|完成整改|整改状态:已(?:完成|销号)"
)
_NOT = re.compile(
    r"未|尚|没有|不|力争|确保|争取|将|拟|计划|预计|待|(?<![目此以])前|原定|如未|可望|有望|为[^,。;]{0,4}标准|作为"
)
_MEASURE = re.compile(r"标准|目标|为限")  # 以…完成作为销号标准
_CLAUSE = re.compile(r"[^,。;\n]+")


def claim_of_done(ours: str, theirs: str) -> tuple[int, int] | None:
    """Answer where a wording first calls the work done, unless the draft itself says so; None where it does not."""
    folded, known = fold(theirs), bare(ours)
    for clause in _CLAUSE.finditer(folded):
        found = _DONE.search(clause.group())
        if found is None or bare(clause.group()) in known:
            continue
        rest = clause.group()[found.end() :]
        if not _NOT.search(clause.group()[: found.start()]) and not _MEASURE.search(rest):
            return clause.start() + found.start(), clause.start() + found.end()
    return None
