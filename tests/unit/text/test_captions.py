"""What is the caption of a figure or a table, and what is a sentence that begins with its label."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.field import load_vocabulary
from memlit.passages import read_passages
from printed.documents.opened import opened
from printed.documents.paragraphs import IN_A_SENTENCE, is_caption
from printed.ordered_rules import TradeRule, first_that_holds, without

from tests.builders import ROOT


@pytest.mark.parametrize(
    "text",
    [
        "Fig. 3 | Loops of the stack",
        "FIGURE 1. Block diagram",
        "Fig. 1 Schematic of the stack",
        "Fig. 2 (a) Schematic of the stack",
        "Fig. 14 a The mean fitness",
        "TABLE IV",
        "Table 1\nParameters of the model",
        "Figure 1.2: Structure",
        "**Fig. 3 |** Loops",
        "Fig. 1 – Structure",
        "Fig. 6. schematic of the stack",
        "Table S1. Parameters",
        "Figure S1a: Loops",
        "Fig. 2: a, b Loops of the stack",
    ],
)
def test_a_label_with_a_title_is_a_caption(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 2a illustrates the stack",
        "Fig. 1b–d13–17. Desirable features",
        "Fig. 1B.\nIn response",
        "Figure 9 (a) shows the loops",
        "Fig. 7 (a) and (b) show the loops",
        "Figures 11 and 12 are alike",
        "Figure 4h and i show",
        "Fig. 8d, e. To make a memory",
        "Fig. 5(b), This",
        "Figure 4a–c shows",
        "Fig. S18). The interval",
        "Fig. 2\nshows that",
        "Table 5.1 shows",
        "Figure 3fshows that",
        "*Figure 2* shows",
    ],
)
def test_a_label_with_a_verb_or_of_one_panel_is_of_a_sentence(text: str) -> None:
    assert not is_caption(text)


def test_a_label_that_the_text_before_asks_for_is_of_a_sentence() -> None:
    assert not is_caption("Fig. 2. The model has two states", "The model is shown in")
    assert is_caption("Fig. 2. The model", "The model has two states.")


@pytest.mark.parametrize("rule", IN_A_SENTENCE, ids=lambda rule: rule.name)
def test_the_print_of_a_rule_is_decided_by_it(rule: TradeRule[str]) -> None:
    others = without(IN_A_SENTENCE, rule.name)
    label = rule.example.partition(" ")[2].lstrip("0123456789")
    assert first_that_holds(IN_A_SENTENCE, label) is rule
    assert first_that_holds(others, label) is None
    assert not is_caption(rule.example)


def test_a_paragraph_that_is_broken_before_a_label_goes_on_with_it(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    lines = (
        "The keys are made from the spread of many cells that are written in turn, as is shown in",
        "Fig. 1b. Recent reports show a memory window of 1.8 V in cells of this kind, which were",
        "made by others and are not of this work at all.",
    )
    columns = f"#grid(columns: 2, gutter: 1cm, [{lines[0]}], [{lines[1]} {lines[2]}])"
    caption = "#text(size: 7pt)[Fig. 1 | Cells and keys. a Cell. b Keys of all cells.]"
    page = "#set page(width: 22cm, height: 12cm)\n"
    (tmp_path / "in.typ").write_text(f"{page}{columns}\n\n{caption}\n", encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    with opened(tmp_path / "paper.pdf") as document:
        blocks = [(block.kind, " ".join(block.text.split())) for block in document.blocks[0]]
    assert [kind for kind, _ in blocks] == ["text", "caption"]
    assert "as is shown in Fig. 1b. Recent reports show" in blocks[0][1]


TWO_PAGES = """
#set page(width: 14cm, height: 8cm, footer: text(size: 7pt)[https://doi.org/10.0000/made-up])
#set text(size: 10pt)
The cells are of a polymer that is made up for this test. The upward (downward) domains of all of these cells are then
written by +20 V (−20 V) voltage
#pagebreak()
pulses (0.1 s) on the bottom electrode, while the top electrodes are at the ground. This sentence is of the second page.
"""


def test_a_sentence_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "in.typ").write_text(TWO_PAGES, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    found = read_passages(tmp_path / "paper.pdf", vocabulary).finds
    assert [(one.page, one.printed, one.start < one.end) for one in found] == [
        (1, "+20 V", True),
        (1, "−20 V", True),
        (2, "0.1 s", True),
    ]
    assert len({one.sentence for one in found}) == 1
    assert "doi" not in found[0].sentence
    assert all(len(one.boxes) == 1 for one in found)


CLIPPED = """
#set page(width: 10cm, height: 8cm)
The cell is set by a pulse of 2 V and all of this is drawn.
#box(clip: true, width: 4cm, height: 1cm)[#box(width: 4cm, height: 6cm)[Shown text of a figure.

#v(3cm) The hidden cell has a set voltage of 3 V.]]
"""


def test_text_that_is_clipped_away_is_not_of_the_page(tmp_path: Path) -> None:
    """A figure may hold the whole page of another file and show a part of it."""
    typst = pytest.importorskip("typst")
    (tmp_path / "in.typ").write_text(CLIPPED, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    with opened(tmp_path / "paper.pdf") as document:
        text = "".join(block.text for block in document.blocks[0])
    assert "Shown text" in text
    assert "hidden" not in text
