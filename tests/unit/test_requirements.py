"""requirements.txt holds only pins, hashes and comments, one pin a name, and everything pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import yaml

from tests.builders import ROOT

PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==[A-Za-z0-9.!+]+( ; [^\\]+)?( \\)?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def lines() -> list[str]:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def normal(name: str) -> str:
    """PEP 503: runs of `-`, `_`, `.` are one hyphen, lower case."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> list[str]:
    return [normal(match.group(1)) for line in lines() if (match := PIN.fullmatch(line))]


def test_every_line_is_a_pin_a_hash_or_a_comment() -> None:
    wrong = [
        line
        for line in lines()
        if line.strip() and not (PIN.fullmatch(line) or HASH.fullmatch(line) or line.lstrip().startswith("#"))
    ]
    assert wrong == []


def test_no_line_names_an_index_or_a_link() -> None:
    wrong = [line for line in lines() if re.search(r"://|--(?!hash=)|@", line)]
    assert wrong == []


def test_each_name_is_pinned_once_and_has_hashes() -> None:
    assert [name for name, count in Counter(pins()).items() if count > 1] == []
    text = lines()
    for place, line in enumerate(text):
        if PIN.fullmatch(line):
            assert HASH.fullmatch(text[place + 1]), f"{line} has no hash"


def test_packages_are_installed_by_their_hashes_only() -> None:
    """Of the commands of the Makefile: pip takes pinned bytes, or the project itself without what it needs."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    commands = [line.split("pip install", 1)[1].split() for line in text.splitlines() if "pip install" in line]
    assert len(commands) >= 2
    for words in commands:
        assert "--require-hashes" in words or {"--no-deps", "--no-build-isolation"} <= set(words), words


def test_everything_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["test"]]
    asked += project["build-system"]["requires"]
    names = {normal(re.split(r"[\s<>=!~\[;]", text, maxsplit=1)[0]) for text in asked}
    assert sorted(names - set(pins())) == []


def test_environment_installs_python_pip_and_the_pins() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    wanted = environment["dependencies"]
    assert wanted[-1] == {"pip": ["-r requirements.txt"]}
    assert [re.split(r"[ <>=]", name)[0] for name in wanted[:-1]] == ["python", "pip"]
