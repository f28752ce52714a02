"""Why a file is not read: refused because it is too much or hostile, or unreadable as it stands."""

from enum import StrEnum

from tracker.core.errors import TrackerError


class Refusal(StrEnum):
    """Reasons to refuse a file without reading it on; the program could be harmed by it."""

    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MUCH_INSIDE = "too_much_inside"
    TOO_MANY_ELEMENTS = "too_many_elements"
    TOO_DEEP = "too_deep"
    TOO_WIDE = "too_wide"
    TOO_LONG = "too_long"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_SLOW = "too_slow"
    TOO_HUNGRY = "too_hungry"
    ODD_PACKAGE = "odd_package"
    ENTITIES = "entities"
    ODD_ENCODING = "odd_encoding"
    MACROS = "macros"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """One Chinese sentence for the person who chose the file."""
        return _REFUSALS[self]


class Fault(StrEnum):
    """Reasons why nothing can be read from a file, though nothing about it is dangerous."""

    EMPTY = "empty"
    MISSING = "missing"
    UNKNOWN_KIND = "unknown_kind"
    WRONG_KIND = "wrong_kind"
    PASSWORD = "password"  # noqa: S105  the name of a reason, not a secret
    DAMAGED = "damaged"
    CRASHED = "crashed"
    NO_WORKBOOK = "no_workbook"

    @property
    def label(self) -> str:
        """One Chinese sentence for the person who chose the file."""
        return _FAULTS[self]


_REFUSALS = {
    Refusal.TOO_LARGE: "文件太大，不能超过20 MB，请压缩图片或拆分后再上传。",
    Refusal.TOO_MANY_PARTS: "文件内部的部件太多，不像正常的文件，已拒绝读取。",
    Refusal.TOO_MUCH_INSIDE: "文件展开后太大，不像正常的文件，已拒绝读取。",
    Refusal.TOO_MANY_ELEMENTS: "文件的内部结构太庞大，不像正常的文件，已拒绝读取。",
    Refusal.TOO_DEEP: "文件的内部结构嵌套太深，不像正常的文件，已拒绝读取。",
    Refusal.TOO_WIDE: "表格的行列范围异常大，请删除多余的空行空列后再上传。",
    Refusal.TOO_LONG: "文件里的文字太多，超出一份报告的篇幅，已拒绝读取。",
    Refusal.TOO_MANY_PAGES: "PDF超过500页，请只上传报告本身。",
    Refusal.TOO_MANY_CELLS: "工作簿里的格子太多，请只保留要填的工作表，删去多余的空行空列后再上传。",
    Refusal.TOO_MANY_SHEETS: "工作簿里的工作表太多，请只保留台账所在的工作表后再上传。",
    Refusal.TOO_SLOW: "读取文件用时过长，已停止，请用原来的软件另存一份，或拆成几份后再上传。",
    Refusal.TOO_HUNGRY: "读取文件占用内存过多，已停止，请用原来的软件另存一份，或拆成几份后再上传。",
    Refusal.ODD_PACKAGE: "文件的打包方式异常，可能经过改动，已拒绝读取。",
    Refusal.ENTITIES: "文件里含有不允许的实体定义，已拒绝读取。",
    Refusal.ODD_ENCODING: "文件内部的编码方式异常，已拒绝读取。",
    Refusal.MACROS: "文件里含有宏，请另存为不含宏的文件后再上传。",
    Refusal.EXTERNAL: "文件引用了外部的图片或模板，请断开链接、另存后再上传。",
}
_FAULTS = {
    Fault.EMPTY: "文件是空的，没有任何内容。",
    Fault.MISSING: "找不到这个文件，或者没有权限打开。",
    Fault.UNKNOWN_KIND: "不支持这种文件，请使用.docx、.doc、.wps、.pdf、.txt、.xlsx、.xls或.et文件。",
    Fault.WRONG_KIND: "文件内容与扩展名不符，可能只是改了扩展名，请用原来的软件打开后另存。",
    Fault.PASSWORD: "文件设有密码，请取消密码后再上传。",
    Fault.DAMAGED: "文件已损坏，无法读取，请用原来的软件打开后另存。",
    Fault.CRASHED: "文件异常，读取时出错，请用原来的软件打开后另存。",
    Fault.NO_WORKBOOK: "这不是Excel工作簿，请使用.xlsx、.xls或.et文件。",
}
_WRONG_KINDS = {
    "docx": "这不是Word文件，只是改了扩展名，请用Word或WPS另存为.docx。",
    "doc": "这不是Word 97-2003文件，只是改了扩展名，请用Word或WPS另存为.docx。",
    "wps": "这不是WPS文字文件，只是改了扩展名，请用WPS另存为.docx。",
    "pdf": "这不是PDF文件，只是改了扩展名，请重新导出PDF。",
    "xlsx": "这不是Excel文件，只是改了扩展名，请用Excel或WPS另存为.xlsx。",
    "xls": "这不是Excel 97-2003文件，只是改了扩展名，请用Excel或WPS另存为.xlsx。",
    "et": "这不是WPS表格文件，只是改了扩展名，请用WPS另存为.xlsx。",
    "txt": "这不是文本文件，只是改了扩展名，请用原来的软件打开后另存。",
}


class FileReadingError(TrackerError):
    """A file that gives no text; ``sentence`` says why, in Chinese, for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RefusedFileError(FileReadingError):
    """The file is too large or hostile (exit status 1 of a command)."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.label)
        self.code = code


class UnreadableFileError(FileReadingError):
    """The file cannot be read as what it claims to be (exit status 2 of a command)."""

    def __init__(self, code: Fault, ending: str | None = None) -> None:
        wrong_kind = _WRONG_KINDS.get(ending or "") if code is Fault.WRONG_KIND else None
        super().__init__(wrong_kind or code.label)
        self.code = code
        self.ending = ending
