"""What the documents promise exists, and what exists is in the documents."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path.parent.name for path in (ROOT / "tracker").glob("*/__init__.py"))
SETTINGS = sorted(
    set(
        re.findall(
            r"env\.get\(\"([A-Z_]+)\"",
            (ROOT / "tracker" / "core" / "config.py").read_text(encoding="utf-8"),
        )
    )
)
TARGETS = re.findall(
    r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
)
READMES = ("README.md", "README.zh-CN.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_map_names_every_folder(folder: str) -> None:
    assert re.search(rf"`?{folder}/", text_of("README.md")), f"README's map lacks {folder}/"
    assert re.search(rf"\b{folder}/", text_of("CONTRIBUTING.md")), f"the river lacks {folder}/"


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_has_a_sentence(readme: str, setting: str) -> None:
    assert re.search(rf"`{setting}`.{{10,}}", text_of(readme)), f"{readme} lacks {setting}"


@pytest.mark.parametrize("target", TARGETS)
def test_contributing_names_every_make_target(target: str) -> None:
    assert re.search(rf"`make {target}\b", text_of("CONTRIBUTING.md")), f"lacks make {target}"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_documents_name_only_targets_and_files_that_exist(name: str) -> None:
    told = text_of(name)
    assert set(re.findall(r"`make ([a-z]+)", told)) <= {*TARGETS, "help"}
    for path in re.findall(r"\]\((?!http|#)([^)#]+)", told):
        assert (ROOT / path).exists(), f"{name} points to {path}"


def test_the_make_targets_are_the_promised_ones() -> None:
    promised = "setup run demo test lint types bench migration scheduler backup restore clean"
    assert set(promised.split()) <= set(TARGETS)
