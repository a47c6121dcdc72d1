r"""LaTeX sources as documents: what they print, what `\input` and macros may do, and what is refused."""

from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from memlit.curation.adding.proposals import is_document
from memlit.errors import DocumentError
from memlit.passages import read_passages
from memlit.sources.attribution.reference_list import read_references
from memlit.sources.extract import read_document
from printed.documents.kind import document_kind
from printed.tables import Table, TableReading, read_tables

from tests.builders import corpus, vocabulary


def read(tmp_path: Path, text: str | bytes, name: str = "paper.tex") -> TableReading:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_tables(path)


def table(tmp_path: Path, rows: str, columns: str = "llll", before: str = "", after: str = "") -> Table:
    grid = rf"\begin{{tabular}}{{{columns}}}{rows}\end{{tabular}}"
    return read(tmp_path, rf"{before}\begin{{table}}\caption{{Cells}}{grid}{after}\end{{table}}").tables[0]


def texts(table: Table) -> list[list[str]]:
    """Rows of printed cells, a spanned place as `<` (from the left) or `^` (from above)."""
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.col, cell.col + cell.colspan):
                assert grid[r][c] == "", "a place is covered twice"
                grid[r][c] = "<" if c > cell.col else "^" if r > cell.row else cell.text or "."
    assert all(place for row in grid for place in row), "a place is not covered"
    return grid


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".tex", text)
    return out.getvalue()


def tarred(members: dict[str, str], link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
        if link:
            info = tarfile.TarInfo("linked.tex")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return out.getvalue()


def test_rules_and_comments_print_nothing(tmp_path: Path) -> None:
    rows = r"""
    \toprule
    Cell & Width % not printed & 7 \\
    \\ \cmidrule(lr){1-2}
    A\,\% & 50~ns \\[2pt] \midrule \addlinespace[3pt]
    B \& C & 1--2\,ms \\* \hline\hline
    \bottomrule
    """
    assert texts(table(tmp_path, rows)) == [
        ["Cell", "Width"],
        ["A\u2009%", "50 ns"],
        ["B & C", "1–2\u2009ms"],
    ]


@pytest.mark.parametrize(
    ("source", "plain", "markup"),
    [
        (r"$R_{on}$", "Ron", "R<sub>on</sub>"),
        (r"$R_{\mathrm{LRS}}$ (k$\Omega$)", "RLRS (kΩ)", "R<sub>LRS</sub> (kΩ)"),
        (r"$5\times 10^{-12}$", "5×10−12", "5×10<sup>−12</sup>"),
        (r"$10^9$", "109", "10<sup>9</sup>"),
        (r"10\textsuperscript{6}", "106", "10<sup>6</sup>"),
        (r"\SI{10}{\micro\second}", "10 µs", "10 µs"),
        (r"\qty{2.5}{\kilo\ohm}", "2.5 kΩ", "2.5 kΩ"),
        (r"\num{3e5}", "3e5", "3e5"),
        (r"Energy (\si{\pico\joule})", "Energy (pJ)", "Energy (pJ)"),
        (r"\SIrange{1}{5}{\volt}", "1 to 5 V", "1 to 5 V"),
        (r"\unit[4]{V}", "4 V", "4 V"),
        (r"$\pm$\textbf{2.5} V", "±2.5 V", "±2.5 V"),
        (r"85\,$^\circ$C", "85\u2009°C", "85\u2009°C"),
        (r"\textcolor{red}{7} {\bfseries 8}", "7 8", "7 8"),
        (r"Schr\"odinger, \'{e}t\'e", "Schrödinger, été", "Schrödinger, été"),
        (r"$\frac{1}{3}$", "1/3", "1/3"),
        (r"\makecell{on\\off}", "on\noff", "on\noff"),
        (r"\begin{tabular}[c]{@{}c@{}}up\\down\end{tabular}", "up\ndown", "up\ndown"),
    ],
)
def test_a_cell_is_what_is_printed(tmp_path: Path, source: str, plain: str, markup: str) -> None:
    cells = table(tmp_path, rf"x & y \\ z & {source} \\").cells
    assert (cells[-1].text.replace("μ", "µ"), cells[-1].markup.replace("μ", "µ")) == (plain, markup)


def test_spans_cover_every_place_once(tmp_path: Path) -> None:
    rows = r"""
    \multirow{2}{*}{Cell} & \multicolumn{2}{c}{Pulse} & \multirow[t]{2}{2cm}{State} \\ \cline{2-3}
     & V & ns & \\ \hline
    A & 1 & 2 & 3 \\
    """
    assert texts(table(tmp_path, rows)) == [
        ["Cell", "Pulse", "<", "State"],
        ["^", "V", "ns", "^"],
        ["A", "1", "2", "3"],
    ]


def test_a_span_that_reaches_up_and_one_that_meets_print(tmp_path: Path) -> None:
    up = table(tmp_path, r"a & 1 \\ & 2 \\ \multirow{-2}{*}{b} & 3 \\")
    assert texts(up) == [["a", "1"], ["b", "2"], ["^", "3"]]
    cut = table(tmp_path, r"\multirow{3}{*}{a} & 1 \\ & 2 \\ b & 3 \\")
    assert texts(cut) == [["a", "1"], ["^", "2"], ["b", "3"]]
    assert "rowspan-cut:3" in cut.cells[0].flags


@pytest.mark.parametrize(
    "start",
    [
        r"\begin{tabular*}{\textwidth}{@{\extracolsep{\fill}} l S[table-format=1.1] @{}}",
        r"\begin{tabularx}{\linewidth}{l>{\centering\arraybackslash}X}",
        r"\begin{tabular}[t]{l|p{2cm}}",
        r"\resizebox{\columnwidth}{!}{\begin{tabular}{lc}",
    ],
)
def test_tables_of_every_kind_begin_behind_their_columns(tmp_path: Path, start: str) -> None:
    name = start[start.rindex(r"\begin{tab") + 7 :].split("}")[0]
    reading = read(
        tmp_path, rf"\begin{{table*}}\caption{{x}}{start} Cell & V \\ A & 1.5 \\ \end{{{name}}}\end{{table*}}"
    )
    assert texts(reading.tables[0]) == [["Cell", "V"], ["A", "1.5"]]


def test_caption_label_and_notes(tmp_path: Path) -> None:
    text = r"""
    \begin{table}
      \caption[short]{Pulses of $\mathrm{HfO_2}$ cells\label{tab:pulses}}
      \begin{threeparttable}
      \begin{tabular}{ll} Cell & V\tnote{a} \\ A & 2\footnote{median of 20} \\ \end{tabular}
      \begin{tablenotes}\item[a] at 85\,$^\circ$C \item[b] as grown\end{tablenotes}
      \end{threeparttable}
    \end{table}
    """
    (one,) = read(tmp_path, text).tables
    assert (one.label, one.caption) == ("tab:pulses", "Pulses of HfO<sub>2</sub> cells")
    assert one.notes == ("<sup>a</sup> at 85\u2009°C", "<sup>b</sup> as grown", "median of 20")
    assert one.cells[1].markup == "V<sup>a</sup>"


def test_longtable_drops_what_its_pages_repeat(tmp_path: Path) -> None:
    text = r"""
    \begin{longtable}{ll}
    \caption{All cells}\label{tab:all}\\
    \toprule Cell & V \\ \midrule \endfirsthead
    \multicolumn{2}{c}{continued} \\ Cell & V \\ \endhead
    \multicolumn{2}{r}{next page} \\ \endfoot
    \endlastfoot
    A & 1 \\
    B & 2 \\
    \end{longtable}
    """
    (one,) = read(tmp_path, text).tables
    assert (one.label, one.caption) == ("tab:all", "All cells")
    assert texts(one) == [["Cell", "V"], ["A", "1"], ["B", "2"]]


def test_citations_are_numbers_of_the_list(tmp_path: Path) -> None:
    after = r"\begin{thebibliography}{9}\bibitem{xu} Xu. \bibitem[O(1)]{ott} Ott.\end{thebibliography}"
    one = table(
        tmp_path, r"Cell & V \\ A \cite{ott} & 1 \\ B~\citep[see][]{xu, ott} & 2 \\", after=r"\end{table}" + after
    )
    assert [row[0] for row in texts(one)] == ["Cell", "A [2]", "B [1, 2]"]


def test_macros_without_arguments_are_written_out_where_they_are_defined(tmp_path: Path) -> None:
    before = r"\newcommand{\ron}{$R_{on}$}\def\w{50}\newcommand*\both{\ron, \w}\newcommand{\two}[1]{#1}"
    one = table(tmp_path, r"\both & \w\,ns \\ \renewcommand{\w}{60}\w & \two{8} \\", before=before)
    assert texts(one) == [["Ron, 50", "50\u2009ns"], ["60", "8"]]


def test_macros_with_arguments_print_them_in_their_places(tmp_path: Path) -> None:
    before = r"\newcommand{\stack}[2]{TiN/#1/#2}\newcommand{\cell}[1][HfO$_2$]{\stack{#1}{Ti}}\def\in#1#2{#2 (#1)}"
    one = table(tmp_path, r"\cell & \cell[ZrO$_2$] \\ \stack{\textbf{W}}{Pt} & \in{V}{Set} \\", before=before)
    assert texts(one) == [["TiN/HfO2/Ti", "TiN/ZrO2/Ti"], ["TiN/W/Pt", "Set (V)"]]


def test_what_is_no_table_gives_none(tmp_path: Path) -> None:
    text = r"""
    \documentclass{article}\begin{document}
    \begin{verbatim}\begin{tabular}{ll} a & 1 \\ b & 2 \\ \end{tabular}\end{verbatim}
    % \begin{tabular}{ll} a & 1 \\ b & 2 \\ \end{tabular}
    \iffalse \begin{tabular}{ll} a & 1 \\ b & 2 \\ \end{tabular} \fi
    $\begin{array}{ll} a & 1 \\ b & 2 \end{array}$
    \end{document} \begin{tabular}{ll} a & 1 \\ b & 2 \\ \end{tabular}
    """
    assert read(tmp_path, text).tables == ()


INNER = r"\begin{tabular}{ll} Cell & V \\ A & 3 \\ \end{tabular}"
MAIN = r"\documentclass{article}\begin{document}\begin{table}\caption{x}\input{%s}\end{table}\end{document}"


def test_an_archive_is_read_from_its_main_file(tmp_path: Path) -> None:
    expected = [["Cell", "V"], ["A", "3"]]
    packed = zipped(a="not this", main=MAIN % "tables/one", tables__one=INNER)
    assert texts(read(tmp_path, packed, "p.zip").tables[0]) == expected
    packed = tarred({"src/paper.tex": MAIN % "one.tex", "src/one.tex": INNER, "src/fig.png": "x" * 1000})
    assert texts(read(tmp_path, packed, "p.tar.gz").tables[0]) == expected
    assert (
        texts(read(tmp_path, gzip.compress((MAIN.replace(r"\input{%s}", INNER)).encode()), "p.gz").tables[0])
        == expected
    )


def test_a_macro_may_name_the_folder_of_a_file(tmp_path: Path) -> None:
    main = r"\newcommand{\parts}{tables}\newcommand{\safely}[1]{\input{#1}}" + MAIN % r"\parts/one"
    reading = read(tmp_path, zipped(main=main, tables__one=INNER), "p.zip")
    assert texts(reading.tables[0]) == [["Cell", "V"], ["A", "3"]]
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "wanted", [r"\up/secret", "/etc/passwd", "../secret", "tables/../../secret", "~/secret", "gone"]
)
def test_input_never_leaves_the_archive(tmp_path: Path, wanted: str) -> None:
    (tmp_path / "secret.tex").write_text(INNER)
    inner = tmp_path / "inner"
    inner.mkdir()
    main = r"\newcommand{\up}{..}" + MAIN % wanted
    for name, data in (("p.zip", zipped(main=main)), ("p.tex", main.encode())):
        reading = read(inner, data, name)
        assert reading.tables == ()
        assert any("names no file beside it" in line for line in reading.warnings)


def test_a_lone_file_includes_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "one.tex").write_text(INNER)
    assert read(tmp_path, MAIN % "one").tables == ()


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text(INNER)
    packed = tarred({"main.tex": MAIN % "linked"}, link=str(tmp_path / "secret.tex"))
    assert read(tmp_path, packed, "p.tar.gz").tables == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.zip", zipped(main=r"\input{main}\section{x}")),
        ("p.zip", zipped(main=r"\section{x}\input{a}", a=r"\input{b}", b=r"\input{a}")),
        ("p.tex", rb"\newcommand{\a}{\b}\newcommand{\b}{\a}\section{x}\a"),
    ],
)
def test_what_includes_itself_is_left_out_and_said(tmp_path: Path, name: str, content: bytes) -> None:
    assert any("itself" in line for line in read(tmp_path, content, name).warnings)


DOUBLED = "".join(rf"\newcommand{{\{chr(97 + n)}x}}{{\{chr(96 + n)}x\{chr(96 + n)}x}}" for n in range(1, 26))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.tex", (r"\newcommand{\ax}{ha}" + DOUBLED + r"\section{\zx}").encode()),
        ("p.tex", (r"\newcommand{\ax}{}" + DOUBLED + r"\section{\zx}").encode()),
        ("p.tex", b"\\section{x}" + b"a" * 11_000_000),
        ("p.gz", gzip.compress(b"\\section{x}" + b" " * 25_000_000, 1, mtime=0)),
        ("p.zip", zipped(main="\\section{x}" + " " * 11_000_000)),
        ("p.zip", zipped(main=r"\section{x}" + r"\input{a}" * 60, a=r"\input{b}" * 60, b=r"\input{c}" * 60, c="x")),
        ("p.gz", b"\x1f\x8b broken"),
        ("p.gz", gzip.compress(b"\\section{x}" * 900, mtime=0)[:-40] + b"x" * 20),
        ("p.tar.gz", tarred({"readme.md": "no source"})),
    ],
    ids=["doubled", "empty", "long", "gzip", "zip", "nested", "no gzip", "cut gzip", "no source"],
)
def test_bombs_and_broken_archives_are_refused_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(DocumentError, match=f"^{name}: "):
        read(tmp_path, content, name)


@pytest.mark.parametrize(
    "body",
    [
        "{" * 100_000,
        "}" * 100_000,
        r"\frac{" * 20_000,
        r"\footnote{" * 20_000,
        r"\begin{tabular}{l}" * 5_000,
        r"\multirow{2}{*}{" * 5_000,
        "$" * 50_001 + "^" * 50_000,
        r"\SI{" * 20_000,
        r"\caption{" * 5_000,
        r"\cite[" * 20_000,
        r"\begin{tabular}{l}" + r"\multicolumn{999999}{l}{x} & " * 300 + r"\\ a & b",
    ],
)
def test_unbalanced_and_deep_sources_end(tmp_path: Path, body: str) -> None:
    path = tmp_path / "paper.tex"
    path.write_text("\\section{x}\n" + INNER + body)
    tables: tuple[Table, ...] = ()
    with contextlib.suppress(DocumentError):
        tables = read_tables(path).tables
    assert [["Cell", "V"], ["A", "3"]] in [texts(one) for one in tables] or "tabular" in body
    read_passages(path, vocabulary())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"\section{Devices}", "latex"),
        ("% only\n" * 2000 + r"\documentclass{article}", "latex"),
        ("device,V\nA,$10^2$\n", "delimited"),
        ("Device;\\section\nA;1\n", "delimited"),
        (r"<html><pre>\section{x}</pre></html>", "html"),
    ],
)
def test_latex_is_known_by_its_content(tmp_path: Path, text: str, kind: str) -> None:
    (tmp_path / "file.txt").write_text(text)
    assert document_kind(tmp_path / "file.txt") == kind


def test_sources_are_documents_that_add_takes(tmp_path: Path) -> None:
    for name, content, wanted in (
        ("a.tex", rb"\section{x}", True),
        ("b.zip", zipped(main=r"\section{x}"), True),
        ("c.gz", gzip.compress(rb"\section{x}", mtime=0), True),
        ("d.gz", tarred({"main.tex": r"\section{x}"}), True),
        ("e.gz", tarred({"notes.md": "x"}), False),
        ("f.gz", gzip.compress(b"dear diary", mtime=0), False),
        ("g.gz", b"\x1f\x8bx", False),
    ):
        (tmp_path / name).write_bytes(content)
        assert is_document(tmp_path / name) is wanted, name


def test_passages_of_paragraphs_and_captions(tmp_path: Path) -> None:
    text = r"""
    \begin{abstract} The endurance exceeds $10^{6}$ cycles. \end{abstract}
    \begin{figure}\includegraphics{a}\caption{The read voltage was \SI{0.2}{\volt}.}\end{figure}
    \begin{table}\begin{tabular}{ll} The read voltage was & 7 V. \\ \end{tabular}\end{table}
    \begin{equation} V = 9~\mathrm{V} \end{equation}
    \begin{thebibliography}{9}\bibitem{a} The read voltage was 8 V.\end{thebibliography}
    """
    path = tmp_path / "paper.tex"
    path.write_text(text)
    finds = read_passages(path, vocabulary()).finds
    assert [(find.parameter, find.quantity.si_lower or find.quantity.si_value, find.kind) for find in finds] == [
        ("endurance", 1e6, "text"),
        ("read_voltage", 0.2, "caption"),
    ]


def test_a_source_folder_with_a_tex_file_is_mined(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "a2020"
    folder.mkdir(parents=True)
    rows = r"Device & $R_{\mathrm{on}}$ (k$\Omega$) \\ HfO$_2$ & 12.5 \\ TaO$_x$ & $<3$ \\"
    (folder / "main.tex").write_text(
        rf"\documentclass{{article}}\begin{{document}}\begin{{table}}\caption{{x}}\label{{tab:r}}"
        rf"\begin{{tabular}}{{ll}}{rows}\end{{tabular}}\end{{table}}\end{{document}}"
    )
    data = read_document(corpus(tmp_path), "a2020").data
    values = [one for one in data if one.parameter == "r_on"]
    assert [(one.device, one.parameter, one.printed.text, one.method) for one in values] == [
        ("hfo2", "r_on", "12.5", "latex-table"),
        ("taox", "r_on", "<3", "latex-table"),
    ]


def test_a_citation_that_begins_a_row_is_no_option_of_the_row_above(tmp_path: Path) -> None:
    text = r"\documentclass{article}\begin{document}" + INNER.replace("A & 3", r"\cite{b} & 3 \\ \cite{a} & 4")
    text += r"\begin{thebibliography}{9}\bibitem{a} A. Ade, 2018.\bibitem{b} B. Bee, \textit{Melting}, 2019."
    reading = read(tmp_path, text + r"\end{thebibliography}\end{document}")
    assert texts(reading.tables[0])[1:] == [["[2]", "3"], ["[1]", "4"]]
    assert read_references(tmp_path / "paper.tex").texts == {1: "A. Ade, 2018.", 2: "B. Bee, Melting, 2019."}


def test_a_prefix_that_is_not_known_is_marked_and_never_dropped(tmp_path: Path) -> None:
    rows = r"$5\,\upmu\mathrm{s}$ & $5\,\foo\mathrm{s}$ & $\displaystyle x\left(3\right)$ & \SI{5}{\kV} \\ "
    one = table(tmp_path, rows + r"$2\,\mathrm{k}\Upomega$ & a & b & \si{\us} \\")
    assert texts(one)[0] == ["5\u2009μs", "5\u2009\ufffds", "x(3)", "5 kV"]
    assert (texts(one)[1][0], texts(one)[1][3]) == ("2\u2009kΩ", "µs")
