"""How a share of problems or tasks is written: 完成率 reads the same on every screen, in every paper."""

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")
_WHOLE = Decimal(100)


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, none when it is whole; a dash when there is nothing to share.

    Only everything is 100%, and only nothing is 0%: 99.96% is written 99.9%.
    """
    if whole == 0:
        return "—"
    share = (Decimal(part * 100) / whole).quantize(_TENTH, ROUND_HALF_UP)
    if share >= _WHOLE and part < whole:
        share = _WHOLE - _TENTH
    if share <= 0 and part > 0:
        share = _TENTH
    return f"{share}".removesuffix(".0") + "%"
