"""All tolerances of the readers of figures: one frozen, validated object, `FIGURE_SETTINGS`, a section for each folder.

The type of a field is its unit, the text beside it says what it decides and, where it was measured, on what. Modules
read a section (`AXES.residual`); a caller that needs another value passes it. the page of tolerances lists them all.
"""

from dataclasses import dataclass, field

from printed.tolerances import (
    Count,
    Degrees,
    Lab,
    LetterRange,
    Letters,
    Levels,
    Pixels,
    PointRange,
    Points,
    Rgb,
    Share,
    Shares,
    Times,
    ToleranceSection,
    Zone,
    tolerance,
)


@dataclass(frozen=True)
class Words(ToleranceSection):
    """From characters to words and numbers (`paths`)."""

    line: Letters = tolerance(0.12, "By which the baselines of characters of one word may differ.")
    same_size: Share = tolerance(0.8, "Part of the larger of two characters that the smaller must be in one word.")
    overlap: Letters = tolerance(0.35, "By which a character may run into the one before.")
    gap: Letters = tolerance(0.24, "Gap between the boxes of two characters of one word.")
    advance: Letters = tolerance(0.15, "The same from where the font says that the next begins, below `gap_most`.")
    gap_most: Letters = tolerance(0.6, "Largest gap between two characters that the font sets close.")
    product: Letters = tolerance(0.45, "Gap between the words of `2 x 10` with a raised exponent.")
    raised: LetterRange = tolerance((0.15, 0.9), "Heights over the baseline between which characters are an exponent.")
    raised_gap: LetterRange = tolerance((-0.2, 0.3), "Gap between a number and its exponent.")
    raised_size: Share = tolerance(0.92, "Part of the letter size that an exponent must be smaller than.")
    form: PointRange = tolerance((2.0, 72.0), "Sizes between which a form that is named after a glyph draws a letter.")
    clip: Points = tolerance(36.0, "A smaller form is a mark: its box is no clip of the figure.")
    curve: Points = tolerance(0.01, "By which a chord may miss the Bezier segment that it stands for.")
    grey: Levels = tolerance(12, "Largest difference between the channels of a grey.")
    white: Levels = tolerance(250, "Least channel of a colour that can hardly be told from paper.")


@dataclass(frozen=True)
class Axes(ToleranceSection):
    """From ticks and labels to the scales of a panel (`axes`)."""

    residual: Points = tolerance(0.35, "By which a tick may miss the scale, its lattice, or the opposite edge's tick.")
    snapped: Share = tolerance(
        0.9,
        "Of a pixel, by which a tick may miss the scale where all ticks stand on whole ones: half a pixel is "
        "rounded off the tick, and as much off those that the scale is fitted to (panels of Vega, Bokeh and "
        "Plotly).",
    )
    on_pixel: Points = tolerance(0.02, "By which a tick may miss its pixel: the rounding of coordinates.")
    flush: Letters = tolerance(0.25, "From a label's side to the end of the frame with which it is flush.")
    lattice_margin: Share = tolerance(0.2, "More of the ticks that one scale must explain where labels fit both.")
    lattice_least: Share = tolerance(0.9, "Least part of the ticks on the lattice of the scale that is taken so.")
    finest_step: Times = tolerance(3.0, "Steps of a lattice finer than this many tolerances say nothing.")
    minor_decade: Shares = tolerance((0.25, 0.98), "Parts of a decade that minor ticks take: log10 2 to log10 9.")

    side: Points = tolerance(36.0, "Shortest side of a plot area.")
    apart: Points = tolerance(36.0, "By which axes may stand off from their corner, or `apart_steps` of their ticks.")
    apart_steps: Times = tolerance(1.2, "Steps of its ticks by which it may, or beyond which no label continues it.")
    corner: Points = tolerance(1.2, "By which two axes may miss their corner, or by half of it a tick its axis.")
    level: Points = tolerance(0.02, "By which the ends of a level stroke may differ, with `level_slope` of its length.")
    level_slope: Share = tolerance(0.001, "Part of its length by which a stroke that counts as level may rise.")
    stroke: Points = tolerance(0.3, "Shortest stroke that is looked at.")
    thin: Points = tolerance(1.6, "Up to which a filled rectangle is a line.")
    thin_ratio: Times = tolerance(2.5, "Least length of such a rectangle over its width.")
    tick_shortest: Points = tolerance(0.7, "Shortest tick.")
    tick_longest: Points = tolerance(16.0, "Longest tick.")
    tick_depth: Share = tolerance(0.12, "Part of the plot area that a tick may be long, with two points, if less.")
    tick_length: Points = tolerance(0.3, "By which ticks of one kind may differ in length.")
    lone_tick: Times = tolerance(2.6, "Longest single tick of another length, over the shortest of the others.")
    on_edge: Points = tolerance(0.6, "By which a stroke may miss the edge of the frame on which it stands.")
    outward: Points = tolerance(0.2, "By which the middle of a tick that points outwards is outside the frame.")
    same_place: Points = tolerance(0.12, "By which strokes at one place, or panels that share a scale, may differ.")
    crossed: Share = tolerance(0.3, "By which the two strokes of a plus mark may differ in length.")
    same_frame: Points = tolerance(1.5, "By which all edges of two frames that count as one may differ.")
    grid_end: Share = tolerance(0.02, "Part of the frame by which a line of the grid may end before its edge.")
    page: Share = tolerance(0.97, "A filled box over more of the page's width and height is its ground.")
    beside: Points = tolerance(2.0, "By which a third axis and the frame may differ, or a label run over the frame.")
    beside_least: Points = tolerance(8.0, "Gap between a frame and an axis that is not its own.")
    beside_most: Share = tolerance(0.6, "Largest gap between a frame and a third y axis beside it, in its widths.")
    bar: Points = tolerance(3.0, "Narrowest bar of a chart without a frame.")
    bar_base: Points = tolerance(0.15, "By which the lower ends of bars on one base may differ.")
    bar_rise: Share = tolerance(0.1, "Part of an upright axis by which bars may begin above its end, or rise over it.")
    bars_reach: Points = tolerance(640.0, "Beyond which no bar stands at an axis.")
    strange_ticks: Share = tolerance(0.3, "Part of an edge's ticks that have none opposite: a second scale.")
    nested: Share = tolerance(0.7, "Part of a frame's area that another must not exceed to lie inside it.")
    overlap: Share = tolerance(0.2, "Part of the smaller of two frames that both may share and still be two panels.")
    reading_row: Points = tolerance(20.0, "Panels whose upper edges differ by less are in one row of the page.")
    near_tick: Points = tolerance(1.5, "Within which a place that a person gives is moved to the tick there.")

    label_reach: Points = tolerance(60.0, "Farthest label from its edge.")
    label_slack: Letters = tolerance(1.3, "By which the middle of a label may stand beyond the frame, with two points.")
    label_row: Letters = tolerance(0.75, "Gap within which numbers are one row of labels.")
    label_first: Letters = tolerance(0.85, "By which a label may miss its tick before their common offset is known.")
    label_off: Letters = tolerance(0.5, "By which it may do so afterwards.")
    label_offset: Letters = tolerance(0.65, "Largest common offset of labels from their ticks without a question.")
    label_nearer: Share = tolerance(0.45, "Part of the step between ticks that the common offset must not exceed.")
    continues: Share = tolerance(0.1, "Part of a step by which a number beyond the frame may miss the scale.")
    share_beyond: Share = tolerance(0.1, "Part of 0 to 1 by which a linear axis of shares may run beyond it.")
    minus_length: LetterRange = tolerance((0.2, 0.9), "Lengths between which a stroke may be a minus sign.")
    minus_height: Letters = tolerance(0.25, "By which it may stand off the middle of the number.")
    minus_gap: Letters = tolerance(0.5, "Largest gap between it and the number.")
    minus_edge: Points = tolerance(0.7, "One that touches the frame as closely is a tick.")

    line: Letters = tolerance(0.3, "By which the baselines of words in one line may differ.")
    word_gap: Letters = tolerance(0.6, "Gap between two words of one line.")
    word_overlap: Letters = tolerance(0.5, "By which the boxes of two neighbouring words may overlap.")
    factor_column: Letters = tolerance(0.5, "By which numbers in one column may differ in place.")
    factor_near: Points = tolerance(100.0, "Beyond which a number is not in line with another.")
    factor_gap: Letters = tolerance(0.8, "Gap between the sign of multiplication and the 10 of a factor.")
    factor_over_y: Zone = tolerance((-4.0, 5.0, 0.0, 2.2), "Where the factor of a y axis stands, from its upper end.")
    factor_behind_x: Zone = tolerance((0.2, 4.0, -2.5, 2.5), "Where the factor of an x axis begins behind its end.")
    factor_under_x: Zone = tolerance((-5.0, 2.0, -4.5, -1.6), "Where the factor of an x axis stands under its end.")
    drawn_over_y: Zone = tolerance((-5.0, 5.0, 0.4, 2.6), "The same for a factor whose letters are drawn.")
    drawn_under_x: Zone = tolerance((-4.0, 4.0, -3.5, -0.9), "The same, from the row of the labels.")
    drawn_labels: Letters = tolerance(3.0, "How far below an x axis the row of its drawn labels is sought.")
    drawn_gap: Letters = tolerance(1.5, "Gap that parts two runs of drawn letters.")
    drawn_longest: Letters = tolerance(7.0, "A longer run of drawn letters is a title and no factor.")
    drawn_edge: Share = tolerance(0.05, "Part of the plot area's height by which drawn labels may stand over its ends.")
    drawn_low: Times = tolerance(0.6, "Drawn shapes lower than this part of a digit are ticks.")
    drawn_tall: Times = tolerance(1.2, "A short run of letters taller than this many digits is the panel's letter.")
    digit: Letters = tolerance(0.72, "Height of a digit.")
    digit_quantile: Share = tolerance(0.75, "Quantile of the heights of drawn labels that is the height of a digit.")

    title_under: Letters = tolerance(1.8, "Gap between the labels of an x axis and its title.")
    title_centred: Letters = tolerance(3.0, "The same for words about the middle of the frame.")
    title_middle: Share = tolerance(0.05, "Part of the frame's width by which such words may stand off its middle.")
    title_beside: Letters = tolerance(4.0, "Gap between the labels of a y axis and its title.")
    title_line: Letters = tolerance(0.8, "By which words of one title, or drawn letters of a row, may differ across.")
    title_edge: Letters = tolerance(0.2, "By which a title may run into the labels.")
    title_over: Letters = tolerance(1.0, "The same for an upright title, which a wide label may reach.")
    letter_in_title: Letters = tolerance(0.6, "Height over and under a title within which a shape may be its letter.")
    letter_size: Letters = tolerance(1.2, "Largest such shape; the farthest number above a frame of a second scale.")
    letter_points: PointRange = tolerance((0.5, 30.0), "Sides between which a filled shape may be a letter.")
    second_scale: Letters = tolerance(1.6, "Farthest number right of a frame that may belong to a second scale.")


@dataclass(frozen=True)
class ShapeSettings(ToleranceSection):
    """From paths to marks, lines and bars (`shapes`)."""

    mark: Share = tolerance(0.1, "Part of the panel's shorter side that a mark may be large.")
    mark_size: PointRange = tolerance((6.0, 24.0), "Bounds of the size below which a shape may be a mark.")
    mark_least: Points = tolerance(0.4, "Smallest mark.")
    dot: Points = tolerance(0.05, "A stroke without length is shorter.")
    dot_off: Points = tolerance(0.15, "By which such a dot may miss the middle of a mark that it belongs to.")
    alike: Points = tolerance(0.08, "By which marks of one group may differ, or `alike_share` or `alike_steps`.")
    alike_share: Share = tolerance(0.01, "The same as a part of the size.")
    alike_steps: Times = tolerance(2.5, "The same in steps of the page's coordinates.")
    fullness: Share = tolerance(0.2, "By which the parts of their boxes that they span may differ (diamond: half).")
    lean: Share = tolerance(0.12, "By which the means of their corners may differ, in parts of their boxes.")
    round_lean: Share = tolerance(0.2, "Lean below which a mark drawn with curves is taken as even.")
    even: Share = tolerance(0.03, "Lean of a mark that is even, so that its middle is its place.")
    origin: Share = tolerance(0.26, "Part of a mark by which the origin of its form may stand off its middle.")
    triangle: Share = tolerance(0.012, "By which the sides of a triangle may differ from those of R or gnuplot.")
    glyph: Share = tolerance(0.05, "Part of its height by which marks that are letters may differ in height.")
    reference: Share = tolerance(0.95, "Part of the panel over which a straight line is a reference and no data.")

    spine: Points = tolerance(0.8, "By which a stroke may miss the edge of a frame that it draws.")
    spine_share: Share = tolerance(0.5, "Part of the edge that such a stroke must cover.")
    at_tick: Points = tolerance(0.3, "By which a line of the grid may miss its tick.")
    slack: Share = tolerance(0.03, "Part of the panel by which the middle of a shape may stand outside it.")
    clip: Points = tolerance(2.0, "By which a clip may miss the frame that it is of.")
    inset_left: Points = tolerance(16.0, "Room left of and under an inset that belongs to it.")
    inset_right: Points = tolerance(5.0, "Room right of and over it.")

    meets: Points = tolerance(0.02, "Within which the end of one piece of a curve is the start of the next.")
    box_meets: Points = tolerance(0.1, "Within which the strokes of a box meet.")
    same_width: Points = tolerance(0.01, "By which pieces of one curve may differ in width.")
    dash_width: Points = tolerance(0.05, "The same for strokes of a dashed curve, which are as far apart at least.")
    dash_gap: Times = tolerance(1.8, "Longest gap between two dashes, in lengths of the longer of them.")
    dash_turn: Degrees = tolerance(35.0, "By which a dash may turn from the one before.")
    dashes: Count = tolerance(6, "Strokes in a row that make a dashed curve.")
    connector_off: Points = tolerance(0.25, "By which a connector may leave the straight line between its two marks.")
    connector_short: Points = tolerance(2.0, "A shorter stroke is judged by its middle, as its ends are rounded.")
    connector_share: Share = tolerance(0.3, "Least part of the steps that connectors fill; others are too short.")
    connector_reach: Times = tolerance(1.2, "Marks, with four points, within which a connector ends.")
    connector_clear: Share = tolerance(0.15, "Part of a mark by which a connector must stay off its middle.")
    crossed: Points = tolerance(0.05, "By which the middles of a cross's strokes may differ.")
    cross_sides: Times = tolerance(1.6, "Largest ratio of the strokes of a cross.")
    cross_turn: Share = tolerance(0.3, "Least sine of the angle between them.")
    outline_size: Share = tolerance(0.25, "Part of a fill's size by which its outline may differ.")
    outline_off: Share = tolerance(0.08, "Part of a fill's size by which its outline or halo may stand off.")
    outlined: Share = tolerance(0.9, "Part of the fills that have an outline where both are one series.")
    shading_place: Share = tolerance(0.1, "Part of a mark within which its shading is at one place, off its middle.")
    pale: Levels = tolerance(130, "Largest difference of a channel from the ground of an area that is ground.")

    head: PointRange = tolerance((1.0, 14.0), "Sides between which a shape may be the head of an arrow.")
    shaft: PointRange = tolerance((4.0, 120.0), "Lengths of its shaft.")
    head_ratio: Share = tolerance(0.6, "Least depth of a head over its width.")
    head_even: Share = tolerance(0.12, "Part of its width by which a head may lie uneven on the shaft.")
    head_point: Share = tolerance(0.15, "Part of its depth within which no second corner is as far.")
    head_overlap: Share = tolerance(0.2, "Part of its depth by which a shaft may end before its head begins.")
    arrow_near: Points = tolerance(14.0, "Within which an arrow starts at the series that it means.")
    arrow_clear: Times = tolerance(2.0, "Times that the next series is farther away; an arrow to an axis is as level.")
    ring: PointRange = tolerance((1.0, 60.0), "Half sides between which an ellipse may be a ring around a curve.")
    ring_long: Times = tolerance(1.3, "A ring no larger than a mark is longer than wide.")
    ring_off: Share = tolerance(0.05, "By which a vertex may leave the ellipse.")
    ring_closed: Points = tolerance(0.3, "By which its ends may differ, or a line miss a mark that it runs through.")
    ring_near: Points = tolerance(3.0, "Within which an arrow starts at a ring.")
    through: Share = tolerance(0.6, "Part of the marks that a line runs through where both are one series.")


@dataclass(frozen=True)
class SeriesSettings(ToleranceSection):
    """From shapes to named series (`series`)."""

    key_length: PointRange = tolerance((6.0, 60.0), "Lengths between which a level stroke may be a key without words.")
    key_letters: LetterRange = tolerance((0.8, 7.0), "The same for one beside words.")
    key_level: Letters = tolerance(0.5, "By which the middle of a key may stand off that of its words.")
    key_reach: Letters = tolerance(2.6, "Gap between words and their key.")
    key_far: Letters = tolerance(6.0, "The same where the keys of several entries stand in a column.")
    key_column: Points = tolerance(0.13, "By which the middles of keys in a column may differ, as rounding does.")
    entry_leading: LetterRange = tolerance((0.9, 2.6), "Steps between two entries whose keys stand in a column.")
    key_around: Points = tolerance(40.0, "Largest side of a key outside the frame.")
    key_flat: Points = tolerance(0.02, "Height up to which a stroke is level.")
    key_slack: Letters = tolerance(0.15, "By which a key may run into its words.")
    key_middle: Points = tolerance(0.1, "By which a mark may stand off the middle of the stroke of its key.")
    key_joins: Points = tolerance(0.3, "By which a stroke may miss a mark that it joins, or a bar that of a key.")
    key_caps: Letters = tolerance(0.7, "Height over and under a key within which caps of an error bar on it stand.")
    key_bar: Letters = tolerance(3.0, "Largest side of an error bar drawn through a key.")
    key_box_width: Letters = tolerance(4.0, "Widest filled key.")
    key_box_height: Letters = tolerance(1.4, "Highest filled key.")
    legend: Share = tolerance(0.6, "Part of the panel below which a frame around words is that of a legend.")
    entry_column: Letters = tolerance(0.35, "By which the words of two entries of a legend may start or end apart.")
    entry_step: Letters = tolerance(3.5, "Largest step between two entries of a legend.")
    words_line: Letters = tolerance(0.2, "By which the baselines of words of one entry may differ.")
    words_gap: Letters = tolerance(0.9, "Gap between words of one entry.")
    words_row: Letters = tolerance(0.3, "By which the middles of entries in one row may differ.")
    inset_labels: Points = tolerance(30.0, "Room left of and under an inset where its labels stand.")

    on_mark: Points = tolerance(0.12, "By which a vertex may miss the middle of a mark on which it stands.")
    steps: Share = tolerance(0.98, "Part of the strokes of a line of steps that run level or upright.")
    bin_even: Share = tolerance(0.001, "Part of a bin by which those of a cumulative histogram may differ, or fall.")
    bin_top: Share = tolerance(0.002, "By which it may miss 1, and its bins differ in points.")
    cover: Points = tolerance(12.0, "Sides from which a filled rectangle may hide marks.")
    clip: Points = tolerance(0.05, "By which a mark, or half of it a vertex, may stand outside its clip.")
    outside: Points = tolerance(0.5, "By which a mark or a vertex may stand outside the frame.")
    colour: Levels = tolerance(40, "Largest difference of a channel between two colours that a reader takes for one.")

    bar_off: Points = tolerance(0.15, "By which an error bar may miss the middle of its mark, or a bar its base.")
    bar_half: Points = tolerance(0.06, "By which a bar in two strokes (pgfplots) may end beside its mark's middle.")
    bar_inside: Points = tolerance(0.05, "By which a bar may begin beyond its mark, or must pass a line's vertex.")
    bar_same: Points = tolerance(0.5, "By which the middle of a second stroke of one bar may stand off the mark.")
    bar_share: Share = tolerance(0.5, "Part of the marks that have a bar where a series has error bars.")
    bar_width: Points = tolerance(0.03, "Widest stroke that counts as straight.")
    bar_ends: Share = tolerance(0.98, "Part of its height that the upright part of a bar with its caps has.")
    cap: Points = tolerance(20.0, "Longest cap.")
    cap_off: Points = tolerance(0.25, "By which a cap may miss the end of its bar.")
    cap_share: Share = tolerance(0.7, "Part of the strokes of a group that are caps where all of them are.")
    bar_words: Letters = tolerance(2.2, "Gap within which the words under bars stand.")
    bar_words_reach: Share = tolerance(0.5, "Part of the step between words within which a bar is over one.")
    bar_words_line: Points = tolerance(0.5, "By which the baselines of words under bars may differ.")
    on_base: Share = tolerance(0.6, "Part of the bars of a colour that stand on one base.")


@dataclass(frozen=True)
class RedrawCheck(ToleranceSection):
    """Series drawn again and held against the ink (`check`)."""

    scale: Times = tolerance(1.6, "Pixels a point of the picture of the page.")
    ink: Levels = tolerance(48, "Difference of a channel from the ground that is ink.")
    precision: Share = tolerance(0.9, "Part of a redrawn series that must meet ink.")
    recall: Share = tolerance(0.85, "Part of all ink, and of that of its colour, that redrawn series must cover.")
    colour: Levels = tolerance(24, "Difference of a channel up to which ink has the colour of a series.")
    grey: Levels = tolerance(14, "Difference between the channels below which a pale colour is that of a grid.")
    grey_light: Levels = tolerance(120, "Least channel of such a grey.")
    grey_series: Levels = tolerance(110, "A grey series is lighter where it looks like a grid.")
    own_ink: Count = tolerance(8, "Fewest pixels of a colour that say something.")
    edge: Pixels = tolerance(2.5, "Width along the frame that is not judged.")
    cover: Share = tolerance(0.5, "A larger box is the ground of the panel, not a legend over it.")
    seen: Share = tolerance(0.4, "Part of a mark's box that must be free of grid and text for its ink to be judged.")
    mark_ink: Share = tolerance(0.12, "Part of a mark's free box that must be ink.")
    mark_half: Pixels = tolerance(0.7, "Least half size of a mark that is drawn.")
    dashed: Share = tolerance(0.5, "Part of a dashed line that is drawn.")
    error_bar: Pixels = tolerance(1.5, "Half width of a drawn error bar, and room around what is no data.")
    cap: Pixels = tolerance(6.0, "Half length of its caps.")
    bar_half: Points = tolerance(3.0, "Half width of a bar that says none.")


@dataclass(frozen=True)
class Projects(ToleranceSection):
    """Projects of other digitizers, embedded pictures and pages as a whole (`projects`, `vector`, `pageimage`)."""

    value: Share = tolerance(1e-9, "By which a stored value may differ from the recomputed, relative to it or axis.")
    click: Pixels = tolerance(0.5, "Standard uncertainty of a mark that a person set.")
    turned: Degrees = tolerance(10.0, "Turn of an axis against the picture that a person is asked about.")
    skewed: Degrees = tolerance(5.0, "Departure of two axes from a right angle that a person is asked about.")
    leaning: Degrees = tolerance(1.0, "Lean of two marks of an axis that a hand does not explain.")
    lean_told: Share = tolerance(0.002, "Lean that is noted.")
    decades: Times = tolerance(1000.0, "Ratio of the marks of a linear scale that a person is asked about.")
    bar_level: Degrees = tolerance(30.0, "Turn within which WebPlotDigitizer calls a bar axis level.")
    letter: Letters = tolerance(0.5, "Mean advance of a letter of an SVG.")
    letter_middle: Letters = tolerance(0.35, "Height of the middle of its letters over the baseline.")
    end_clear: Times = tolerance(
        1.5,
        "How many times farther from its text one end of a path must stand than the other to be taken without "
        "a person.",
    )
    picture: Share = tolerance(0.25, "Part of a panel that an image must fill to be its content.")
    image_in_panel: Share = tolerance(0.5, "Part of an image that must lie in a panel to be a part of it.")
    image: Count = tolerance(120, "Fewest pixels on a side of an image that is a figure and no logo.")
    upright: Share = tolerance(0.001, "Part by which an image may be turned, or two scales of a panel may differ.")


@dataclass(frozen=True)
class Pictures(ToleranceSection):
    """Figures that are pictures (`picture`); marks and pulses were measured on the sets of pulse pictures."""

    residual: Pixels = tolerance(
        1.13,
        "By which a tick may miss the fitted scale: drawing programs set a tick on the nearest pixel, and "
        "long and short ones, of different widths, half a pixel apart.",
    )
    tick_longest: Pixels = tolerance(55.0, "Longest tick.")
    dark_line: Share = tolerance(0.45, "Darkness of the line of a frame.")
    pale_line: Share = tolerance(0.1, "The same of a line in grey, which is taken where there is no dark one.")
    frame_line: Share = tolerance(0.35, "Part of the picture that a line of a frame is long at least.")
    line_gap: Count = tolerance(3, "Gaps bridged in a line, and by which a frame's lines may miss their corner.")
    line_thick: Count = tolerance(12, "Pixels that the line of a frame is thick at most.")
    far: Pixels = tolerance(8.0, "By which a line may stand beside the axis' end; farther off it is a grid's.")
    shaded_part: Share = tolerance(0.3, "Part of the width and height of the picture that a shaded plot area fills.")
    shaded_even: Share = tolerance(0.5, "Part of a shaded plot area that has its shade.")
    tick_ink: Share = tolerance(0.25, "Darkness from which a pixel beside a frame is of a tick.")
    tick_widest: Count = tolerance(10, "Pixels that a tick is wide at most.")
    tick_end: Share = tolerance(0.2, "Darkness below which a tick is over, and ink beside it is no mark.")
    tick_grows: Share = tolerance(0.45, "Darkness beside a tick from which it runs into a mark or a letter.")
    tick_rows: Count = tolerance(3, "Rows of pixels beside a frame in all of which a tick is dark.")
    tick_full: Share = tolerance(0.6, "Darkness of a pixel that counts in full for the length of a tick.")
    tick_inside: Share = tolerance(0.3, "Darkness of a tick between its two ends.")
    tick_room: Pixels = tolerance(2.0, "Room around a tick whose ink is no data.")
    tick_half: Share = tolerance(0.3, "Half the width of that room, in lengths of the tick, beside it.")
    tick_point: Share = tolerance(0.6, "Part of a tick, `tick_base` at least, after which its width is looked at.")
    tick_base: Pixels = tolerance(3.0, "From the frame, as far as its line may reach.")
    line_clear: Pixels = tolerance(1.2, "Beyond half a frame's line, from where the ink beside it is a tick's.")
    line_blur: Pixels = tolerance(1.5, "The same, from where ink is surely not the line's.")
    line_margin: Pixels = tolerance(2.5, "The least distance from the middle of a line from where ink is data.")
    line_window: Count = tolerance(6, "Pixels on either side of a line in which its thickness is measured.")
    tick_alike: Pixels = tolerance(1.3, "By which ticks of one kind may differ in length.")
    tick_alike_part: Share = tolerance(0.22, "The same as part of the longest, where that is more.")
    shaded: Count = tolerance(3, "Darkness in hundredths from which a plot area is shaded.")
    letters: Count = tolerance(2, "Pieces of dark ink in a row beside a mark that make it doubtful: a key, maybe.")
    near_tick: Pixels = tolerance(2.5, "Within which a declared pixel is moved to a tick.")
    off_tick: Pixels = tolerance(0.9, "By which a declared pixel may miss its tick without a word.")
    most: Count = tolerance(80_000_000, "Pixels of the largest picture that is read.")
    near: Lab = tolerance(22.0, "Distance (CIE76) within which a pixel belongs to a colour.")
    chroma: Lab = tolerance(18.0, "Chroma below which ink is grey.")
    one_hue: Share = tolerance(0.97, "Cosine between two hues from which they are one.")
    blend_light: Lab = tolerance(
        16.0, "By which a colour may be darker than the blend of another of its hue with the ground."
    )
    blend_chroma: Times = tolerance(1.15, "By which the blend of a colour with the ground may be stronger than it.")
    least_ink: Share = tolerance(0.0004, "Part of the frame that a colour must fill to be found without a word.")
    speck: Count = tolerance(6, "Pixels below which ink is a speck.")
    line_wide: Share = tolerance(0.3, "Part of the frame that ink in one piece reaches across where it is a line.")
    blend_end: Share = tolerance(0.04, "Coverage below which a pixel is background.")
    lean: Share = tolerance(0.07, "Part of a mark by which its weight may lie off its middle without a doubt.")
    usual: Share = tolerance(0.15, "Part by which marks of the usual area may differ.")
    several: Share = tolerance(0.05, "Part of a line's columns that may hold several runs of ink without a word.")
    word_dark: Lab = tolerance(60.0, "Lightness below which ink may be words.")
    word_grey: Lab = tolerance(25.0, "Chroma below which it may.")
    black_dark: Lab = tolerance(45.0, "Lightness below which undeclared ink is black.")
    black_grey: Lab = tolerance(10.0, "Chroma below which it is.")
    mark_spread: Share = tolerance(0.3, "Part of its area by which a lone mark may differ from the usual one.")
    off_blend: Rgb = tolerance(75.0, "By which a pixel may miss the blend of background and ink.")
    thin_ink: Share = tolerance(0.3, "Coverage from which a pixel of strokes thinner than a pixel is ink.")
    half_ink: Share = tolerance(0.45, "Coverage from which a pixel is ink.")
    full: Share = tolerance(0.8, "Coverage from which a pixel counts as covered in full.")
    thin: Share = tolerance(0.35, "Part of their pixels that strokes thinner than a pixel cover in full at most.")
    faint: Share = tolerance(0.1, "Coverage from which a pixel may be the blurred edge of a series.")
    hue: Share = tolerance(0.4, "Part of the chroma of its blend that a pixel must have: grey edges have none.")
    edge_dark: Lab = tolerance(55.0, "Lightness below which ink around a mark of another colour is its edge.")
    dark: Lab = tolerance(40.0, "Lightness below which ink of a series and ink of ticks are alike.")
    kept: Share = tolerance(0.88, "Part of the ink of marks that opening by a mark of the right size keeps.")
    kept_less: Share = tolerance(0.7, "The same of marks of other shapes, where none is found so.")
    kept_least: Share = tolerance(0.5, "The same, where none is found with that.")
    large: Share = tolerance(0.75, "Part of the depth of its pieces that a mark of the right shape fills.")
    thick: Share = tolerance(0.3, "Part of the ink that must be 3 pixels thick for solid marks and no thin line.")
    hole: Share = tolerance(0.005, "Part of the frame up to which a hole is the inside of a hollow mark.")
    alike: Share = tolerance(0.35, "Part of its area by which a series' mark may differ from that of all to be it.")
    crossed: Share = tolerance(0.5, "Part of the ink that opening by a cross must keep.")
    arms: Times = tolerance(1.5, "Least length of the arms of a cross, over half the largest solid mark in its ink.")
    rise: Share = tolerance(0.05, "By which a cross of the right size keeps more of the ink than some smaller one.")
    longest_arm: Count = tolerance(30, "Pixels up to which the arms of a cross are sought.")
    thin_line: Pixels = tolerance(2.0, "Half the width of a mark up to which the ink may be a line without marks.")
    reach: Share = tolerance(0.35, "Part of the step of pulses by which the middle of a mark may miss its pulse.")
    reach_mark: Share = tolerance(0.5, "The same as part of half the mark, with a pixel, where that is less.")
    own: Share = tolerance(0.6, "Part of the distance between two pulses within which ink is of one of them.")
    nearer: Share = tolerance(0.5, "The same by which one of two parts of the ink must be nearer to a pulse.")
    half_pixel: Pixels = tolerance(0.6, "Half a pixel, with what rounding adds to it.")
    spare: Pixels = tolerance(1.5, "By which the outline of a mark, or a state at an end, may be off at least.")
    above: Pixels = tolerance(3.0, "Beyond the outline of a mark, where ink is another's.")
    piece: Share = tolerance(0.3, "Part of half a mark by which a piece of ink as large as it may differ.")
    largest: Times = tolerance(3.0, "Halves of a mark up to which a piece of ink is one mark with what touches it.")
    off_middle: Share = tolerance(0.2, "Part of a piece, with a pixel, by which its middle may miss its only pulse.")
    beside_pulse: Times = tolerance(0.8, "Pulses by which a mark may stand beside the one that it is given to.")
    neighbours: Times = tolerance(2.5, "Pulses within which two marks, drawn again, are joined by a stroke.")
    steeper: Times = tolerance(1.5, "Times the steps beside it that a hidden mark may be away from its neighbour.")
    beside_state: Pixels = tolerance(2.0, "By which a hidden mark may always lie beside where others lead.")
    hidden: Share = tolerance(0.1, "Part of the pulses between others that may have no mark of their own.")
    covered: Share = tolerance(0.85, "Part of the ink that stamped marks must cover, and of stamps that must meet ink.")
    crowded: Pixels = tolerance(3.0, "Between pulses, below which marks hide one another where the curve turns.")
    agreeing: Count = tolerance(4, "Marks that touch no other that say where pulses stand between whole numbers.")
    agreed: Share = tolerance(0.8, "How far these must agree, 1 for all.")
    moved: Pixels = tolerance(0.6, "By which pulses may stand beside the places that two declared pixels give them.")
    turn: Pixels = tolerance(3.0, "Around a pulse, within which crowded marks tell whether the curve turns there.")
    edge: Share = tolerance(0.35, "Part of its half width by which ink may reach beyond the mark that it is opened by.")
    blurred: Pixels = tolerance(2.0, "Around the ink of another line, in which the end of a line may be lost.")
    matters: Share = tolerance(0.02, "Part of a series' range by which a hidden state may exceed it unasked.")
    sight: Count = tolerance(12, "Pulses within which the marks beside a missing one say where it may stand.")
    near_rise: Count = tolerance(3, "Marks at the end of a series whose steps say how far the next may go.")
    whole: Share = tolerance(0.95, "Part of a mark in a box that must be ink of its colour for it to be seen whole.")
    edge_widest: Count = tolerance(6, "Pixels that the edge of a mark in another colour may be wide.")
    edged: Share = tolerance(0.5, "Part of the outline that such an edge must follow.")
    most_own: Share = tolerance(0.5, "Part of its own ink that a rival may have at most for a series to keep a mark.")
    tints: Count = tolerance(6, "Tints that a ground has at most.")
    tint_part: Share = tolerance(0.08, "Part of the frame that a tint of the ground fills at least.")
    tint_thick: Count = tolerance(2, "Pixels by which a ground is eroded: thinner ink of its tint is none of it.")
    tint_light: Levels = tolerance(120, "Least channel of a tint.")
    letter_least: Pixels = tolerance(5.0, "Least height of a letter.")
    letter_most: Share = tolerance(0.14, "Part of the frame that a letter is high at most.")
    letter_wide: Times = tolerance(3.0, "Heights that a letter is wide at most.")
    letter_gap: Letters = tolerance(0.75, "Gap between two letters of one line.")
    letter_alike: Share = tolerance(0.4, "Part of the taller of two letters that the other is high at least.")
    letters_least: Count = tolerance(3, "Letters that a word has at least.")
    letters_differ: Share = tolerance(0.2, "By which the boxes of letters vary in size; marks vary less.")
    word_room: Pixels = tolerance(2.0, "Room around a word.")
    key_gap: Letters = tolerance(3.0, "Gap between a word and the key of a legend.")
    pulses_least: Count = tolerance(5, "Pulses that a series has at least whose colour nobody declared.")
    solid_mark: Count = tolerance(9, "Pixels that a mark covers at least that is no piece of a line.")
    edge_reach: Pixels = tolerance(1.5, "Around the ink of a colour, in which the blurred edge of it may be.")
    told_by_marks: Share = tolerance(0.5, "Part of the ink of a colour that nobody declared that marks must cover.")
    under_line: Pixels = tolerance(3.5, "Under the line of a frame, by which a mark that ends at it may seem larger.")
    alike_side: Share = tolerance(0.2, "Part of a mark's side by which that of another may differ.")
    chained: Share = tolerance(
        0.5, "Part of the marks that would lie side by side in a piece that it must be thick for."
    )
    letters_solid: Share = tolerance(0.1, "The same of the part of their boxes that is ink.")
    letters_lean: Share = tolerance(0.08, "The same of where in its box the ink of each has its middle, both ways.")
    beside_whole: Times = tolerance(0.2, "Pulses by which a mark may stand beside a whole one, a pixel at least.")
    standing: Share = tolerance(0.9, "Part of the marks that touch no other that must stand so.")
    dense: Share = tolerance(
        0.8, "Part of the pulses between the first and last that must have a mark, if nobody says it."
    )
    lined: Share = tolerance(0.5, "Part of the edge of a plot area that must be ink for a line to close it.")
    line_ink: Rgb = tolerance(180.0, "From the ground, beyond which a pixel may be of the line of a frame.")
    mark_square: Times = tolerance(1.6, "How much higher than wide a mark is at most, and the other way.")
    marks_alike: Count = tolerance(4, "Pieces of ink that must be alike to say what the mark is.")
    mark_like: Share = tolerance(0.6, "Part of a mark that a piece of ink must be as high and wide as.")
    hole_least: Count = tolerance(4, "Pixels that the hole of an open mark has at least.")
    hole_alike: Share = tolerance(0.4, "Part of the usual hole of an open mark that another is large at least.")
    kinds_apart: Times = tolerance(2.2, "How far two shapes of marks are apart at least, over how much each varies.")
    kinds_least: Share = tolerance(0.1, "The same, in shares of the box that a mark fills, at least.")
    kinds_sure: Share = tolerance(0.6, "Part of the way to its kind from which a mark is surely of it.")
    kinds_off: Times = tolerance(1.5, "How much farther off one curve than the other a piece is of the other.")
    kinds_steps: Count = tolerance(4, "Steps in which two shapes of marks are told apart.")
    bar_least: Count = tolerance(3, "Pixels that an error bar reaches beyond its mark at least.")
    barred: Share = tolerance(0.25, "Part of the marks that must have an error bar for strokes to be such.")
    cut_speck: Count = tolerance(4, "Pixels of ink at the frame that ask for a mark there.")
    cut_seen: Share = tolerance(0.05, "Part of a mark that must be seen for its place to be fitted.")
    cut_fits: Share = tolerance(0.65, "How far the ink left of a cut mark and the mark drawn there must be one.")
    cut_near: Share = tolerance(0.97, "Part of the best fit within which another place is as good.")
    enlarged: Count = tolerance(3000, "Columns that a picture is enlarged towards, at most four times.")
    beside: Share = tolerance(0.16, "Part of the picture beside the frame where labels may stand.")


@dataclass(frozen=True)
class Composites(ToleranceSection):
    """Pictures of several panels (`picture.composite`)."""

    ink: Share = tolerance(0.16, "Of the way from the ground to the farthest colour, beyond which a pixel is ink.")
    side_least: Pixels = tolerance(40.0, "Least side of a plot.")
    side: Share = tolerance(0.07, "The same as part of the picture, where that is more.")
    gap: Count = tolerance(2, "Gap bridged in an axis.")
    thick: Count = tolerance(10, "Pixels that the line of an axis is thick at most.")
    free: Share = tolerance(0.6, "Part of an axis with no ink so far off, on one side of it.")
    whole: Share = tolerance(0.9, "Part of its longest row that a row of an axis is long at least.")
    corner: Pixels = tolerance(6.0, "By which two axes may end before their corner.")
    corner_tick: Pixels = tolerance(40.0, "By which a tick at their corner may lengthen them.")
    ticks: Count = tolerance(3, "Ticks, or numbers beside it, that one axis of a plot has at least.")
    label_near: Letters = tolerance(2.0, "Within which numbers stand beside their axis.")
    tick_side: Share = tolerance(0.06, "Part of the side of a plot that a tick is long at most.")
    tick_least: Pixels = tolerance(12.0, "The same, where that is less.")
    step: Pixels = tolerance(12.0, "Least step of ticks: strokes of letters and hatching stand closer.")
    uneven: Share = tolerance(0.1, "Part of the step of its ticks by which steps may differ.")
    inside: Share = tolerance(0.5, "Part of a frame that must lie in another to be an inset of it.")
    first_white: Share = tolerance(0.5, "Part of the widest white that the first one beside a plot must have.")
    room: Count = tolerance(3, "White left around a panel.")
    letter_wide: Times = tolerance(1.6, "Heights of a line that a panel's letter is wide at most.")


@dataclass(frozen=True)
class LabelInk(ToleranceSection):
    """Labels that are only ink (`label_ink`)."""

    strange: Share = tolerance(0.14, "Mean difference in coverage above which a glyph is like no known character.")
    rival: Times = tolerance(1.35, "A character whose difference is within this of the best one's stays a candidate.")
    ink: Share = tolerance(0.4, "Coverage from which a pixel is ink of a letter.")
    aspect: Share = tolerance(0.12, "Difference in coverage that stands for a glyph as many times wider as e.")
    piece: Count = tolerance(2, "Pixels of the smallest piece of ink that is looked at.")
    gap: Letters = tolerance(0.62, "Within which pieces are of one label.")
    raised_minus: Letters = tolerance(0.57, "Height over the baseline from which a minus is of an exponent.")
    minus: Letters = tolerance(0.3, "Height below which a wide piece is a minus.")
    dot: Letters = tolerance(0.36, "Width and height below which a piece is a dot.")
    raised: Letters = tolerance(0.22, "Height of its foot over the baseline from which a piece belongs to an exponent.")
    raised_height: Letters = tolerance(0.92, "Height below which it does.")
    base: Letters = tolerance(0.85, "Height from which a piece stands on the baseline.")
    texts: Count = tolerance(48, "Texts of one label that are tried.")
    digit: Count = tolerance(90, "Pixels beyond which a piece of ink is no letter of a label.")
    longest: Count = tolerance(14, "Pieces of ink beyond which a group is no label of a tick.")
    scale: Times = tolerance(8.0, "Pixels a point of the drawing that is read: a digit of 5 pt has 29 pixels.")
    clear: Points = tolerance(0.25, "Beyond the ends of the ticks, from where labels may begin.")
    reach: Points = tolerance(46.0, "Beside a frame, where its labels may stand.")
    least: Count = tolerance(3, "Labels that must stand on one scale.")
    parts: Count = tolerance(10, "Parts of the step between labels at which a tick without one may stand.")
    off_part: Share = tolerance(0.01, "By which it may miss such a part.")
    word: Share = tolerance(0.05, "Difference that stands for a number that OCR alone reads.")
    word_off: Letters = tolerance(0.6, "By which the middle of a word may miss its tick.")
    word_gap: Letters = tolerance(1.6, "White between an axis and its labels.")


@dataclass(frozen=True)
class FigureSettings:
    """Every tolerance of the readers of figures."""

    words: Words = field(default_factory=Words)
    axes: Axes = field(default_factory=Axes)
    shapes: ShapeSettings = field(default_factory=ShapeSettings)
    series: SeriesSettings = field(default_factory=SeriesSettings)
    check: RedrawCheck = field(default_factory=RedrawCheck)
    pictures: Pictures = field(default_factory=Pictures)
    composites: Composites = field(default_factory=Composites)
    label_ink: LabelInk = field(default_factory=LabelInk)
    projects: Projects = field(default_factory=Projects)


FIGURE_SETTINGS = FigureSettings()
WORDS, AXES, SHAPES, SERIES = (
    FIGURE_SETTINGS.words,
    FIGURE_SETTINGS.axes,
    FIGURE_SETTINGS.shapes,
    FIGURE_SETTINGS.series,
)
CHECK, PROJECTS = FIGURE_SETTINGS.check, FIGURE_SETTINGS.projects
PICTURES, LABEL_INK, COMPOSITES = FIGURE_SETTINGS.pictures, FIGURE_SETTINGS.label_ink, FIGURE_SETTINGS.composites
