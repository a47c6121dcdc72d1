"""Pages whose text runs sideways, turned upright to be read and back again."""

from dataclasses import replace

from printed.geometry import Box
from printed.pdf.characters import Char, PageCharacters
from printed.pdf.rules import Fill, PageDrawing, Rule


def turn_upright(page: PageCharacters) -> PageCharacters:
    """The page turned where most of its text runs sideways or upside down, else as it is; records `turn`."""
    counts = [0, 0, 0, 0]
    for char in page.chars:
        if not char.text.isspace():
            counts[char.turn] += 1
    main = max(range(4), key=lambda t: counts[t])
    if main == 0 or counts[main] < 1.5 * counts[0]:
        return page
    width, height = (page.height, page.width) if main % 2 else (page.width, page.height)
    chars = [_turned(char, main, page.width, page.height) for char in page.chars]
    return PageCharacters(width, height, chars, main, page.truncated)


def _turned(char: Char, quarter: int, width: float, height: float) -> Char:
    """The character on a page of that width and height turned by so many quarters."""
    ends = char.left, char.base, char.right, char.base
    if char.turn % 2:
        ends = char.base, char.left, char.base, char.right
    x0, y0, x1, y1 = turn_back(ends, 4 - quarter, width, height)
    box = turn_back(char.box, 4 - quarter, width, height)
    turn = (char.turn - quarter) % 4
    left, right, base = (y0, y1, x0) if turn % 2 else (x0, x1, y0)
    return replace(char, box=box, turn=turn, left=left, right=right, base=base)


def turn_drawing(drawing: PageDrawing, page: PageCharacters) -> PageDrawing:
    """What a page draws, turned as its characters were: `page` is the page turned upright (`turn_upright`)."""
    if not page.turn:
        return drawing
    width, height = (page.height, page.width) if page.turn % 2 else (page.width, page.height)

    def turned(box: Box) -> Box:
        return turn_back(box, 4 - page.turn, width, height)

    horizontal, vertical = (
        [turned((rule.lo, rule.at, rule.hi, rule.at)) for rule in drawing.horizontal],
        [turned((rule.at, rule.lo, rule.at, rule.hi)) for rule in drawing.vertical],
    )
    if page.turn % 2:
        horizontal, vertical = vertical, horizontal
    return PageDrawing(
        [Rule(y, x0, x1) for x0, y, x1, _ in horizontal],
        [Rule(x, y0, y1) for x, y0, _, y1 in vertical],
        [Fill(turned(fill.box), fill.color) for fill in drawing.fills],
        [turned(box) for box in drawing.graphics],
        [turned(box) for box in drawing.images],
        drawing.truncated,
    )


def turn_back(box: Box, quarter: int, width: float, height: float) -> Box:
    """A box of a turned page (width x height as turned) on the page as displayed."""
    x0, y0, x1, y1 = box
    if quarter == 1:
        return (height - y1, x0, height - y0, x1)
    if quarter == 3:
        return (y0, width - x1, y1, width - x0)
    if quarter == 2:
        return (width - x1, height - y1, width - x0, height - y0)
    return box
