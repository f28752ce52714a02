"""Copy the front end named in package.json into the tree, with licences and checksums.

Run ``python .ci/vendor.py`` after changing a version in package.json or a name in .ci/icons.txt.
Needs npm once; the program itself never does. Icons become one sprite of those that are used, the
charts one file of the parts named in .ci/charts.js.
"""

# ruff: noqa: INP001 - a script beside the tree, not a package

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "tracker" / "static" / "vendor"
FOR_TESTS = ROOT / "tests" / "vendor"
ICON_NAMES = ROOT / ".ci" / "icons.txt"
CHARTS = ROOT / ".ci" / "charts.js"
SOURCE_MAP = re.compile(r"\n?(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files wanted from one package, as paths inside it, and the folder they go to."""

    package: str
    files: tuple[str, ...]
    home: Path


CHOSEN = (
    Chosen("bootstrap", ("dist/css/bootstrap.min.css", "LICENSE"), SHIPPED),
    Chosen("htmx.org", ("dist/htmx.min.js", "LICENSE"), SHIPPED),
    Chosen("bootstrap-icons", ("LICENSE",), SHIPPED),
    Chosen("echarts", ("LICENSE", "NOTICE"), SHIPPED),
    Chosen("axe-core", ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"), FOR_TESTS),
)


def versions() -> dict[str, str]:
    """Return the exact version of each package, by name."""
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    return {**wanted["dependencies"], **wanted["devDependencies"]}


def bundler() -> str:
    """Return the version of what makes one file of the charts; it is never shipped."""
    told = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    return str(told["config"]["esbuild-wasm"])


def fetch(package: str, version: str, folder: Path) -> Path:
    """Download one package with npm, running none of its scripts, and return its unpacked folder."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the front end")
    folder.mkdir()
    command = [npm, "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words and versions from our own file
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def sprite(icons: Path) -> str:
    """Return one SVG document with a symbol for each name in icons.txt."""
    symbols = []
    for name in ICON_NAMES.read_text(encoding="utf-8").split():
        found = SVG_BODY.search((icons / f"{name}.svg").read_text(encoding="utf-8"))
        if found is None:
            sys.exit(f"{name}.svg is not a picture")
        body = re.sub(r">\s+<", "><", found[1].strip())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{body}</symbol>')
    inside = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">\n{inside}\n</svg>\n'


def bundle(version: str, folder: Path) -> dict[str, Path]:
    """Make one script for Chromium 86 of the wanted parts of ECharts; return it and what must stand beside it."""
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    wanted = [f"echarts@{version}", f"esbuild-wasm@{bundler()}"]
    npm = shutil.which("npm") or ""
    install = [npm, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *wanted]
    subprocess.run(install, cwd=folder, check=True)  # noqa: S603 - fixed words and versions from our own file
    shutil.copy(CHARTS, folder / "charts.js")
    made = folder / "echarts.min.js"
    esbuild = [
        *(shutil.which("node") or "node", "node_modules/esbuild-wasm/bin/esbuild", "charts.js"),
        *("--bundle", "--minify", "--target=chrome86", "--format=iife", "--global-name=echarts"),
        *("--legal-comments=none", "--charset=utf8", "--log-level=error", f"--outfile={made}"),
    ]
    subprocess.run(esbuild, cwd=folder, check=True)  # noqa: S603 - fixed words
    drawing = folder / "node_modules" / "zrender"
    return {"echarts.min.js": made, "LICENSE-zrender": drawing / "LICENSE"}


def copy(chosen: Chosen, source: Path, version: str) -> None:
    """Copy the wanted files of one package, without their source-map lines."""
    target = chosen.home / f"{chosen.package}-{version}"
    target.mkdir(parents=True)
    for name in chosen.files:
        text = (source / name).read_text(encoding="utf-8")
        (target / Path(name).name).write_text(SOURCE_MAP.sub("\n", text), encoding="utf-8")
    if chosen.package == "bootstrap-icons":
        (target / "icons.svg").write_text(sprite(source / "icons"), encoding="utf-8")


def write_manifest(home: Path) -> None:
    """Write MANIFEST.sha256 over every vendored file, in the form that sha256sum reads."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(home).as_posix()}\n"
        for path in files
    ]
    (home / "MANIFEST.sha256").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Fetch everything first, and only then replace what is in the tree."""
    wanted = versions()
    with tempfile.TemporaryDirectory() as folder:
        sources = {
            chosen.package: fetch(
                chosen.package, wanted[chosen.package], Path(folder, chosen.package)
            )
            for chosen in CHOSEN
        }
        charts = bundle(wanted["echarts"], Path(folder, "charts"))
        for home in (SHIPPED, FOR_TESTS):
            shutil.rmtree(home, ignore_errors=True)
        for chosen in CHOSEN:
            copy(chosen, sources[chosen.package], wanted[chosen.package])
        home = SHIPPED / f"echarts-{wanted['echarts']}"
        for name, path in charts.items():
            shutil.copy(path, home / name)
    for home in (SHIPPED, FOR_TESTS):
        write_manifest(home)


if __name__ == "__main__":
    main()
