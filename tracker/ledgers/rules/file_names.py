"""What the name of a returned file says: which of the forms that went out it once was."""

import re
from collections.abc import Mapping

_NUMBERED = re.compile(r"\s*0*([1-9]\d{0,2})(?!\d|[-.年月日])")


def form_named(file_name: str, forms: Mapping[int, tuple[int, str]]) -> int | None:
    """Answer the one form that a file's name means; None when it names none, or several.

    Args:
        file_name: as it came back: 03 东岭村.xlsx, 副本东岭村填报表(1).xlsx.
        forms: by id, the number in front of the name and the name itself.

    >>> forms = {7: (3, "东岭村"), 8: (4, "西岭村")}
    >>> [form_named(name, forms) for name in ("03 东岭村.xlsx", "副本西岭村(1).xlsx", "3.xlsx", "进展.xlsx")]
    [7, 8, 7, None]
    """
    stem = "".join(file_name.rpartition(".")[0].split())
    by_name = [one for one, (_, name) in forms.items() if "".join(name.split()) in stem]
    if by_name:
        return by_name[0] if len(by_name) == 1 else None
    number = _NUMBERED.match(stem)
    by_number = [one for one, (at, _) in forms.items() if number and at == int(number[1])]
    return by_number[0] if by_number else None
