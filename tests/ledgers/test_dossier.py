"""一题一档: every piece in its place, page numbers as the catalogue says, nothing for strangers."""

import io
import re
import zipfile
from datetime import date

import docx
import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from tests.builders.unpacker import opened
from tests.cast import Cast
from tests.documents_render.samples import needs_libreoffice, paper, whole_paper
from tests.factories.tasks import at_work, bring_to, deed
from tests.ledgers.conftest import Made, SignIn
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.documents.reader.workshop import bind, page_counts, to_pdf
from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import Paragraph
from tracker.tasks import actions
from tracker.tasks.models import Evidence, EvidenceKind, Task
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewEvidence
from tracker.web.database import file_store

LINK = (
    b'<Relationship Id="rIdX" Target="file:///etc/hostname" TargetMode="External"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
)


def picture() -> bytes:
    """Answer a small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "olive").save(out, "JPEG")
    return out.getvalue()


def hand_in(
    database: Database, cast: Cast, task: Task, store: FileStore, *files: tuple[str, bytes]
) -> None:
    """Hand files in, as the handler."""
    with database.transaction() as session:
        fresh = session.get_one(Task, task.id)
        for name, content in files:
            order = NewEvidence(
                kind=EvidenceKind.OTHER,
                title=name.rpartition(".")[0],
                file_hash=store.keep(content),
                file_name=name,
                file_size=len(content),
            )
            handler = cast["liqiang"]
            actions.hand_in(session, at_work(session, handler, fresh), deed(handler), order)


@pytest.fixture
def filled(made: Made, database: Database, cast: Cast, app: object) -> Task:
    """A task with a paper original, a photograph, a Word file, a broken PDF and an unknown kind."""
    assert app
    task = made(State.ACTIVE)
    with database.transaction() as session:
        paper_only = NewEvidence(
            kind=EvidenceKind.MINUTES, title="对账记录", paper_place="党建办3号盒"
        )
        handler = cast["liqiang"]
        fresh = session.get_one(Task, task.id)
        actions.hand_in(session, at_work(session, handler, fresh), deed(handler), paper_only)
    return task


def store_of(app: object) -> FileStore:
    """Answer the application's store of files."""
    with app.app_context():  # type: ignore[attr-defined]  # a Flask application
        return file_store()


def test_the_archive_has_a_folder_papers_and_evidence_with_whole_chinese_names(
    filled: Task, database: Database, cast: Cast, app: object, sign_in_as: SignIn
) -> None:
    hand_in(
        database,
        cast,
        filled,
        store_of(app),
        ("签到表.pdf", b"%PDF-1.4 a"),
        ("记" * 90 + ".jpg", picture()),
    )
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{filled.id}.zip")
    with opened(answer.data) as package:
        assert package.testzip() is None
        members = package.infolist()
        names = [one.filename.partition("/")[2] for one in members]
        catalogue = docx.Document(io.BytesIO(package.read(members[1])))
    assert names[:4] == [
        "0-1 封面.docx",
        "0-2 卷内目录.docx",
        "0-3 销号审批表.docx",
        "0-4 大事记.docx",
    ]
    assert names[4] == "1-2 签到表.pdf"
    assert names[5].startswith("1-3 记")
    assert names[5].endswith(".jpg")
    # Old systems refuse paths beyond some 250 signs.
    assert all(len(one.filename) <= 80 for one in members)
    rows = [[cell.text for cell in row.cells] for row in catalogue.tables[0].rows]
    assert [row[1:3] for row in rows[3:5]] == [["1-1", "对账记录"], ["1-2", "签到表"]]
    assert "党建办3号盒" in rows[3][-1]


def test_an_older_version_is_left_out_and_a_destroyed_file_is_a_line(
    filled: Task, database: Database, cast: Cast, app: object, sign_in_as: SignIn
) -> None:
    hand_in(
        database,
        cast,
        filled,
        store_of(app),
        ("旧稿.pdf", b"%PDF-1.4 b"),
        ("误传.pdf", b"%PDF-1.4 c"),
    )
    with database.transaction() as session:
        pieces = session.query(Evidence).filter_by(task_id=filled.id).order_by(Evidence.id).all()
        pieces[1].superseded_at = pieces[2].destroyed_at = pieces[2].entered_at
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{filled.id}.zip")
    with opened(answer.data) as package:
        names = package.namelist()
        catalogue = docx.Document(io.BytesIO(package.read(names[1])))
    assert len(names) == 4
    told = [row.cells[2].text for row in catalogue.tables[0].rows]
    assert "旧稿" not in told
    assert "误传" in told


def test_a_file_that_the_disk_lost_is_told_of_and_the_rest_still_comes(
    filled: Task, database: Database, cast: Cast, app: object, sign_in_as: SignIn
) -> None:
    store = store_of(app)
    hand_in(database, cast, filled, store, ("甲.pdf", b"%PDF-1.4 d"), ("乙.pdf", b"%PDF-1.4 e"))
    with database.reading() as session:
        lost = session.query(Evidence).filter_by(title="甲").one().file_hash
    assert lost is not None
    store.destroy(lost)
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{filled.id}.zip")
    with opened(answer.data) as package:
        names = [one.partition("/")[2] for one in package.namelist()]
    assert names[4:] == ["1-2（文件缺失）.txt", "1-3 乙.pdf"]


def test_a_stranger_gets_nothing_and_a_range_holds_only_what_the_viewer_sees(
    filled: Task, sign_in_as: SignIn
) -> None:
    stranger = sign_in_as("wutao")
    for ending in ("pdf", "zip"):
        assert stranger.get(f"/ledgers/dossier/{filled.id}.{ending}").status_code == 404
    assert stranger.get("/ledgers/dossiers.zip").status_code == 422
    assert stranger.get(f"/ledgers/dossiers.zip?ids={filled.id}").status_code == 422
    whole = sign_in_as("sunzheng").get("/ledgers/dossiers.zip?year=2025")
    with opened(whole.data) as package:
        assert {one.partition(" ")[0] for one in package.namelist()} == {filled.number}


@pytest.mark.libreoffice
@needs_libreoffice
def test_the_bound_file_has_every_piece_on_the_page_that_the_catalogue_names(
    filled: Task, database: Database, cast: Cast, app: object, sign_in_as: SignIn
) -> None:
    pdf = to_pdf([write_word(whole_paper())])[0]
    assert pdf is not None
    word = write_word(paper(Paragraph("会议记录正文甲乙丙丁")))
    hand_in(
        database, cast, filled, store_of(app),
        ("长报告.pdf", pdf), ("现场照片.jpg", picture()), ("会议记录.docx", word), ("坏.pdf", b"%PDF-1.4 x"),
    )  # fmt: skip
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{filled.id}.pdf")
    assert answer.status_code == 200
    with pdfplumber.open(io.BytesIO(answer.data)) as bound:
        texts = [re.sub(r"\s", "", page.extract_text()) for page in bound.pages]
        pictures = [len(page.images) for page in bound.pages]
        rows = [row for table in bound.pages[1].extract_tables() for row in table][1:]
    pages = {row[2]: row[4] for row in rows}
    # Cover and catalogue carry no number; the first page behind them is page 1. What lies across bears its own at its
    # left edge, before ours.
    numbered = [re.sub(r"^—\d+—", "", text) for text in texts[2:]]
    assert all(text.startswith(str(n)) for n, text in enumerate(numbered, start=1))
    first = {title: int((told or "").partition("-")[0]) for title, told in pages.items()}

    def behind(title: str) -> str:
        return texts[1 + first[title]]

    assert "问题整改销号审批表" in behind("问题整改销号审批表")
    assert "整改大事记" in behind("整改大事记")
    assert "党建办3号盒" in behind("对账记录")
    assert "会议记录正文甲乙丙丁" in behind("会议记录")
    assert pictures[1 + first["现场照片"]] == 1
    assert "电子件不能直接打印" in behind("坏")
    count = page_counts([pdf])[0]
    start = first["长报告"]
    assert pages["长报告"] == f"{start}-{start + count - 1}"
    assert len(texts) == 2 + first["坏"]


@pytest.mark.libreoffice
@needs_libreoffice
def test_a_word_file_that_fetches_from_elsewhere_is_not_given_to_libreoffice(
    filled: Task, database: Database, cast: Cast, app: object, sign_in_as: SignIn
) -> None:
    out = io.BytesIO()
    source = io.BytesIO(write_word(paper(Paragraph("外联正文"))))
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(out, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", LINK + b"</Relationships>")
            changed.writestr(name, content)
    hand_in(database, cast, filled, store_of(app), ("外联.docx", out.getvalue()))
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{filled.id}.pdf")
    with pdfplumber.open(io.BytesIO(answer.data)) as bound:
        last = bound.pages[-1].extract_text()
    assert "外联正文" not in last
    assert "电子件不能直接打印" in re.sub(r"\s", "", last)


@pytest.mark.libreoffice
@needs_libreoffice
@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_the_page_number_stands_upright_in_the_upper_right_corner_of_turned_pages(
    turns: int,
) -> None:
    sheet = pypdfium2.PdfDocument.new()
    sheet.new_page(595, 842).set_rotation(turns)
    out = io.BytesIO()
    sheet.save(out)
    bound = bind([out.getvalue()], 0)
    assert bound is not None
    with pypdfium2.PdfDocument(bound.content) as pdf:
        shown = pdf[0].render(scale=1).to_pil().convert("L")
    dark = shown.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    assert dark[0] > shown.width - 70
    assert dark[3] < 70


def test_two_rounds_give_two_closing_forms(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    with database.transaction() as session:
        task = bring_to(session, cast, State.CLOSED)
        clerk = cast["zhoumin"]
        again = deed(clerk, note="回头看发现反复")
        actions.reopen(
            session,
            at_work(session, clerk, task),
            again,
            basis="抽查记录",
            due_on=date(2026, 9, 30),
            agreed_by="王立新",
        )
    answer = sign_in_as("zhoumin").get(f"/ledgers/dossier/{task.id}.zip")
    with opened(answer.data) as package:
        forms = docx.Document(io.BytesIO(package.read(package.namelist()[2])))
    assert "第1次整改" in "".join(cell.text for cell in forms.tables[0]._cells)
