"""What the browser is given: our own files only, unchanged, nothing inline, nothing too new, not too much."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "tracker" / "static"
TEMPLATES = ROOT / "templates"
VENDORED = (STATIC / "vendor", ROOT / "tests" / "vendor")
SPRITE = STATIC / "vendor" / "bootstrap-icons-1.13.2" / "icons.svg"

OWN_SHEETS = sorted((STATIC / "css").rglob("*.css"))
OWN_SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
# Mail clients know no style sheets, so letters may carry their style with them; no browser page may.
PAGES = sorted(
    p for p in TEMPLATES.rglob("*.html") if "email" not in p.relative_to(TEMPLATES).parts
)

JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FOREIGN = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
INLINE = {
    "style element": re.compile(r"<style\b"),
    "style attribute": re.compile(r"\sstyle\s*="),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "htmx handler": re.compile(r"\shx-on[:-]"),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)"),
    "script address": re.compile(r"javascript:"),
}
# What Chromium 86 does not know, with the version that brought it.
TOO_NEW = {
    ":has() 105": r":has\(",
    ":is() 88": r":is\(",
    ":where() 88": r":where\(",
    "@layer 99": r"@layer\b",
    "@container 105": r"@container\b",
    "color-mix() 111": r"color-mix\(",
    "oklch() 111": r"\b(?:oklch|oklab|lch|lab)\(",
    "inset 87": r"[;{]\s*inset\s*:",
    "aspect-ratio 88": r"[;{]\s*aspect-ratio\s*:",
    "accent-color 93": r"[;{]\s*accent-color\s*:",
    "dvh 108": r"\d[dsl]v[hw]\b",
    "logical shorthands 87": r"[;{]\s*(?:margin|padding)-(?:inline|block)\s*:",
    "range media 104": r"@media[^{]*[<>]",
}
ICON_USES = (
    re.compile(r"\bicon\(\s*\"([a-z0-9-]+)\""),
    re.compile(r"\b(?:icon|picture)\s*=\s*\"([a-z0-9-]+)\""),
    re.compile(r"\"icon\":\s*\"([a-z0-9-]+)\""),
    re.compile(r"no_way\(\"\w+\",\s*\"([a-z0-9-]+)\""),
    re.compile(r"\bpicture\(\"([a-z0-9-]+)\""),
    re.compile(r"\b(?:good|info|warn|bad)\"?:\s*\"([a-z0-9-]+)\""),
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def page_text(path: Path) -> str:
    return JINJA_COMMENT.sub("", path.read_text(encoding="utf-8"))


def sheet_text(path: Path) -> str:
    return CSS_COMMENT.sub("", path.read_text(encoding="utf-8"))


def listed_in(home: Path) -> dict[str, str]:
    lines = (home / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def nested_rules(text: str) -> list[str]:
    """Selectors of rules that stand inside another rule rather than inside an at-rule."""
    found: list[str] = []
    around: list[str] = []
    for before, sign in re.findall(r"([^{};]*)([{};])", text):
        if sign == "{":
            if any(not outer.startswith("@") for outer in around):
                found.append(before.strip())
            around.append(before.strip())
        elif sign == "}":
            around.pop()
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("home", VENDORED, ids=named)
def test_vendored_files_are_those_that_were_fetched(home: Path) -> None:
    files = {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        # The compressed twins are made by `make setup`, beside what was fetched.
        if path.is_file() and path.suffix != ".gz" and path.name != "MANIFEST.sha256"
    }
    assert files == listed_in(home)


def test_every_vendored_package_has_the_version_of_package_json_and_its_licence() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    folders = {path.name: path for home in VENDORED for path in home.iterdir() if path.is_dir()}
    assert set(folders) == {f"{name}-{version}" for name, version in versions.items()}
    assert [name for name, path in folders.items() if not (path / "LICENSE").is_file()] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    ours = [*PAGES, *OWN_SHEETS, *OWN_SCRIPTS]
    assert [named(path) for path in ours if FOREIGN.search(page_text(path))] == []
    vendored = [p.read_text(encoding="utf-8") for p in (STATIC / "vendor").rglob("*.css")]
    assert [text for text in vendored if re.search(r"@import|url\((?![\"']?data:)", text)] == []


def test_no_vendored_file_asks_for_a_source_map() -> None:
    shipped = [p for p in (STATIC / "vendor").rglob("*") if p.suffix in {".css", ".js"}]
    assert shipped
    assert [p.name for p in shipped if "sourceMappingURL" in p.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_holds_nothing_that_the_content_policy_refuses(path: Path) -> None:
    text = page_text(path)
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_form_that_writes_carries_the_token(path: Path) -> None:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", page_text(path), re.DOTALL)
    assert [form[:80] for form in forms if "csrf()" not in form] == []


def test_every_static_file_that_a_template_names_exists() -> None:
    missing = {
        (named(path), name)
        for path in PAGES
        for name in re.findall(r"static\([\"']([^\"']+\.[a-z0-9]+)[\"']\)", page_text(path))
        if not (STATIC / name).is_file()
    }
    assert missing == set()


def test_every_template_can_be_read() -> None:
    reader = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    for path in TEMPLATES.rglob("*.*"):
        reader.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_the_sprite_holds_every_icon_that_is_used() -> None:
    held = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
    sources = [*PAGES, *OWN_SCRIPTS, *sorted((ROOT / "tracker").rglob("*.py"))]
    used = {
        (named(path), name)
        for path in sources
        for pattern in ICON_USES
        for name in pattern.findall(page_text(path))
    }
    assert {(where, name) for where, name in used if name not in held} == set()
    assert len(used) > 20, "the patterns above no longer find the icons"


def test_the_sprite_is_made_of_the_listed_names() -> None:
    listed = (ROOT / ".ci" / "icons.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))
    assert re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")) == listed


@pytest.mark.parametrize("path", OWN_SHEETS, ids=named)
def test_a_sheet_uses_only_what_chromium_86_knows(path: Path) -> None:
    text = sheet_text(path)
    assert [what for what, pattern in TOO_NEW.items() if re.search(pattern, text)] == []
    assert nested_rules(text) == []


def test_nesting_is_noticed() -> None:
    assert nested_rules(".a { color: red; .b { color: blue; } }") == [".b"]
    assert nested_rules("@media print { .a { color: red; } }") == []


def test_every_value_that_a_sheet_asks_for_is_defined() -> None:
    bootstrap = next((STATIC / "vendor").rglob("bootstrap.min.css")).read_text(encoding="utf-8")
    texts = {path: sheet_text(path) for path in OWN_SHEETS}
    defined = {
        name
        for text in (bootstrap, *texts.values())
        for name in re.findall(r"(--[a-z0-9-]+)\s*:", text)
    }
    asked = {
        (named(path), name)
        for path, text in texts.items()
        for name in re.findall(r"var\((--[a-z0-9-]+)", text)
    }
    assert {(where, name) for where, name in asked if name not in defined} == set()


def test_words_stand_out_from_their_ground() -> None:
    tokens = sheet_text(STATIC / "css" / "tokens.css")
    colours = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", tokens))
    tones = [name for name in colours if f"{name}-soft" in colours]
    grounds = ("paper", "paper-2", "card")
    pairs = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "deed") for ground in grounds]
    pairs += [(tone, f"{tone}-soft") for tone in tones]
    pairs += [(tone, "card") for tone in tones]
    assert len(tones) == 10
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []
    assert contrast(colours["line-3"], colours["card"]) >= 3


def test_the_first_load_stays_light() -> None:
    base = page_text(TEMPLATES / "layouts" / "base.html")
    named_here = re.findall(r"static\('([^'~]+)'\)", base)
    files = [STATIC / name for name in named_here] + OWN_SHEETS + OWN_SCRIPTS + [SPRITE]
    total = sum(len(gzip.compress(path.read_bytes())) for path in set(files))
    assert total <= 150 * 1024, f"{total / 1024:.0f} KB"
