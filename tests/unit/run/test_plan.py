"""What Snakemake asks at parse time: buckets, files, settings and the lock of a run."""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path

import pytest
from memlit.errors import ConfigError
from memlit.parse_time import workflow_plan

from tests.builders import ROOT


@pytest.fixture(autouse=True)
def metrics(tmp_path: Path) -> None:
    """The plan of a review needs its metrics."""
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config/metrics.yaml", tmp_path / "config")


def review(tmp_path: Path, *keys: str) -> Path:
    for key in keys:
        (tmp_path / "sources" / key).mkdir(parents=True)
        (tmp_path / "sources" / key / "readings.csv").write_text("x", encoding="utf-8")
    return tmp_path


def test_every_document_is_in_one_bucket_by_crc32(tmp_path: Path) -> None:
    keys = [f"paper{number}" for number in range(40)]
    made = workflow_plan(review(tmp_path, *keys), {"n_buckets": 4})
    assert made.buckets == ["0", "1", "2", "3"]
    spread = {key: bucket for bucket in made.buckets for key in made.keys_of(bucket)}
    assert spread == {key: str(zlib.crc32(key.encode()) % 4) for key in keys}


def test_record_without_its_document_is_read_too(tmp_path: Path) -> None:
    root = review(tmp_path, "present")
    (root / "extracted").mkdir()
    for key in ("present", "absent"):
        (root / "extracted" / f"{key}.json").write_text("{}", encoding="utf-8")
    made = workflow_plan(root, {"n_buckets": 1})
    assert made.keys_of("0") == ["absent", "present"]
    assert made.files_of("0") == ["extracted/absent.json", "extracted/present.json", "sources/present/readings.csv"]


def test_adding_a_paper_changes_the_files_of_its_bucket_only(tmp_path: Path) -> None:
    before = workflow_plan(review(tmp_path, "paper1", "paper2", "paper3"), {"n_buckets": 4})
    after = workflow_plan(review(tmp_path, "doe2020"), {"n_buckets": 4})
    changed = {bucket for bucket in before.buckets if before.files_of(bucket) != after.files_of(bucket)}
    assert changed == {str(zlib.crc32(b"doe2020") % 4)}


def test_names_that_cannot_be_read_are_named_without_the_machine_s_path(tmp_path: Path) -> None:
    root = review(tmp_path, "doe2020", "a b")
    (root / "sources" / "stray.pdf").write_text("x", encoding="utf-8")
    (root / "sources" / "doe2020" / "{x}.csv").write_text("x", encoding="utf-8")
    (root / "sources" / "doe2020" / "link.csv").symlink_to("readings.csv")
    (root / "sources" / "doe2020" / "more").mkdir()
    (root / "extracted").mkdir()
    (root / "extracted" / "a b.json").write_text("{}", encoding="utf-8")
    made = workflow_plan(root, {"n_buckets": 1})
    assert made.keys_of("0") == ["doe2020"]
    assert made.files_of("0") == ["sources/doe2020/readings.csv"]
    assert len(made.problems) == 6
    assert not any(str(tmp_path) in line for line in made.problems)


def test_stage_gets_only_the_settings_it_reads(tmp_path: Path) -> None:
    made = workflow_plan(review(tmp_path), {"report": {"title": "Mine"}})
    assert made.settings() == {}
    assert made.settings("report")["report"]["title"] == "Mine"
    assert made.settings("conventions.headline_pulse") == {"conventions": {"headline_pulse": "set"}}
    with pytest.raises(ConfigError, match=r"analyses is no part of config/config\.yaml.*write one of .*analysis"):
        made.settings("analyses")


def test_unknown_setting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown key n_bucket; write n_buckets"):
        workflow_plan(review(tmp_path), {"n_bucket": 3})


def test_contents_follow_the_bytes_whatever_the_times_say(tmp_path: Path) -> None:
    root = review(tmp_path, "doe2020")
    file = root / "sources/doe2020/readings.csv"
    before = workflow_plan(root, {"n_buckets": 1}).contents_of(["sources/doe2020/readings.csv"])
    os.utime(file, (1_000_000_000, 1_000_000_000))
    made = workflow_plan(root, {"n_buckets": 1})
    assert made.contents_of(["sources/doe2020/readings.csv"]) == before
    made.contents.save()
    file.write_text("y", encoding="utf-8")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert workflow_plan(root, {"n_buckets": 1}).contents_of(["sources/doe2020/readings.csv"]) != before
    file.unlink()
    assert workflow_plan(root, {"n_buckets": 1}).contents_of(["sources/doe2020/readings.csv"]) != before


def test_file_is_looked_at_once_so_that_a_change_under_way_is_seen_by_the_next_run(tmp_path: Path) -> None:
    root = review(tmp_path, "doe2020")
    name = "sources/doe2020/readings.csv"
    made = workflow_plan(root, {"n_buckets": 1})
    before = made.contents_of([name])
    (root / name).write_text("changed", encoding="utf-8")
    assert made.contents_of([name]) == before
    assert workflow_plan(root, {"n_buckets": 1}).contents_of([name]) != before
