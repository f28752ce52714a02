"""Workbooks made to harm or to mislead: one sentence each, within 200 MB; the seconds are told by bench_ledgers."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.builders.hostile import main_part
from tests.ledgers.books import HEAD, book, plain, row
from tracker.core.errors import InvalidError
from tracker.documents.reader.grid import MOST_SHEETS
from tracker.documents.rules.failures import RefusedFileError
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.reader.their_form import look_at
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.keys import HEADING

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 200 * 1024  # kilobytes


def far_corner() -> bytes:
    """Two cells as far from each other as a sheet goes."""
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = "问题"
    made.worksheets[0]["XFD1048576"] = "远"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def swollen() -> bytes:
    """A sheet that unpacks to forty times what is allowed."""
    rows = b"<row><c><v>1</v></c></row>" * 1_400_000
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"),
    )


def swollen_a_little() -> bytes:
    """A sheet with more rows than the gate lets through, of an honest size."""
    rows = b"<row><c><v>1</v></c></row>" * 150_000
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"),
    )


def cells_without_end() -> bytes:
    """A sheet of honest size with more cells, each in its place, than any ledger has."""
    line = b"".join(b'<c r="%c1"/>' % letter for letter in b"ABCDEFGHIJ")
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(
            b"</sheetData>", b"<row>" + line * 80_000 + b"</row></sheetData>"
        ),
    )


def far_cell_in_a_disguise(written: bytes) -> bytes:
    """A far cell written as no office program does."""
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", written + b"</sheetData>"),
    )


def large() -> bytes:
    """Ten thousand rows of ten columns on the sheet that comes back, and as many beside it."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"constant_memory": True})
    for name, key in (("全表", "备注"), ("数据", HEADING)):
        page = made.add_worksheet(name)
        page.write_row(0, 0, (*HEAD, key))
        for at in range(1, 10_001):
            page.write_row(at, 0, (*row(f"{at}号问题"), "x"))
    made.close()
    return out.getvalue()


def entities() -> bytes:
    """A sheet with a document type."""
    laugh = b'<!DOCTYPE s [<!ENTITY a "ha">]>'
    return changed(plain(row()), "xl/worksheets/sheet1.xml", lambda data: laugh + data)


def wide_merge() -> bytes:
    """A merged range over the whole sheet."""
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'ref="A1:I1"', b'ref="A1:XFD1048576"', 1),
    )


def many_sheets() -> bytes:
    return book(*((f"表{number}", [HEAD, row()], []) for number in range(200)))


def locked() -> bytes:
    """What office programs write when a workbook has a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def in_sheet(written: bytes) -> Callable[[], bytes]:
    """A ledger with something written behind its rows."""
    return lambda: far_cell_in_a_disguise(written)


def in_part(part: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """A ledger of which another part is changed."""
    return lambda: changed(plain(row()), part, change)


def with_member(name: str) -> bytes:
    """A ledger with a further member."""
    out = io.BytesIO(plain(row()))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, b"x")
    return out.getvalue()


def one_part_for_sixty_sheets() -> bytes:
    """Sixty sheets that are one and the same part of the package, each laid out anew by whoever reads them."""
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(9, 50_000))
    big = changed(
        book(*((f"表{number}", [HEAD, row()], []) for number in range(60))),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    return changed(
        big,
        "xl/_rels/workbook.xml.rels",
        lambda data: re.sub(rb"sheet\d+\.xml", b"sheet1.xml", data),
    )


def columns_hidden_without_end() -> bytes:
    """Sixty thousand times the word that all columns are hidden."""
    columns = b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 60_000 + b"</cols>"
    return changed(
        plain(row()),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<sheetData>", columns + b"<sheetData>"),
    )


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "far_corner": ("a.xlsx", far_corner),
    "swollen": ("a.xlsx", swollen),
    "one_part_for_sixty_sheets": ("a.xlsx", one_part_for_sixty_sheets),
    "cells_without_end": ("a.xlsx", cells_without_end),
    "far_in_single_quotes": (
        "a.xlsx",
        lambda: far_cell_in_a_disguise(b"<row><c r='XFD1048576'><v>1</v></c></row>"),
    ),
    "far_behind_a_comment": (
        "a.xlsx",
        lambda: far_cell_in_a_disguise(b'<row><c r="XFD1048576"><!--x--><v>1</v></c></row>'),
    ),
    "far_behind_another_prefix": (
        "a.xlsx",
        lambda: far_cell_in_a_disguise(
            b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
        ),
    ),
    "entities": ("a.xlsx", entities),
    "a_column_of_four_letters": ("a.xlsx", in_sheet(b'<row><c r="AAAA1"><v>1</v></c></row>')),
    "a_row_below_the_last": ("a.xlsx", in_sheet(b'<row><c r="A9999999"><v>1</v></c></row>')),
    "two_far_edges": (
        "a.xlsx",
        in_sheet(b'<row><c r="XFD1"><v>1</v></c><c r="A1048576"><v>1</v></c></row>'),
    ),
    "deep_styles": (
        "a.xlsx",
        in_part(
            "xl/styles.xml",
            lambda data: data.replace(
                b"</styleSheet>", b"<a>" * 300 + b"</a>" * 300 + b"</styleSheet>"
            ),
        ),
    ),
    "attributes_without_end": (
        "a.xlsx",
        in_sheet(b"<a " + b" ".join(b'b%d="1"' % at for at in range(200_000)) + b"/>"),
    ),
    "not_closed": ("a.xlsx", in_sheet(b'<row><c r="A9"><v>1</v></row>')),
    "a_style_sheet_in_an_odd_encoding": (
        "a.xlsx",
        in_part(
            "xl/styles.xml",
            lambda data: (
                data.replace(b"utf-8", b"utf-7").replace(b"UTF-8", b"utf-7")
                if b"encoding" in data[:80]
                else b'<?xml version="1.0" encoding="utf-7"?>' + data
            ),
        ),
    ),
    "entities_in_the_workbook": (
        "a.xlsx",
        in_part("xl/workbook.xml", lambda data: b'<!DOCTYPE s [<!ENTITY a "ha">]>' + data),
    ),
    "macros_under_a_plain_name": ("a.xlsx", lambda: with_member("xl/vbaProject.bin")),
    "fetches_a_workbook": (
        "a.xlsx",
        in_part(
            "xl/_rels/workbook.xml.rels",
            lambda data: data.replace(
                b"</Relationships>",
                b'<Relationship Id="x" Type="http://x/externalLink" Target="http://x.example/a"'
                b' TargetMode="External"/></Relationships>',
            ),
        ),
    ),
    "many_sheets": ("a.xlsx", many_sheets),
    "locked": ("a.xlsx", locked),
    "html": ("a.xlsx", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "html_as_xls": ("a.xls", lambda: b"<html><table></table></html>"),
    "csv": ("a.csv", "序号,问题\n1,账目不清".encode),
    "csv_renamed": ("a.xlsx", "序号,问题\n1,账目不清".encode),
    "word": ("a.xlsx", lambda: main_part("<a/>")),
    "empty": ("a.xlsx", lambda: b""),
    "cut": ("a.xlsx", lambda: plain(row())[:2000]),
    "noise_as_xls": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20),
}


def written(problem: str, *, formula: bool = False, link: bool = False) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    page = made.add_worksheet("台账")
    for place, (head, value) in enumerate(zip(HEAD, row(), strict=True)):
        page.write(0, place, head)
        page.write(1, place, value)
    if formula:
        page.write_formula(1, 1, problem, None, "算出来的问题")
    elif link:
        page.write_url(1, 1, "http://x.example/", None, problem)
    else:
        page.write_string(1, 1, problem)
    made.close()
    return out.getvalue()


def beyond_a_cell() -> bytes:
    """A text of one character more than a cell can hold."""
    return changed(
        written("长" * 32_767),
        "xl/sharedStrings.xml",
        lambda data: data.replace("长长".encode(), "长长长".encode(), 1),
    )


_CONTROL = "账目\x01不\x0b清_x0007_"
TAKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "formula": ("a.xlsx", lambda: written('=HYPERLINK("http://x.example")', formula=True)),
    "link": ("a.xlsx", lambda: written("看这里", link=True)),
    "longest": ("a.xlsx", lambda: written("长" * 32_767)),
    "beyond_a_cell": ("a.xlsx", beyond_a_cell),
    "control": ("a.xlsx", lambda: written(_CONTROL)),
    "columns_hidden_without_end": ("a.xlsx", columns_hidden_without_end),
}


# One process reads them all, one after the other, both as a ledger and as a superior's table. Seconds are those of
# processors, children included, for others use the machine, too; memory is the most that it or any child has held.
_ALONE = """
import json, os, resource, sys
from tracker.core.errors import InvalidError
from tracker.documents.rules.failures import FileReadingError
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.reader.their_form import look_at
readers, told = {"ledger": open_ledger, "form": look_at}, {}
for which, name, path in json.load(sys.stdin):
    content = open(path, "rb").read()
    for reader, read in readers.items():
        began, words = sum(os.times()[:4]), ""
        try:
            read(content, name)
        except InvalidError as refusal:
            words = refusal.message
        except FileReadingError as refusal:
            words = refusal.sentence
        took = sum(os.times()[:4]) - began
        own = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
        peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        told[which + " " + reader] = [words, took, peak]
print(json.dumps(told))
"""
Verdict = tuple[str, float, int]


def verdicts_of(
    files: Mapping[str, tuple[str, Callable[[], bytes]]], folder: Path
) -> dict[str, Verdict]:
    """Answer what each reader says of each file, its seconds and the kilobytes held so far."""
    asked = []
    for which, (name, build) in files.items():
        path = folder / which
        path.write_bytes(build())
        asked.append((which, name, str(path)))
    done = subprocess.run(
        [sys.executable, "-c", _ALONE],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    return {which: tuple(told) for which, told in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What was said of every hostile workbook."""
    return verdicts_of(REFUSED | TAKEN, tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("reader", ["ledger", "form"])
@pytest.mark.parametrize("which", REFUSED)
def test_a_hostile_workbook_is_refused_in_one_sentence(
    which: str, reader: str, verdicts: dict[str, Verdict]
) -> None:
    words, _, peak = verdicts[f"{which} {reader}"]
    assert words.endswith("。")
    assert words.count("。") == 1
    assert peak < MEMORY


@pytest.mark.parametrize("reader", ["ledger", "form"])
@pytest.mark.parametrize("which", TAKEN)
def test_what_only_looks_dangerous_is_read_in_as_little(
    which: str, reader: str, verdicts: dict[str, Verdict]
) -> None:
    words, _, peak = verdicts[f"{which} {reader}"]
    assert words == ""
    assert peak < MEMORY


def test_ten_thousand_rows_come_in_and_only_the_sheet_with_our_keys_is_read(
    tmp_path: Path,
) -> None:
    content = large()
    found = open_ledger(content, "a.xlsx")
    assert [len(one.lines) for one in found.sheets] == [0, 10_001]
    assert found.header.key_column == 9
    named = open_ledger(content, "a.xlsx", sheet=0)
    assert [len(one.lines) for one in named.sheets] == [10_001, 10_001]
    verdicts = verdicts_of({"large": ("a.xlsx", lambda: content)}, tmp_path)
    assert verdicts["large ledger"][0] == ""
    assert "格子太多" in verdicts["large form"][0]
    assert verdicts["large form"][2] < MEMORY


def test_too_many_cells_are_told_with_a_way_out() -> None:
    with pytest.raises(InvalidError, match="只保留台账所在的一张表"):
        open_ledger(swollen_a_little(), "a.xlsx")


def test_a_superior_s_workbook_with_hundreds_of_sheets_is_refused() -> None:
    made, kept = openpyxl.Workbook(), io.BytesIO()
    for number in range(MOST_SHEETS):
        made.create_sheet(f"表{number}")
    made.save(kept)
    with pytest.raises(RefusedFileError) as refused:
        look_at(kept.getvalue(), "空表.xlsx")
    assert "工作表太多" in refused.value.sentence


def test_a_merge_over_the_whole_sheet_does_no_harm() -> None:
    assert open_ledger(wide_merge(), "a.xlsx").sheets


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(InvalidError, match="没有任何内容"):
        open_ledger(book(("表", [], [])), "a.xlsx")


def read(content: bytes) -> dict[Key, str]:
    """Answer the cells of the first row."""
    found = open_ledger(content, "a.xlsx")
    return entries_of(found.grid, found.header)[0].cells


def test_a_formula_gives_what_it_last_showed_and_is_never_computed() -> None:
    assert read(written('=HYPERLINK("http://x.example")', formula=True))[Key.PROBLEM] == (
        "算出来的问题"
    )


def test_a_link_gives_its_words_alone() -> None:
    assert read(written("看这里", link=True))[Key.PROBLEM] == "看这里"


def test_a_text_as_long_as_a_cell_can_be_is_read_whole() -> None:
    assert len(read(written("长" * 32_767))[Key.PROBLEM]) == 32_767


def test_a_text_beyond_a_cell_is_read_to_be_mended() -> None:
    assert len(read(beyond_a_cell())[Key.PROBLEM]) == 32_768


def test_control_characters_fall_away() -> None:
    assert read(written(_CONTROL))[Key.PROBLEM].replace("\n", "") in {
        "账目不清",
        "账目不清_x0007_",
    }


def test_an_old_workbook_is_read_like_a_new_one_or_told_why_not() -> None:
    with pytest.raises(InvalidError, match="Excel 97-2003"):
        open_ledger(plain(row()), "a.xls")
