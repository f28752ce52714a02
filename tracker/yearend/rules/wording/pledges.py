"""上年度承诺事项落实情况: promises that answer no problem, each with what a person says was done about it."""

from collections.abc import Sequence

from tracker.yearend.rules.draft import Passage, Sentence, key_of
from tracker.yearend.rules.facts import PledgeFact
from tracker.yearend.rules.wording.clauses import clauses_of, trimmed, without_absolutes

_NAMED = 24  # characters of a promise as a title
_GAP = "【待补：{what}的落实情况，责任单位提供；没有落实的写明原因】"


def pledges(made: Sequence[PledgeFact]) -> tuple[Passage, ...]:
    """Answer one sentence that counts them, then one paragraph for each; nothing where nothing was promised."""
    if not made:
        return ()
    return (_counted(made), *(_told(one) for one in made))


def _counted(made: Sequence[PledgeFact]) -> Passage:
    kept = sum(1 for one in made if one.kept)
    if kept == len(made):
        text = (
            f"上年度报告另外承诺的{kept}项工作均已兑现。"
            if kept > 1
            else "上年度报告另外承诺的1项工作已经兑现。"
        )
    elif kept:
        text = f"上年度报告另外承诺的{len(made)}项工作，已兑现{kept}项，其余{len(made) - kept}项继续办理。"
    else:
        text = f"上年度报告另外承诺的{len(made)}项工作仍在办理。"
    return Passage((Sentence(text),), key="pledges:count")


def _told(one: PledgeFact) -> Passage:
    told = trimmed(without_absolutes(one.told)) or _GAP.format(what=_named(one.text))
    return Passage((Sentence(f"{told}。"),), f"{_named(one.text)}。", key_of("pledges", [one.id]))


def _named(text: str) -> str:
    """Answer a promise in few words: its first clauses as far as they fit, in any case the first."""
    parts = clauses_of(text) or (trimmed(text),)
    named = parts[0]
    for part in parts[1:]:
        if len(named) + len(part) > _NAMED:
            break
        named = f"{named}，{part}"
    return named
