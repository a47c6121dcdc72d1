"""What a page of a PDF prints, in the order in which it is read.

settings: what counts as near, alike, thin or straight.
letters: the letter that a character code of a font stands for.
characters: each character of the page with its box.
rules: lines and filled areas that the page draws.
frames: rules joined into long lines, and lines that cross gathered into frames.
turned: a page whose text runs sideways, turned upright to be read and back again.
runs_and_scripts: neighbouring characters as runs, with what is raised or lowered.
lines: words and lines of the page.
document: the door to all of these: the file opened once, its pages, and of each what is asked of it.
"""
