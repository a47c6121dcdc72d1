"""The recipe of the image: its syntax and what it copies and installs. Its building is left to its workflow."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tests.builders import ROOT

# https://docs.docker.com/reference/dockerfile/#overview
INSTRUCTIONS = {
    *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "ONBUILD", "RUN"),
    *("SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
}


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """Instruction and arguments of each step, with continued lines joined and comments left out."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.M)
    lines = [line.strip() for line in re.sub(r"\\\n", " ", text).splitlines() if line.strip()]
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]


def test_each_step_is_an_instruction_with_arguments_and_the_first_names_a_base(steps: list[tuple[str, str]]) -> None:
    assert steps[0][0] == "FROM"
    assert all(instruction in INSTRUCTIONS and arguments for instruction, arguments in steps)
    (command,) = (arguments for instruction, arguments in steps if instruction == "CMD")
    assert json.loads(command)[0] == "snakemake"


def test_its_python_is_one_that_memlit_supports(steps: list[tuple[str, str]]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (version,) = re.findall(r"^python:([\d.]+)-slim$", steps[0][1])
    assert version in SpecifierSet(project["requires-python"])


def test_it_copies_what_is_there_and_all_that_the_wheel_is_made_of(steps: list[tuple[str, str]]) -> None:
    copied = [source for instruction, files in steps if instruction == "COPY" for source in files.split()[:-1]]
    assert all((ROOT / source).exists() for source in copied)
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    for needed in (*wheel["packages"], *wheel["force-include"], "README.md", "LICENSE"):
        assert any(needed == source or needed.startswith(f"{source}/") for source in copied), needed
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert not {source.partition("/")[0] for source in copied} & set(ignored)


def test_it_installs_pinned_bytes_without_resolving(steps: list[tuple[str, str]]) -> None:
    installs = [arguments for instruction, arguments in steps if instruction == "RUN" and "pip install" in arguments]
    assert len(installs) == 2
    assert all("--no-deps" in command for command in installs)
    assert "--require-hashes -r requirements/run.txt" in installs[0]
    assert "--no-build-isolation" in installs[1]


def test_the_workflow_that_builds_it_is_yaml_with_a_job() -> None:
    text = (ROOT / ".github/workflows/image.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert any(step.get("run", "").startswith("docker build") for step in job["steps"])
