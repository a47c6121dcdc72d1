"""The locks hold pins and hashes, all that is asked for and nothing else, so that nothing need be resolved."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.builders import ROOT

LOCKS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("requirements/*.txt"))
USER, TEST = "requirements/run.txt", "requirements/test.txt"
PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z0-9,-]+\])?==[A-Za-z0-9.!+]+( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
ASKED = {
    USER: [*PROJECT["project"]["dependencies"], *GROUPS["environment"], *PROJECT["build-system"]["requires"]],
    TEST: GROUPS["test"],
}


@functools.cache
def pins(lock: str) -> list[Requirement]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if PIN.fullmatch(line)]


def versions(lock: str) -> dict[str, str]:
    return {canonicalize_name(pin.name): str(pin.specifier) for pin in pins(lock)}


def for_this_machine(lock: str) -> dict[str, set[str]]:
    """Extras of the pins that hold on this machine, by name."""
    return {canonicalize_name(pin.name): pin.extras for pin in pins(lock) if not pin.marker or pin.marker.evaluate()}


def needed(asked: Iterable[str]) -> dict[str, set[str]]:
    """Extras of all that `asked` needs on this machine, by name, as the installed projects state it."""
    stated = {canonicalize_name(found.metadata["Name"]): found.requires or [] for found in distributions()}
    extras: dict[str, set[str]] = {}
    queue = [Requirement(text) for text in asked]
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        if name in extras and wanted.extras <= extras[name]:
            continue
        extras[name] = extras.get(name, set()) | wanted.extras
        queue.extend(_requirements(stated[name], extras[name]))
    return extras


def _requirements(stated: Iterable[str], extras: set[str]) -> Iterator[Requirement]:
    for text in stated:
        wanted = Requirement(text)
        if not wanted.marker or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield wanted


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    """No line names an index, a link or a file."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_name_is_pinned_once_and_has_hashes(lock: str) -> None:
    names = Counter(canonicalize_name(pin.name) for pin in pins(lock))
    assert [name for name, count in names.items() if count > 1] == []
    text = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [
        line for line, after in zip(text, [*text[1:], ""], strict=True) if PIN.match(line) and "hash" not in after
    ] == []


def test_locks_that_share_a_package_pin_one_version() -> None:
    """Else one would take away what the other installed."""
    for lock in LOCKS:
        shared = versions(lock).keys() & versions(USER).keys()
        assert {name: versions(lock)[name] for name in shared} == {name: versions(USER)[name] for name in shared}


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_is_what_is_asked_for_and_what_that_needs(lock: str) -> None:
    """Nothing is missing, since nothing is resolved; no package of the tests is in a user's environment."""
    assert sorted(for_this_machine(lock)) == sorted(needed(ASKED[lock]))


@pytest.mark.parametrize("lock", ASKED)
def test_extras_stay_in_the_lock(lock: str) -> None:
    """A pip that resolves keeps to the pin of a package with an extra only where the lock names the extra."""
    held = for_this_machine(lock)
    assert {name: extras for name, extras in needed(ASKED[lock]).items() if extras - held[name]} == {}


def test_packages_are_installed_by_their_hashes_only() -> None:
    """Of the commands of the Makefile: pinned bytes without resolving, or the project itself."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    text = text.replace("$(PINNED)", re.findall(r"^PINNED := (.*)$", text, re.M)[0])
    commands = re.findall(r"(?:\$\(PIP\)|pip) (?:install|sync|download)\b[^;|}]*", text)
    assert len(commands) >= 5
    for command in commands:
        words = command.split()
        assert {"install", "--no-deps"} <= set(words), command
        assert "--require-hashes" in words or {"--no-build-isolation", "."} <= set(words), command


def test_conda_takes_the_same_pythons_and_the_same_lock() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, packages = environment["dependencies"]
    assert SpecifierSet(python.removeprefix("python")) == SpecifierSet(PROJECT["project"]["requires-python"])
    assert pip.startswith("pip ")
    assert packages == {"pip": [f"-r {USER}"]}
