"""Pages whose text runs sideways, turned upright to be read and back again."""

from printedpages.geometry import Box
from printedpages.pdf.characters import PageContent


def turn_upright(content: PageContent) -> None:
    """Turn the page where most of its text runs sideways or upside down; records `content.turn`."""
    counts = [0, 0, 0, 0]
    for char in content.chars:
        if not char.text.isspace():
            counts[char.turn] += 1
    main = max(range(4), key=lambda t: counts[t])
    if main == 0 or counts[main] < 1.5 * counts[0]:
        return
    _turn(content, main)
    content.turn = main


def _turn(content: PageContent, quarter: int) -> None:
    width, height = content.width, content.height
    for char in content.chars:
        ends = char.left, char.base, char.right, char.base
        if char.turn % 2:
            ends = char.base, char.left, char.base, char.right
        x0, y0, x1, y1 = turn_back(ends, 4 - quarter, width, height)
        char.box = turn_back(char.box, 4 - quarter, width, height)
        char.turn = (char.turn - quarter) % 4
        char.left, char.right, char.base = (y0, y1, x0) if char.turn % 2 else (x0, x1, y0)
    if quarter % 2:
        content.width, content.height = height, width


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
