"""Pictures are drawn anew: small, upright, without remarks; what cannot be drawn is refused."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from tests.builders.pages import PdfPage, pdf
from tests.builders.pictures import bomb, photo, scan, screenshot
from tracker.documents.reader.picture import PictureError, clean_picture, first_page


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(BytesIO(content))


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]  # three numbers in RGB
    return red > 150 and green < 80 and blue < 80


def test_a_large_photograph_becomes_small_and_forgets_place_and_maker() -> None:
    drawn = clean_picture(BytesIO(photo((4000, 3000), day="2026-03-15")))
    image = opened(drawn.content)
    assert image.size == (2560, 1920)
    assert dict(image.getexif()) == {}
    assert b"Somebody" not in (drawn.content or b"")
    assert (drawn.ending, drawn.taken_on) == ("jpg", date(2026, 3, 15))


def test_a_photograph_held_sideways_stands_upright() -> None:
    image = opened(clean_picture(BytesIO(photo((640, 480), orientation=6))).content)
    assert image.size == (480, 640)
    assert is_red(image, 470, 10)
    assert not is_red(image, 10, 10)


def test_previews_are_small_jpegs() -> None:
    drawn = clean_picture(BytesIO(photo((4000, 3000))))
    sizes = [opened(one).size for one in (drawn.large, drawn.small)]
    assert sizes == [(1600, 1200), (360, 270)]
    assert {opened(one).format for one in (drawn.large, drawn.small)} == {"JPEG"}


def test_a_small_screenshot_stays_sharp_and_is_seen_on_white() -> None:
    drawn = clean_picture(BytesIO(screenshot()))
    image = opened(drawn.content)
    assert (drawn.ending, image.format, image.size) == ("png", "PNG", (320, 200))
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_the_same_picture_is_drawn_the_same_twice() -> None:
    first, second = (clean_picture(BytesIO(photo())).content for _ in range(2))
    assert first == second


def test_a_scan_of_several_pages_keeps_them_all() -> None:
    drawn = clean_picture(BytesIO(scan(pages=3)))
    assert drawn.content is None
    assert opened(drawn.small).format == "JPEG"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xff\xd8\xff one", id="only its first bytes"),
        pytest.param(photo()[: len(photo()) // 2], id="cut off"),
        pytest.param(screenshot()[:200], id="cut off, PNG"),
        pytest.param(bomb(), id="nearly a thousand million pixels in kilobytes"),
        pytest.param(b"GIF89a" + bytes(20), id="no picture in it"),
        pytest.param(b"", id="empty"),
    ],
)
def test_what_cannot_be_drawn_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError):
        clean_picture(BytesIO(content))


def test_of_a_pdf_the_first_page_is_drawn_to_look_at_and_the_file_stays() -> None:
    across = PdfPage(rules=[(0, 421, 595, 421)])
    drawn = first_page(BytesIO(pdf([across, PdfPage()])))
    assert (drawn.content, drawn.ending, drawn.taken_on) == (None, "", None)
    large, small = opened(drawn.large), opened(drawn.small)
    assert (max(large.size), max(small.size)) == (1600, 360)
    middle = large.convert("L").crop((large.width // 2, 790, large.width // 2 + 1, 810))
    assert min(middle.tobytes()) < 128, "the line across the page"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF\n", photo()])
def test_a_page_that_cannot_be_drawn_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError):
        first_page(BytesIO(content))
