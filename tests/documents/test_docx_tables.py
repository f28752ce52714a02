"""Tables of Word packages: merged cells once, nested tables apart, frames no tables."""

from tests.builders.office import cell, level, numbered, numbering, para, row, table, word
from tracker.documents.reader import docx
from tracker.documents.rules.plain import BlockKind, PlainDocument


def cells(document: PlainDocument) -> list[list[tuple[str, int, int, int]]]:
    return [
        [
            (document.text[item.start : item.end], item.column, item.width, item.height)
            for item in block.cells
        ]
        for block in document.blocks
    ]


def test_merged_cells_stand_once_with_their_size() -> None:
    body = table(
        row(cell("整改台账", '<w:gridSpan w:val="3"/>')),
        row(cell("1", '<w:vMerge w:val="restart"/>'), cell("甲"), cell("乙")),
        row(cell("", "<w:vMerge/>"), cell("丙"), cell("")),
        row(cell("2"), cell("丁"), cell("戊")),
    )

    document = docx.read(word(body))

    assert document.text == "整改台账\n1\t甲\t乙\n丙\t\n2\t丁\t戊"
    assert cells(document) == [
        [("整改台账", 0, 3, 1)],
        [("1", 0, 1, 2), ("甲", 1, 1, 1), ("乙", 2, 1, 1)],
        [("丙", 1, 1, 1), ("", 2, 1, 1)],
        [("2", 0, 1, 1), ("丁", 1, 1, 1), ("戊", 2, 1, 1)],
    ]
    assert {block.table for block in document.blocks} == {0}


def test_a_merge_that_goes_on_from_nowhere_is_an_ordinary_cell() -> None:
    document = docx.read(word(table(row(cell("甲", "<w:vMerge/>"), cell("乙")))))

    assert cells(document) == [[("甲", 0, 1, 1), ("乙", 1, 1, 1)]]


def test_numbers_inside_cells_are_printed() -> None:
    body = table(row(f"<w:tc>{numbered('甲')}{numbered('乙')}</w:tc>", cell("丙")))

    assert (
        docx.read(word(body, numbering=numbering(level(0, "decimal", "%1、")))).text
        == "1、甲\n2、乙\t丙"
    )


def test_a_nested_table_gives_rows_of_its_own() -> None:
    inner = table(row(cell("内1"), cell("内2")))
    document = docx.read(word(table(row(f"<w:tc>{para('外1')}{inner}</w:tc>", cell("外2")))))

    assert document.text == "外1\t外2\n内1\t内2"
    assert [block.table for block in document.blocks] == [0, 1]


def test_a_frame_of_one_cell_around_text_is_no_table() -> None:
    document = docx.read(word(table(row(f"<w:tc>{para('一、问题')}{para('学习不深。')}</w:tc>"))))

    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('旧')}</w:tr>"

    assert docx.read(word(table(gone, row(cell("新"), cell("新"))))).text == "新\t新"
