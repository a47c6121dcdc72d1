"""Pages whose text runs sideways, turned upright to be read and back again."""

from memlit.documents.geometry import Box
from memlit.documents.pdf.characters import PageContent


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

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if quarter == 1:
            return (y0, width - x1, y1, width - x0)
        if quarter == 3:
            return (height - y1, x0, height - y0, x1)
        return (width - x1, height - y1, width - x0, height - y0)

    for char in content.chars:
        if char.turn % 2 == 0:
            line = (char.left, char.base, char.right, char.base)
        else:
            line = (char.base, char.left, char.base, char.right)
        moved = place(line)
        char.box = place(char.box)
        char.turn = (char.turn - quarter) % 4
        if char.turn % 2 == 0:
            char.left, char.right, char.base = moved[0], moved[2], moved[1]
        else:
            char.left, char.right, char.base = moved[1], moved[3], moved[0]
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
