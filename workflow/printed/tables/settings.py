"""All tolerances of the reader of tables: one frozen, validated object, `TABLE_SETTINGS` (the page of tolerances).

    >>> TABLE_SETTINGS.column_gap
    0.62

Lengths of type are multiples of the type size, so that they hold for every size of print; others are points of a page.
"""

from dataclasses import dataclass
from typing import ClassVar

from printed.tolerances import (
    Count,
    Letters,
    Part,
    Points,
    SquarePoints,
    Times,
    ToleranceSection,
    WordCount,
    tolerance,
)


@dataclass(frozen=True)
class TableSettings(ToleranceSection):
    """What counts as near, alike, few or many on a page."""

    RISING: ClassVar = (
        ("thin_strip", "strip", "column_gap", "search_gap", "text_gap", "sentence_gap"),
        ("one_line", "block_gap", "row_gap", "far_line", "rule_reach", "caption_reach", "heads_reach"),
        ("same_start", "flush", "same_extent"),
        ("stray", "few", "some", "over_third", "nearly_half", "over_half", "most", "nearly_all"),
        ("wider_pitch", "apart_pitch"),
    )

    half_letter: Letters = tolerance(0.28, "The middle of small letters stands this far over the baseline.")
    thin_strip: Letters = tolerance(0.2, "White that may part two columns if the lines above are white there too.")
    strip: Letters = tolerance(0.3, "White that parts two columns, and the least indent or step between lines.")
    column_gap: Letters = tolerance(0.62, "Words of a line that stand nearer are of one cell.")
    search_gap: Letters = tolerance(
        0.95, "White that makes a line a candidate, or parts values and tables side by side."
    )
    justified_gap: Letters = tolerance(1.2, "The widest white between the words of a line of prose.")
    text_gap: Letters = tolerance(1.6, "Words of a line that stand further apart are of two texts.")
    sentence_gap: Letters = tolerance(
        2.5, "A line with wider white is no sentence; texts whose ends differ more differ in length."
    )
    far_side: Letters = tolerance(
        6.0, "What is shifted further to the side, or stands over a wider gutter, is another text."
    )

    one_line: Letters = tolerance(0.72, "Lines with a smaller step lie on each other, as cells centred on one row.")
    block_gap: Letters = tolerance(
        1.5, "Lines with more white between them are not of one block; the step of two lines of a cell."
    )
    row_gap: Letters = tolerance(
        1.7, "The widest step from a line to the next of one cell, caption, note or paragraph."
    )
    far_line: Letters = tolerance(1.9, "More white than this ends a table without rules.")
    rule_reach: Letters = tolerance(
        2.5, "A rule, or a first note, that stands further from a line does not belong to it."
    )
    caption_reach: Letters = tolerance(4.5, "A caption, or what goes on beyond a rule, stands no further away.")
    heads_reach: Letters = tolerance(
        9.0, "Heads, and a label that speaks for a table, stand at most so far over its first line."
    )
    caption_depth: Letters = tolerance(14.0, "A caption below a table is read at most so far down.")

    same_start: Points = tolerance(0.8, "Texts that begin at one x differ by less.")
    flush: Points = tolerance(1.2, "Texts that are flush with, or centred on, each other differ by less.")
    same_extent: Points = tolerance(2.5, "The ends of rules of one table differ by less; a text may jut out so far.")
    touch: Points = tolerance(3.0, "A rule or a figure that overlaps a line by less stands beside it.")
    double_rule: Points = tolerance(6.0, "Rules nearer than this are one double rule.")
    part_sides: Points = tolerance(8.0, "The sides of two parts of one table, on two pages, differ by less.")
    figure_gap: Points = tolerance(8.0, "Strokes nearer than this are of one figure.")
    indent: Points = tolerance(15.0, "The first line of a paragraph is indented by less.")
    rule_length: Points = tolerance(20.0, "A shorter rule parts nothing; a table is at least so high.")
    figure_side: Points = tolerance(25.0, "A figure is at least so wide and so high.")
    across: Points = tolerance(30.0, "A rule that goes on so far on both sides of a gutter crosses it.")
    table_width: Points = tolerance(60.0, "A table is at least so wide.")
    prose_width: Points = tolerance(90.0, "A line of prose is at least so wide.")
    table_height: Points = tolerance(500.0, "A table without a rule is at most so high.")
    figure_area: SquarePoints = tolerance(3000.0, "A drawing or picture of less is no figure.")

    stray: Part = tolerance(0.06, "So few that they say nothing.")
    few: Part = tolerance(0.15, "Few of many, as lines that bridge two columns.")
    some: Part = tolerance(0.25, "Enough of many to be no exception.")
    over_third: Part = tolerance(0.35, "Enough places of a table are filled, or cells hold two columns.")
    nearly_half: Part = tolerance(0.45, "Numbers and filled places of a table without rules or caption.")
    over_half: Part = tolerance(0.6, "More than half of many, or of a length.")
    most: Part = tolerance(0.7, "Most of many, or of a length.")
    nearly_all: Part = tolerance(0.85, "Nearly all of many, or of a length.")
    off_centre: Part = tolerance(0.1, "The middle of a head lies off that of its columns by less of their width.")
    margin: Part = tolerance(0.09, "Running heads and page numbers stand in this part of the height of a page.")
    figure_share: Part = tolerance(0.6, "A drawing or picture over more of the page is its ground.")

    rounded: Times = tolerance(0.035, "Steps and widths that differ by less are equal but for rounding.")
    same_size: Times = tolerance(0.08, "Types that differ by less are of one size.")
    larger: Times = tolerance(1.15, "Type, or a rule, that is larger by this than its neighbours is of something else.")
    wider_pitch: Times = tolerance(1.25, "Steps between lines of two kinds differ at least by this.")
    apart_pitch: Times = tolerance(1.4, "A step wider than the usual one by this parts what stands below.")
    below_counts: Times = tolerance(3.0, "A caption below a table counts as so many times further away.")

    fewest_rules: Count = tolerance(3, "Rules of one extent that draw a table.")
    fewest_rows: Count = tolerance(3, "Rows that show a pattern.")
    rows_of_words: Count = tolerance(5, "Rows that show a pattern in a table of words, or lines of prose.")
    fewest_cells: Count = tolerance(4, "Filled cells that make a table.")
    labels: Count = tolerance(4, "Texts on lines of their own that make a column, or heads shifted off their numbers.")
    lines_of_cell: Count = tolerance(4, "Lines over which a text in brackets, or the last cell of a table, goes on.")
    head_rows: Count = tolerance(8, "Lines that a head has at most; also half the rows of the table.")
    lines_without_gap: Count = tolerance(8, "Lines of one text that stand between two rows of one table.")
    lines_of_caption: Count = tolerance(12, "Lines that a caption has at most.")
    lines_of_page: Count = tolerance(12, "Lines that show the columns of a page, or the order of a list.")
    notes: Count = tolerance(40, "Notes below a table.")
    words_of_value: WordCount = tolerance(2.5, "Mean length of the values of a table of words.")
    words_of_title: WordCount = tolerance(1.5, "Mean length of the titles in a table of contents.")
    words_of_head: Count = tolerance(4, "A head has at most so many; texts of a list have more.")
    words_of_prose: Count = tolerance(4, "A line of prose has at least so many.")
    words_of_line: Count = tolerance(8, "A full line of prose has at least so many.")
    mark_length: Count = tolerance(6, "The mark of a list, the number of an equation.")
    label_length: Count = tolerance(12, "`Table 12` on a line of its own.")
    value_length: Count = tolerance(24, "A value without blanks.")
    long_text: Count = tolerance(300, "A box of so much text is no table.")
    longest_print: Count = tolerance(
        4_000,
        "A cell, caption, note or listed value has at most so many characters, many times those of any print: what is "
        "longer is no print and is not read.",
    )
    values_in_cell: Count = tolerance(3, "Values with units in one cell: `1.2 V/50 ns`.")
    strokes: Count = tolerance(9, "Points of the least drawing with two by two cells: a box and two lines across it.")
    strokes_of_figure: Count = tolerance(4, "Strokes of a figure, or of a drawing for each of its labels.")
    squares: Count = tolerance(20_000, "Places between the rules of a frame that is still read as a table.")


TABLE_SETTINGS = TableSettings()
