"""What is printed is kept as it is printed: no escaped character in a text, and no piece of a tag at a cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from memlit.desk.read.sentence import marked_in, place_in
from memlit.field import load_vocabulary
from memlit.passages import read_passages
from memlit.passages.model import cut_out
from memlit.quantities import read_quantities
from printed.tables import read_tables

from tests.builders import ROOT

VOCABULARY = load_vocabulary(ROOT / "config" / "vocabulary.yaml")
PAGE = "<html><body><p>The set voltage is &lt;1.5 V &amp; the reset voltage is &gt;2 V.</p></body></html>"
TABLE = "<table><tr><th>Device</th><th>Set voltage (V)</th></tr><tr><td>A &amp; B</td><td>&lt;1.5</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.html", f"<html><body>{TABLE}</body></html>"),
        ("a.xml", f"<article><body><table-wrap><label>Table 1</label>{TABLE}</table-wrap></body></article>"),
        ("a.csv", "Device,Set voltage (V)\nA & B,<1.5\n"),
    ],
)
def test_a_cell_is_kept_as_it_is_printed(tmp_path: Path, name: str, source: str) -> None:
    (tmp_path / name).write_text(source, encoding="utf-8")
    (table,) = read_tables(tmp_path / name).tables
    assert [(cell.text, cell.markup) for cell in table.cells if cell.row == 1] == [("A & B",) * 2, ("<1.5",) * 2]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.html", PAGE),
        ("a.md", "The set voltage is &lt;1.5 V &amp; the reset voltage is &gt;2 V.\n"),
        ("a.tex", r"\begin{document}The set voltage is $<$1.5 V \& the reset voltage is $>$2 V.\end{document}"),
    ],
)
def test_a_sentence_is_kept_as_it_is_printed_and_its_value_found_in_it(tmp_path: Path, name: str, source: str) -> None:
    (tmp_path / name).write_text(source, encoding="utf-8")
    finds = read_passages(tmp_path / name, VOCABULARY).finds
    assert {find.sentence.rstrip(".") for find in finds} == {"The set voltage is <1.5 V & the reset voltage is >2 V"}
    assert [(find.printed, find.quantity.comparator) for find in finds] == [("<1.5 V", "<"), (">2 V", ">")]
    for find in finds:
        context = find.near(110)
        span = marked_in(context, find.printed, place_in(context, find.printed))
        assert span is not None
        assert context[slice(*span)] == find.printed


SENTENCE = "with R<sub>ON</sub> at 10<sup>12</sup> cycles"


@pytest.mark.parametrize("start", range(len(SENTENCE)))
def test_a_cut_leaves_no_piece_of_a_tag_and_no_raised_digit_on_the_line(start: int) -> None:
    for end in range(start + 1, len(SENTENCE) + 1):
        kept = cut_out(SENTENCE, start, end)
        assert re.sub(r"<(su[bp])>[^<>]*</\1>", "", kept).count("<") == 0
        for digits in re.findall(r"(?<!<sup>)(?<![\d>])\d+", kept):
            assert digits in ("10", "1", "0")
        assert kept.startswith("…") == (start > 0)


def test_a_cut_keeps_the_power_a_power() -> None:
    assert cut_out(SENTENCE, 0, SENTENCE.index("2</sup>")) == "with R<sub>ON</sub> at 10<sup>1</sup>…"
    assert cut_out(SENTENCE, SENTENCE.index("ub>ON"), len(SENTENCE)) == "…<sub>ON</sub> at 10<sup>12</sup> cycles"


def test_a_value_after_a_cut_tag_is_still_found() -> None:
    sentence = "x" * 40 + "<sub>ON</sub>" + "y" * 108 + " 5 V and 5 V"
    at = sentence.index("5 V")
    context = cut_out(sentence, at - 110, len(sentence))
    assert context[place_in(context, "5 V") :] == "5 V and 5 V"


def test_a_value_is_marked_whole_and_with_its_sign() -> None:
    assert place_in("at 1.5 V and 5 V", "5 V") == len("at 1.5 V and ")
    assert place_in("at −2 V and 2 V", "2 V") == len("at −2 V and ")
    assert place_in("at 1.5 V", "5 V") == -1


def test_a_smaller_sign_between_letters_is_no_tag() -> None:
    assert [(one.value, one.comparator) for one in read_quantities("I <a and b> 3 V")] == [(3.0, ">")]
    assert [one.value for one in read_quantities('10<sup>5</sup> <a href="#c">cycles</a>')] == [1e5]
