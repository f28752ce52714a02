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
# Every rule for all that stands there, but contrast only for what has another chain than what was seen before. The
# attributes of a chain are those that a sheet can ask for.
_JUDGED = """async (seen) => {
  const known = new Set(seen);
  const asked = /^(class|type|role|hidden|open|disabled|readonly|aria-(current|sort|pressed|expanded|invalid|hidden)|data-(tone|chart|label))$/;
  const fresh = [];
  const visit = (one, above) => {
    const told = Array.from(one.attributes).filter((it) => asked.test(it.name)).map((it) => `${it.name}=${it.value}`);
    const place = [one.matches(":first-child"), one.matches(":last-child"), Boolean(one.checked)];
    let chain = above;
    for (const sign of [one.localName, ...told, ...place].join(" ")) chain = (Math.imul(chain, 31) + sign.codePointAt(0)) | 0;
    const speaks = one.matches("input, select, textarea") || Array.from(one.childNodes).some((it) => it.nodeType === 3 && it.data.trim());
    if (speaks && one.checkVisibility() && !known.has(chain)) {
      known.add(chain);
      fresh.push(one);
    }
    Array.from(one.children).forEach((child) => visit(child, chain));
  };
  visit(document.body, 7);
  const told = { resultTypes: ["violations"], preload: false };
  const all = await axe.run(document, { ...told, rules: { "color-contrast": { enabled: false } } });
  const colours = fresh.length ? await axe.run({ include: fresh }, { ...told, runOnly: ["color-contrast"] }) : { violations: [] };
  return { violations: all.violations.concat(colours.violations), chains: Array.from(known) };
}"""


class Colours:
    """Which colours have been looked at, by the width of the window.

    Contrast takes axe most of its time, and sheets give the same colours to what stands in the same chain of elements,
    classes and attributes: one of a chain is enough, on whatever page it stood. All other rules ask every element.
    """

    def __init__(self) -> None:
        self._seen: dict[int, set[int]] = {DESK: set(), PHONE: set()}

    def seen_at(self, width: int) -> set[int]:
        """Answer the chains seen at a width; whoever sees more adds them."""
        return self._seen[width]


def look(page: Page, folder: Path, name: str, colours: Colours | None = None) -> list[str]:
    """Look at the page that stands, on the desk and on the phone; keep a picture of both, answer what is wrong.

    It begins with the size in which the page stands, and leaves it in the other.
    """
    expect(page.locator(".htmx-request")).to_have_count(0, timeout=_PATIENCE_MS)
    page.emulate_media(reduced_motion="reduce")  # what is still fading in has other colours
    folder.mkdir(parents=True, exist_ok=True)
    known = colours or Colours()
    wrong: list[str] = []
    now = page.viewport_size
    for width in (PHONE, DESK) if now and now["width"] == PHONE else (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": _HEIGHT[width]})
        wrong += [f"{one} at {width}" for one in violations(page, known.seen_at(width))]
        if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            wrong.append(f"{over} px too wide at {width}")
        if width == PHONE:
            wrong += missed_by_a_thumb(page)
        page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=60)
    return wrong


def violations(page: Page, seen: set[int] | None = None) -> list[str]:
    """Answer what axe finds on a page; it is run from outside, so that the page's own policy stands.

    Of the chains of elements in ``seen`` the colours are known; those of this page are added.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    known = set() if seen is None else seen
    found = page.evaluate(_JUDGED, sorted(known))
    known.update(found["chains"])
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def missed_by_a_thumb(page: Page) -> list[str]:
    """Answer what is smaller than 44 px where a finger would touch it."""
    missed: list[str] = page.evaluate(_MISSED)
    return missed


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8") + ";0"
