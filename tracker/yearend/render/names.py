"""How the exported files of a year are called."""


def word_name(unit: str, year: int) -> str:
    """Answer the name of the Word file."""
    return f"{unit}{year}年度报告整改部分.docx"


def excel_name(unit: str, year: int) -> str:
    """Answer the name of the workbook."""
    return f"{unit}{year}年度整改台账.xlsx"
