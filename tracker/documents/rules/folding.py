"""One reading of the many ways to print a sign: a folded text of exactly the same length.

Full-width letters, digits and stops become half-width ones, every kind of space a plain space, and the
traditional characters of the trade simplified ones, so that one vocabulary serves all documents and an
offset in the folded text is an offset in the text itself.
"""

import unicodedata

_TRADITIONAL = (
    "問題與應對個幾體現點項條類進導責領單導學習認識黨開閉實認對後發團關鍵當際樣標準數據結構築據時間過還這為無從業務員"
    "務處辦質監督檢查會議決策層級機關鎮鄉農幹部隊傳統強軟弱難環節節約滯後寬廣範圍創優劣勢劃計畫將來續長遠東縣區衛"
    "動態資產財經濟營銷縮減緊鬆懈調研論證謀劃總舉規則顯設備專業術語銳氣風險隱憂讓權狀況種種較輕視聽聯繫繼續雖爭執紀"
)
_SIMPLIFIED = (
    "问题与应对个几体现点项条类进导责领单导学习认识党开闭实认对后发团关键当际样标准数据结构筑据时间过还这为无从业务员"
    "务处办质监督检查会议决策层级机关镇乡农干部队传统强软弱难环节节约滞后宽广范围创优劣势划计划将来续长远东县区卫"
    "动态资产财经济营销缩减紧松懈调研论证谋划总举规则显设备专业术语锐气风险隐忧让权状况种种较轻视听联系继续虽争执纪"
)
_AS_PRINTED = {
    **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
    "︰": ":", "∶": ":", "﹕": ":", "﹔": ";", "﹐": ",", "﹑": "、", "､": "、", "｡": "。", "﹒": ".", "․": ".",
    "。": "。", "「": "“", "」": "”", "『": "“", "』": "”", "‘": "“", "’": "”", '"': "”", "—": "—",
    "\ufeff": " ", "\u200b": " ", "\n": "\n", "\t": "\t",
}  # fmt: skip
_KEEP_FROM, _KEEP_TO = 0x2460, 0x24FF


class _Folding(dict[int, str]):
    """A translation table that learns each sign when it first meets it."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = _AS_PRINTED.get(sign) or _folded_sign(sign)
        self[code] = folded
        return folded


def _folded_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    if _KEEP_FROM <= ord(sign) <= _KEEP_TO or "㈠" <= sign <= "㈩":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return _AS_PRINTED.get(plain, plain) if len(plain) == 1 else sign


_TABLE = _Folding()


def fold(text: str) -> str:
    """Return ``text`` with each sign replaced by its plain form; the length never changes."""
    return text.translate(_TABLE)


def bare(text: str) -> str:
    """Return ``text`` for comparing: NFKC, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
