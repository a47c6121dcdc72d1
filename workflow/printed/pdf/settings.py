"""All tolerances of the door to a page, each once: one frozen, validated object, `PAGES` (the page of tolerances).

    >>> PAGES.word_gap
    0.17

Lengths of type are multiples of the type size, so that they hold for every size of print; others are points of a page.
"""

from dataclasses import dataclass
from typing import ClassVar

from printed.tolerances import (
    Count,
    LetterRange,
    Letters,
    Levels,
    Part,
    Points,
    Share,
    SquarePoints,
    Times,
    ToleranceSection,
    tolerance,
)


@dataclass(frozen=True)
class PageSettings(ToleranceSection):
    """What is one run, word, line, script or rule on the page of a PDF."""

    RISING: ClassVar = (
        ("sure_space", "made_up_space", "word_gap", "script_reach"),
        ("same_baseline", "line_step", "line_drift"),
        ("straight", "touch", "thin_box"),
        ("told_shape", "same_shape", "like_shape"),
        ("shape_lead", "long_shape_lead"),
    )

    smallest_type: Points = tolerance(0.5, "Type that is not larger is not printed to be read.")
    same_letter: Letters = tolerance(0.12, "A letter of one kind and size printed again nearer is the same letter.")
    same_letter_least: Points = tolerance(0.4, "The same for the smallest type.")
    same_letter_height: Points = tolerance(1.5, "The same from line to line.")
    sure_space: Letters = tolerance(0.05, "White behind a printed space that parts two words.")
    made_up_space: Letters = tolerance(0.12, "White behind a space that PDFium made up that parts two words.")
    word_gap: Letters = tolerance(0.17, "White that parts two words without a space (a normal one is 0.2 to 0.3).")
    script_space: Letters = tolerance(0.1, "Before a script a space counts only where so much white is enough for it.")
    same_baseline: Letters = tolerance(0.06, "Letters whose baselines differ less are of one run or list of marks.")
    same_size: Share = tolerance(0.06, "Letters whose sizes differ less are of one run or list of marks.")
    run_overlap: Letters = tolerance(0.6, "A letter that reaches further back is of no run with the one before.")

    above_line: Letters = tolerance(0.75, "A word reaches so far over its baseline.")
    below_line: Letters = tolerance(0.22, "A word reaches so far below its baseline.")
    line_step: Letters = tolerance(0.16, "Runs of a line differ at most so much in height from the one before.")
    line_drift: Letters = tolerance(0.3, "Runs of a line differ at most so much in height from its first.")
    lines_at_once: Count = tolerance(6, "Lines above, by their baselines, that a run may still belong to.")
    word_overlap: Letters = tolerance(0.7, "A run that reaches further back is of no word with the one before.")
    script_alone: Share = tolerance(0.9, "A word of scripts alone counts as so large as this share of its line.")
    turned_step: Letters = tolerance(0.2, "Letters of a turned word differ at most so much in height.")
    turned_gap: Letters = tolerance(0.3, "White that parts two turned words.")

    script_reach: Letters = tolerance(0.28, "A script stands nearer to what it belongs to.")
    script_overlap: Letters = tolerance(0.45, "A script reaches at most so far back into what it belongs to.")
    script_letters: Count = tolerance(24, "A longer run is no script.")
    runs_beside: Count = tolerance(250, "Runs at one height that are looked at as hosts; more is no printed line.")
    slot: Points = tolerance(12.0, "Height of the strips in which the host of a script is searched.")
    above_slot: Letters = tolerance(1.0, "A host is searched so far over its baseline.")
    below_slot: Letters = tolerance(0.6, "A host is searched so far below its baseline.")
    level: LetterRange = tolerance(
        (0.05, 0.12), "What stands less below, or less above, the baseline of a run is no script of it."
    )
    before_host: Points = tolerance(2.0, "A host behind its script counts as so much further away.")
    large_host: Letters = tolerance(0.1, "A host counts as nearer by so much of its size.")
    smaller: Part = tolerance(0.92, "A run is smaller than its host below this share of its size.")
    unsure_size: Part = tolerance(0.93, "A script above this share of its host that is hardly moved is doubtful.")
    unsure_shift: Letters = tolerance(0.12, "How little such a script is moved.")
    small_raised: LetterRange = tolerance((0.12, 0.75), "A smaller run raised by this is a superscript.")
    small_lowered: LetterRange = tolerance((0.05, 0.45), "A smaller run lowered by this is a subscript.")
    much_smaller: Part = tolerance(0.75, "What is moved by hand is smaller than this share of its host.")
    touching: Letters = tolerance(0.08, "What is moved by hand stands nearer to its host.")
    touching_shift: LetterRange = tolerance((0.55, 0.85), "What is moved by hand is lowered and raised by less.")
    no_larger: Times = tolerance(1.02, "A script in letters of full size is at most so large as its host.")
    full_letters: Count = tolerance(4, "A script of full size, or an entry of a list of marks, is no longer.")
    full_overlap: Letters = tolerance(0.1, "It reaches less back into its host, or into the entry before.")
    full_raised: LetterRange = tolerance((0.2, 0.6), "A run of full size raised by this is a superscript.")
    full_lowered: LetterRange = tolerance((0.12, 0.4), "A run of full size lowered by this is a subscript.")
    mark_gap: Letters = tolerance(0.6, "Entries of a list of raised marks stand nearer to each other.")
    sign_raised: Letters = tolerance(0.42, "A sign beside a raised letter whose middle is higher is raised too.")
    sign_lowered: Letters = tolerance(0.14, "A sign beside a lowered letter whose middle is lower is lowered too.")
    script_ink: LetterRange = tolerance((0.02, 0.62), "Ink of a letter set small and raised or lowered is so tall.")
    ink_above: Letters = tolerance(0.2, "The ink of a superior letter begins higher over the baseline.")
    ink_below: Letters = tolerance(0.06, "The ink of an inferior letter reaches further below the baseline.")
    inferior_ink: Letters = tolerance(0.5, "The ink of an inferior letter is less tall.")

    thin_box: Points = tolerance(3.2, "A filled box that is not thicker is a rule; Word and InDesign draw rules so.")
    straight: Points = tolerance(0.8, "A stroke that leans by less runs along an axis.")
    shortest_stroke: Points = tolerance(1.0, "A shorter stroke that is not thick either is nothing.")
    thick_dot: Points = tolerance(4.0, "A short stroke from this thickness on is a rule across it.")
    thick_stroke: Points = tolerance(6.0, "A stroke thicker and longer than this is a filled box.")
    white: Levels = tolerance(250, "An ink whose three parts are at least this is white.")
    coloured: Levels = tolerance(245, "A filled box with a part below this has a colour that white lines show on.")
    white_reach: Points = tolerance(2.0, "A white line may stand so far outside the coloured box that it parts.")
    white_share: Part = tolerance(0.5, "A white line is a rule where more of it lies over coloured boxes.")
    one_rule: Points = tolerance(2.6, "Parallel rules that are closer are one: double rules, edges of a drawn box.")
    short_rule: Points = tolerance(4.0, "Shorter rules are dashes or dots of a longer one, or nothing.")
    dash_gap: Points = tolerance(4.5, "Dashes of one rule stand no further apart.")
    piece_gap: Points = tolerance(1.5, "Longer pieces of one rule stand no further apart.")
    touch: Points = tolerance(3.0, "Rules, and filled boxes, that come this near meet.")
    shared_edge: Points = tolerance(5.0, "Two filled boxes that meet along more than this have an edge in common.")
    cell_gap: Points = tolerance(0.7, "White between two filled boxes from this on is a rule.")
    same_shape: Share = tolerance(0.21, "Ink that differs less from a letter, in all, is that letter.")
    shape_lead: Share = tolerance(0.05, "The next letter differs by so much more, or none is told.")
    like_shape: Share = tolerance(0.3, "The same for a letter that no other comes near; thin signs differ so much.")
    long_shape_lead: Share = tolerance(0.12, "By how much more the next letter differs then.")
    told_shape: Share = tolerance(0.06, "The letter that the font tells may differ by so much more than the nearest.")
    covered_slack: Points = tolerance(0.7, "Ink so near to a letter or a rule is its own.")
    uncovered_length: Points = tolerance(1.2, "Ink that no letter stands for is at least so long, or it is dirt.")
    uncovered_area: SquarePoints = tolerance(0.5, "Square points of such ink, at least.")
    dot_height: Letters = tolerance(0.12, "A dot higher over the baseline is one of multiplication.")
    blank_ink: Letters = tolerance(0.02, "The box of a blank that is less tall has no ink.")
    figure_ink: Letters = tolerance(0.56, "The ink of a figure that is less tall may be that of a sign.")
    box_slack: Letters = tolerance(0.09, "The ink of a glyph is as wide and as tall as its box, to this.")
    tail_of_letter: Letters = tolerance(0.1, "An m that reaches further below the baseline may be a micro sign.")

    other_ink: Levels = tolerance(8, "Filled boxes that differ more in colour are two cells.")


PAGES = PageSettings()
"""The tolerances in use."""
