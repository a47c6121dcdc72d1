"""The shape of the rules, read from Snakemake itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ..conftest import make_small_review, run_code

LIST_RULES = """
import json
from pathlib import Path
from snakemake.api import SnakemakeApi
from snakemake.io import strip_wildcard_constraints
from snakemake.settings.enums import Quietness
from snakemake.settings.types import OutputSettings, ResourceSettings


def counts(files):
    # How many files there are, and how many of them have a name.
    named = [getattr(files, name) for name in files.keys()]
    return [len(files), sum(1 if isinstance(item, str) or callable(item) else len(item) for item in named)]


with SnakemakeApi(OutputSettings(quiet={Quietness.ALL})) as api:
    workflow = api.workflow(resource_settings=ResourceSettings(cores=1), snakefile=Path("workflow/Snakefile"))
    workflow.dag()
    print(json.dumps([
        {
            "name": rule.name,
            "inputs": counts(rule.input),
            "outputs": counts(rule.output),
            "read": [
                str(path)
                for item in rule.input
                for path in ([item] if isinstance(item, str) else item(None))
            ],
            "written": [strip_wildcard_constraints(str(path)) for path in rule.output],
            "files": [str(path) for path in (*rule.output, *rule.log)],
            "named": [
                [name, strip_wildcard_constraints(str(getattr(files, name)))]
                for files in (rule.input, rule.output)
                for name in files.keys()
                if isinstance(getattr(files, name), str)
            ],
            "log": [str(path) for path in rule.log],
            "script": str(rule.script or ""),
            "code": "code" in dict(rule.params.items()),
            "run": rule.is_run,
            "checkpoint": rule.is_checkpoint,
            "shell": rule.is_shell,
        }
        for rule in workflow._workflow.rules
    ]))
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = make_small_review(tmp_path_factory.mktemp("rules") / "review")
    done = run_code(folder, LIST_RULES)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_rule_writes_what_people_keep(rules: list[dict[str, Any]]) -> None:
    files = [path for rule in rules for path in rule["files"]]
    assert len(files) > 20
    for path in files:
        parts = Path(path).parts
        assert parts[0] == "results", path
        assert ".." not in parts, path


def test_all_asks_for_everything_that_a_rule_writes(rules: list[dict[str, Any]]) -> None:
    """Snakemake does not make an intermediate file again that is missing, unless it is asked for."""
    (asked,) = (rule["read"] for rule in rules if rule["name"] == "all")
    written = [path for rule in rules for path in rule["written"]]
    assert {"results/data/benchmark.csv", "results/library.json", "results/reconciled/{bucket}.jsonl"} <= set(written)
    buckets = [path.replace("{bucket}", str(bucket)) for path in written for bucket in range(4)]
    assert sorted(asked) == sorted(set(buckets))
    (shown,) = (rule["read"] for rule in rules if rule["name"] == "report")
    tables = {path for path in asked if path.startswith("results/data/")}
    assert tables | {"results/library.json", "results/claims.json", "results/report.pdf"} <= set(shown)


def test_every_rule_that_works_has_log_script_and_digest_of_code(rules: list[dict[str, Any]]) -> None:
    working = [rule for rule in rules if rule["files"]]
    assert len(working) >= 11
    for rule in working:
        name = rule["name"]
        assert rule["log"], name
        assert rule["script"].startswith("../scripts/"), name
        assert rule["code"], name


def test_analyses_and_figures_start_from_tables(rules: list[dict[str, Any]]) -> None:
    """What they take of each other are published tables and their numbers."""
    for rule in rules:
        if rule["name"] in {"evidence", "classes", "variability", "synapses", "claims", "figures"}:
            tables = [path for path in rule["read"] if path.startswith("results/data/")]
            assert tables, rule["name"]
            assert {path for path in rule["read"] if path.endswith(".json")} <= {"results/library.json"}, rule["name"]


def test_a_name_means_one_file_in_all_rules(rules: list[dict[str, Any]]) -> None:
    """`library` was references.bib in two rules and results/library.json in ten."""
    meant: dict[str, set[str]] = {}
    for rule in rules:
        for name, path in rule["named"]:
            meant.setdefault(name, set()).add(path)
    # Each rule has its own numbers.
    del meant["numbers"]
    assert {name: sorted(paths) for name, paths in meant.items() if len(paths) > 1} == {}


def test_rules_name_their_files_and_hold_no_code(rules: list[dict[str, Any]]) -> None:
    for rule in rules:
        assert not any(rule[kind] for kind in ("run", "shell", "checkpoint")), rule["name"]
        n_inputs, n_named = rule["inputs"]
        assert n_inputs == n_named, rule["name"]
        n_outputs, n_named = rule["outputs"]
        assert n_outputs == n_named, rule["name"]
