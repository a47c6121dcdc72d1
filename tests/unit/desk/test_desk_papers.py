"""The list of papers says what is not there of each, and looking at one writes nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import typst
from memlit.desk.serve.server import DeskServer
from memlit.desk.show.paper import sheets_of
from memlit.sources.folder import read_folder

from tests.builders import ROOT
from tests.unit.desk.desk_review import Hand, asked, root_of, small_review

UNSTATED = """@article{roe2023,
  author = {Roe, Richard},
  title = {Something of which nothing is said},
  keywords = {tables}
}
"""
COVERAGE = """paper,known,missing,n_readings,n_excluded
doe2024,v_spike;tau;g_on;ratio,,4,0
roe2023,,,0,0
"""


def listed(served: DeskServer) -> dict[str, Any]:
    return {one["key"]: one for one in asked(served, "papers")[1]["papers"]}


@pytest.fixture
def two_papers(served: DeskServer) -> DeskServer:
    """A device paper and one of which nothing is stated, after a run that knows the tuple of the first."""
    root = root_of(served)
    library = root / "references.bib"
    library.write_text(library.read_text(encoding="utf-8") + "\n" + UNSTATED, encoding="utf-8")
    (root / "results/data").mkdir(parents=True)
    (root / "results/data/coverage.csv").write_text(COVERAGE, encoding="utf-8")
    return served


def test_a_paper_of_which_nothing_is_known_misses_every_part_and_says_what_it_lacks(two_papers: DeskServer) -> None:
    unknown = listed(two_papers)["roe2023"]
    assert unknown["missing"] == ["v_spike", "tau", "g_on", "g_off"]
    assert unknown["lacks"] == ["no class or role stated", "no document", "nothing read"]
    assert not unknown["is_device_paper"]


def test_nothing_is_missing_of_a_paper_whose_tuple_the_run_knows(two_papers: DeskServer) -> None:
    (root_of(two_papers) / "sources/doe2024/paper.pdf").write_bytes(b"%PDF-")
    known = listed(two_papers)["doe2024"]
    assert (known["missing"], known["lacks"]) == ([], [])


def test_before_a_run_no_part_is_known(served: DeskServer) -> None:
    one = listed(served)["doe2024"]
    assert one["missing"] == ["v_spike", "tau", "g_on", "g_off"]
    assert one["lacks"] == ["no document", "in no run yet"]


def test_papers_stand_in_the_order_in_which_they_are_to_be_read(two_papers: DeskServer) -> None:
    """A paper that anyone can read stands before a credited one that lies behind it in the list of the run."""
    root = root_of(two_papers)
    library = root / "references.bib"
    found = "".join(
        f"@article{{{key},\n  author = {{Poe, P}},\n  title = {{Pulses}},\n  keywords = {{{keywords}}}\n}}\n"
        for key, keywords in (("poe2021", "review-fig11, synapse, VCM"), ("poe2022", "synapses, synapse, ECM"))
    )
    library.write_text(library.read_text(encoding="utf-8") + "\n" + found, encoding="utf-8")
    (root / "results/data/next_readings.csv").write_text("paper\npoe2022\npoe2021\n", encoding="utf-8")
    assert [key for key in listed(two_papers) if key.startswith("poe")] == ["poe2022", "poe2021"]


def test_opening_a_paper_writes_nothing(two_papers: DeskServer) -> None:
    root = root_of(two_papers)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for key in ("doe2024", "roe2023"):
        status, paper = asked(two_papers, f"paper?key={key}")
        assert (status, paper["files"], paper["text"], paper["tables"]) == (200, [], [], [])
        assert asked(two_papers, f"draft?key={key}")[0] == 200
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not (root / "sources/roe2023").exists()


def test_a_paper_has_the_pages_of_which_something_is_not_read(served: DeskServer) -> None:
    unnamed = "The bench was at 3.3 V and 40 ns, and it was 300 K in 2 rooms."
    source = f"#set page(width: 300pt, height: 300pt)\nRead and stored.\n#pagebreak()\n{unnamed}"
    root = root_of(served)
    (root / "paper.typ").write_text(source, encoding="utf-8")
    (root / "sources/doe2024/paper.pdf").write_bytes(typst.compile(str(root / "paper.typ")))
    asked(served, "paper?key=doe2024")
    for _ in range(600):
        if asked(served, "progress?key=doe2024")[1]["state"] not in ("waiting", "reading"):
            break
        time.sleep(0.1)
    paper = asked(served, "paper?key=doe2024")[1]
    left = paper["pages_left"]
    assert [(one["file"], one["page"]) for one in left] == [("paper.pdf", 2)]
    assert "3.3 V, 40 ns" in left[0]["line"]


@pytest.mark.parametrize(
    "documents, told, sheet",
    [
        (["paper.pdf"], "", "paper.pdf"),
        (["paper.pdf", "supplement-s.pdf"], "supplement-s.pdf", "supplement-s.pdf"),
        (["paper.pdf", "supplement-s.pdf"], "", ""),
    ],
)
def test_a_saved_table_stands_on_a_page_of_the_document_it_was_drawn_on(
    tmp_path: Path, documents: list[str], told: str, sheet: str
) -> None:
    hand = Hand(small_review(tmp_path))
    for name in documents:
        (tmp_path / "sources/doe2024" / name).write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    hand.drawn("doe2024", "Table 2", 5, "", [["Device", "V (V)"], ["A", "1.5"]], file=told)
    assert sheets_of(read_folder(tmp_path / "sources", "doe2024")) == {"table_2.csv": sheet}


def test_a_table_is_drawn_on_a_document_of_the_paper_alone(served: DeskServer) -> None:
    rows = [["Device", "V (V)"], ["A", "1.5"]]
    table = {"key": "doe2024", "what": "drawn", "label": "Table 2", "page": 1, "caption": "", "rows": rows}
    status, answer = asked(served, "decide", {**table, "file": "../../references.bib"})
    assert (status, "is no file of this paper" in answer["problem"]) == (409, True)
    assert not (root_of(served) / "sources/doe2024/table_2.csv").exists()
