"""Made-up corpora of the evaluation: a run gives their numbers back, where the settings allow made-up papers only."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.errors import SourceError
from memlit.parse_time import WorkflowPlan

from tests.made_up_corpus import WRITERS, Paper, add_paper, differences, paper_of, set_config, write_corpus
from tests.stages import run_to_benchmark

PAPERS = 24


@pytest.mark.slow
def test_every_kind_of_source_gives_its_numbers_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "corpus"
    truth = write_corpus(root, PAPERS, seed=1)
    assert {row.kind for row in truth} == set(WRITERS)
    monkeypatch.chdir(root)
    run_to_benchmark(root)
    assert differences(root, truth) == []


def test_a_file_that_changes_before_it_is_read_stops_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else its line would stand for contents that it was not made of, also when the file is as before again."""
    root = tmp_path / "corpus"
    write_corpus(root, 0, seed=1)
    WRITERS["readings"](root, Paper("sim-1", 2000, "VCM", "readings", paper_of(0, 1).devices[:1]))
    monkeypatch.chdir(root)
    original = WorkflowPlan.contents_of

    def look_and_change(planned: WorkflowPlan, files: list[str]) -> str:
        digest = original(planned, files)
        readings = root / "sources/sim-1/readings.csv"
        readings.write_text(readings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return digest

    monkeypatch.setattr(WorkflowPlan, "contents_of", look_and_change)
    with pytest.raises(
        SourceError, match=r"^sources/: a file of bucket \d+ changed while the run read it; run again when it is whole$"
    ):
        run_to_benchmark(root)
    read = [path.read_text(encoding="utf-8") for path in (root / "results/extracted").glob("*.jsonl")]
    assert not any("sim-1" in text for text in read)


def test_made_up_papers_count_in_a_corpus_that_says_so_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "corpus"
    write_corpus(root, 0, seed=1)
    WRITERS["readings"](root, Paper("sim-1", 2000, "VCM", "readings", paper_of(0, 1).devices[:1]))
    add_paper(root, 0, seed=1)
    set_config(root, "evidence", "simulated", value=False)
    monkeypatch.chdir(root)
    run_to_benchmark(root)
    assert (root / "results/data/benchmark.csv").read_text(encoding="utf-8").count("\n") == 1


def test_a_paper_is_the_same_in_a_corpus_of_any_size() -> None:
    first = [paper_of(number, 1) for number in range(3)]
    assert first == [paper_of(number, 1) for number in range(50)][:3]
    assert first != [paper_of(number, 2) for number in range(3)]
