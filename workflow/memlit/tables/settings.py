"""The tolerances of the reader of tables, each once, with its unit and its meaning (docs/tolerances.md).

    >>> SETTINGS.column_gap
    0.62

Lengths of type are multiples of the type size, so that they hold for every size of print; others are points of a page.
`python -m memlit.tables.settings` writes docs/tolerances.md.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

SIZES, POINTS, SHARE, RATIO = "type sizes", "points", "share", "ratio"
PAGE = Path("docs/tolerances.md")


def _of(default: float, unit: str, meaning: str, evidence: str = "") -> Any:
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "evidence": evidence})


@dataclass(frozen=True)
class TableSettings:
    """What counts as near, alike, few or many on a page; a value that makes no sense is refused.

    Errors: ValueError that names the tolerance.
    """

    half_letter: float = _of(0.28, SIZES, "the middle of small letters stands this far over the baseline")
    thin_strip: float = _of(0.2, SIZES, "white that may part two columns if the lines above are white there too")
    strip: float = _of(0.3, SIZES, "white that parts two columns, and the least indent or step between lines")
    column_gap: float = _of(0.62, SIZES, "words of a line that stand nearer are of one cell")
    search_gap: float = _of(0.95, SIZES, "white that makes a line a candidate, or parts values and tables side by side")
    justified_gap: float = _of(1.2, SIZES, "the widest white between the words of a line of prose")
    text_gap: float = _of(1.6, SIZES, "words of a line that stand further apart are of two texts")
    sentence_gap: float = _of(
        2.5, SIZES, "a line with wider white is no sentence; texts whose ends differ more differ in length"
    )
    far_side: float = _of(
        6.0, SIZES, "what is shifted further to the side, or stands over a wider gutter, is another text"
    )

    one_line: float = _of(0.72, SIZES, "lines with a smaller step lie on each other, as cells centred on one row")
    block_gap: float = _of(
        1.5, SIZES, "lines with more white between them are not of one block; the step of two lines of a cell"
    )
    row_gap: float = _of(1.7, SIZES, "the widest step from a line to the next of one cell, caption, note or paragraph")
    far_line: float = _of(1.9, SIZES, "more white than this ends a table without rules")
    rule_reach: float = _of(
        2.5, SIZES, "a rule, or a first note, that stands further from a line does not belong to it"
    )
    caption_reach: float = _of(4.5, SIZES, "a caption, or what goes on beyond a rule, stands no further away")
    heads_reach: float = _of(
        9.0, SIZES, "heads, and a label that speaks for a table, stand at most so far over its first line"
    )
    caption_depth: float = _of(14.0, SIZES, "a caption below a table is read at most so far down")

    same_start: float = _of(0.8, POINTS, "texts that begin at one x differ by less")
    flush: float = _of(1.2, POINTS, "texts that are flush with, or centred on, each other differ by less")
    same_extent: float = _of(2.5, POINTS, "the ends of rules of one table differ by less; a text may jut out so far")
    touch: float = _of(3.0, POINTS, "a rule or a figure that overlaps a line by less stands beside it")
    double_rule: float = _of(6.0, POINTS, "rules nearer than this are one double rule")
    part_sides: float = _of(8.0, POINTS, "the sides of two parts of one table, on two pages, differ by less")
    figure_gap: float = _of(8.0, POINTS, "strokes nearer than this are of one figure")
    indent: float = _of(15.0, POINTS, "the first line of a paragraph is indented by less")
    rule_length: float = _of(20.0, POINTS, "a shorter rule parts nothing; a table is at least so high")
    figure_side: float = _of(25.0, POINTS, "a figure is at least so wide and so high")
    across: float = _of(30.0, POINTS, "a rule that goes on so far on both sides of a gutter crosses it")
    table_width: float = _of(60.0, POINTS, "a table is at least so wide")
    prose_width: float = _of(90.0, POINTS, "a line of prose is at least so wide")
    table_height: float = _of(500.0, POINTS, "a table without a rule is at most so high")
    figure_area: float = _of(3000.0, "square points", "a drawing or picture of less is no figure")

    stray: float = _of(0.06, SHARE, "so few that they say nothing")
    few: float = _of(0.15, SHARE, "few of many, as lines that bridge two columns")
    some: float = _of(0.25, SHARE, "enough of many to be no exception")
    over_third: float = _of(0.35, SHARE, "enough places of a table are filled, or cells hold two columns")
    nearly_half: float = _of(0.45, SHARE, "numbers and filled places of a table without rules or caption")
    over_half: float = _of(0.6, SHARE, "more than half of many, or of a length")
    most: float = _of(0.7, SHARE, "most of many, or of a length")
    nearly_all: float = _of(0.85, SHARE, "nearly all of many, or of a length")
    off_centre: float = _of(0.1, SHARE, "the middle of a head lies off that of its columns by less of their width")
    margin: float = _of(0.09, SHARE, "running heads and page numbers stand in this part of the height of a page")
    figure_share: float = _of(0.6, SHARE, "a drawing or picture over more of the page is its ground")

    rounded: float = _of(0.035, RATIO, "steps and widths that differ by less are equal but for rounding")
    same_size: float = _of(0.08, RATIO, "types that differ by less are of one size")
    larger: float = _of(1.15, RATIO, "type, or a rule, that is larger by this than its neighbours is of something else")
    wider_pitch: float = _of(1.25, RATIO, "steps between lines of two kinds differ at least by this")
    apart_pitch: float = _of(1.4, RATIO, "a step wider than the usual one by this parts what stands below")
    below_counts: float = _of(3.0, RATIO, "a caption below a table counts as so many times further away")

    fewest_rules: int = _of(3, "rules", "rules of one extent that draw a table")
    fewest_rows: int = _of(3, "rows", "rows that show a pattern")
    rows_of_words: int = _of(5, "rows", "rows that show a pattern in a table of words, or lines of prose")
    fewest_cells: int = _of(4, "cells", "filled cells that make a table")
    labels: int = _of(4, "lines", "texts on lines of their own that make a column, or heads shifted off their numbers")
    lines_of_cell: int = _of(4, "lines", "lines over which a text in brackets, or the last cell of a table, goes on")
    head_rows: int = _of(8, "lines", "lines that a head has at most; also half the rows of the table")
    lines_without_gap: int = _of(8, "lines", "lines of one text that stand between two rows of one table")
    lines_of_caption: int = _of(12, "lines", "lines that a caption has at most")
    lines_of_page: int = _of(12, "lines", "lines that show the columns of a page, or the order of a list")
    notes: int = _of(40, "notes", "notes below a table")
    words_of_value: float = _of(2.5, "words", "mean length of the values of a table of words")
    words_of_title: float = _of(1.5, "words", "mean length of the titles in a table of contents")
    words_of_head: int = _of(4, "words", "a head has at most so many; texts of a list have more")
    words_of_prose: int = _of(4, "words", "a line of prose has at least so many")
    words_of_line: int = _of(8, "words", "a full line of prose has at least so many")
    mark_length: int = _of(6, "characters", "the mark of a list, the number of an equation")
    label_length: int = _of(12, "characters", "`Table 12` on a line of its own")
    value_length: int = _of(24, "characters", "a value without blanks")
    long_text: int = _of(300, "characters", "a box of so much text is no table")
    values_in_cell: int = _of(3, "values", "values with units in one cell: `1.2 V/50 ns`")
    strokes: int = _of(9, "points", "points of the least drawing with two by two cells: a box and two lines across it")
    strokes_of_figure: int = _of(4, "strokes", "strokes of a figure, or of a drawing for each of its labels")
    squares: int = _of(20_000, "places", "places between the rules of a frame that is still read as a table")

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not value > 0 or (unit_of(one) == SHARE and value >= 1) or (one.type == "int" and value != int(value)):
                raise ValueError(f"{one.name} is {value}: write a positive number of {unit_of(one)}")
        for ordered in ORDER:
            values = [getattr(self, name) for name in ordered]
            if values != sorted(values):
                raise ValueError(f"{', '.join(ordered)} are {values}: write them in rising order")


ORDER = (
    ("thin_strip", "strip", "column_gap", "search_gap", "text_gap", "sentence_gap"),
    ("one_line", "block_gap", "row_gap", "far_line", "rule_reach", "caption_reach", "heads_reach"),
    ("same_start", "flush", "same_extent"),
    ("stray", "few", "some", "over_third", "nearly_half", "over_half", "most", "nearly_all"),
    ("wider_pitch", "apart_pitch"),
)
"""Tolerances of one kind, from the closest to the widest."""


def unit_of(one: Field[Any]) -> str:
    """The unit of a tolerance."""
    return str(one.metadata["unit"])


SETTINGS = TableSettings()


def page() -> str:
    """docs/tolerances.md."""
    lines = [
        "# Tolerances of the reader of tables",
        "",
        "Written by `python -m memlit.tables.settings` from `memlit/tables/settings.py`.",
        "",
        "| tolerance | value | unit | meaning | evidence |",
        "|---|---|---|---|---|",
    ]
    for one in fields(TableSettings):
        said = one.metadata
        lines.append(f"| `{one.name}` | {one.default:g} | {said['unit']} | {said['meaning']} | {said['evidence']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
