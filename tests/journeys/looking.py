"""What a page must hold at a browser, whatever stands on it: axe has nothing to say, a thumb hits everything."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page, expect

PHONE, DESK = 390, 1366
_PATIENCE_MS = 60_000
_HEIGHT = {DESK: 1000, PHONE: 844}
_AXE = next((Path(__file__).parents[1] / "vendor").rglob("axe.min.js"))
# What is smaller than 44 px to the eye may still be hit: the middle of each edge of a 44 px square is tried.
# Links within sentences are left out, as WCAG 2.2 (2.5.8) leaves them out.
_MISSED = """() => {
  const small = [];
  const hits = (one, x, y) => {
    const found = document.elementFromPoint(x, y);
    if (!found) return false;
    return one.contains(found) || Array.from(one.labels || []).some((label) => label.contains(found));
  };
  document.querySelectorAll("main a, main button, main input:not([type=hidden]), main select, main textarea, main summary, nav a, nav summary, header a").forEach((one) => {
    if (!one.checkVisibility() || one.closest(".visually-hidden, .skip, p, .prose, .draft-passage, .notice-words")) return;
    const box = one.getBoundingClientRect();
    if (!box.width || (box.width >= 43.5 && box.height >= 43.5)) return;
    one.scrollIntoView({ block: "center" });
    const at = one.getBoundingClientRect();
    const x = at.left + at.width / 2;
    const y = at.top + at.height / 2;
    const tall = at.height >= 43.5 || (hits(one, x, y - 21) && hits(one, x, y + 21));
    const wide = at.width >= 43.5 || (hits(one, Math.max(1, x - 21), y) && hits(one, Math.min(innerWidth - 1, x + 21), y));
    if (!tall || !wide) small.push(`${one.tagName} ${one.className} "${one.textContent.trim().slice(0, 12)}" ${Math.round(at.width)}x${Math.round(at.height)}`);
  });
  return small;
}"""


def look(page: Page, folder: Path, name: str) -> list[str]:
    """Look at the page that stands, on the desk and on the phone; keep a picture of both, answer what is wrong."""
    expect(page.locator(".htmx-request")).to_have_count(0, timeout=_PATIENCE_MS)
    page.emulate_media(reduced_motion="reduce")  # what is still fading in has other colours
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": _HEIGHT[width]})
        wrong += [f"{one} at {width}" for one in violations(page)]
        if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            wrong.append(f"{over} px too wide at {width}")
        if width == PHONE:
            wrong += missed_by_a_thumb(page)
        page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=60)
    page.set_viewport_size({"width": DESK, "height": _HEIGHT[DESK]})
    return wrong


def violations(page: Page) -> list[str]:
    """Answer what axe finds on a page; it is run from outside, so that the page's own policy stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def missed_by_a_thumb(page: Page) -> list[str]:
    """Answer what is smaller than 44 px where a finger would touch it."""
    missed: list[str] = page.evaluate(_MISSED)
    return missed


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8") + ";0"
