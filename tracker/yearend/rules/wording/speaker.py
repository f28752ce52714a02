"""Who speaks in a unit's report."""

_SPEAKERS = (
    ("镇", "镇党委"),
    ("乡", "乡党委"),
    ("街道", "党工委"),
    ("街道办事处", "党工委"),
    ("村", "村党组织"),
    ("社区", "社区党组织"),
    ("局", "我局"),
    ("委员会", "我委"),
    ("中心", "我中心"),
    ("学校", "我校"),
    ("中学", "我校"),
    ("小学", "我校"),
    ("医院", "我院"),
    ("卫生院", "我院"),
)


def party_committee(unit: str) -> str:
    """Name who speaks in a unit's report: 镇党委, 党工委, 我局, else the unit itself."""
    return next((name for ending, name in _SPEAKERS if unit.endswith(ending)), unit)
