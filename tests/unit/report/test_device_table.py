"""The comparison table for another paper: what LaTeX must not read as its own, and places as footnotes once each."""

from __future__ import annotations

from memlit.library import Entry
from memlit.placing.table import DeviceLine, as_latex, bibtex, table_rows

LINES = (
    DeviceLine("", "this work", "", "VCM", "set", ("1.2 V", "50 ns", "396 fJ"), (), ()),
    DeviceLine(
        "doe2020/a/set", "Doe 2020", "Ag:α-Si & 50%", "ECM", "set", ("0.9 V", "≤ 5 µs", "–"),
        ("V: Doe 2020, Table_1 (primary)", "tau: Roe 2021 (secondary)"), ("doe2020", "roe2021"),
    ),
    DeviceLine(
        "roe2021/b/set", "Roe 2021", "HfOx", "VCM", "set", ("1 V", "1 ms", "2–4 nJ"),
        ("tau: Roe 2021 (secondary)",), ("roe2021",),
    ),
)  # fmt: skip
COLUMNS = ("device", "class", "pulse", "V", "tau", "E_a")


def test_latex_has_no_sign_that_is_a_command_and_each_place_once() -> None:
    text = as_latex(COLUMNS, LINES)
    assert r"device & class & pulse & $V$ & $\tau$ & $E_\mathrm{a}$ \\" in text
    assert r"Doe 2020, Ag:$\alpha$-Si \& 50\%~\cite{doe2020}\textsuperscript{1,2} & ECM & set" in text
    assert r"$\leq$ 5 \textmu{}s & -- \\" in text
    assert r"Roe 2021, HfOx~\cite{roe2021}\textsuperscript{2} & VCM & set & 1 V & 1 ms & 2--4 nJ \\" in text
    assert text.count("tau: Roe 2021") == 1
    assert r"\textsuperscript{1} V: Doe 2020, Table\_1 (primary)." in text


def test_rows_of_a_sheet_name_their_footnotes() -> None:
    rows, notes = table_rows(LINES)
    assert [row[0] for row in rows] == ["this work", "Doe 2020, Ag:α-Si & 50% [1,2]", "Roe 2021, HfOx [2]"]
    assert notes == ["V: Doe 2020, Table_1 (primary)", "tau: Roe 2021 (secondary)"]


def test_bibtex_keeps_what_a_reference_list_needs_only() -> None:
    fields = {"author": "Doe, J.", "title": "A", "year": "2020", "reviewref": "7", "sets": "x"}
    own = Entry("doe2020", "article", fields)
    text = bibtex(own)
    assert "author = {Doe, J.}" in text
    assert "reviewref" not in text
    assert "sets" not in text
