"""Tokens, functions and branches of the rooms that one reads to know how a print becomes a number.

    python evaluation/code/tokens.py [FOLDER]

FOLDER holds the packages (default: workflow). Tokens are Python's own, without comments, blank lines and indents;
branches are radon's cyclomatic complexity of functions and methods.
"""

from __future__ import annotations

import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path

from radon.complexity import cc_visit

ROOMS = (
    *("printed", "memlit/documents", "memlit/tables", "memlit/passages", "memlit/quantities"),
    *("memlit/field", "memlit/vocabulary", "memlit/sources", "memlit/reconcile"),
)
FIGURES = ("figcurves", "memlit/digitize")
NOT_READ = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT),
    *(tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER),
}


def tokens_of(path: Path) -> int:
    """Tokens of a file that a person reads."""
    with path.open("rb") as stream:
        return sum(token.type not in NOT_READ for token in tokenize.tokenize(stream.readline))


def row(name: str, files: Iterable[Path]) -> tuple[int, int, int]:
    """Print a room's files, tokens, functions, mean and most branches; its files, tokens and functions."""
    paths = list(files)
    tokens = sum(map(tokens_of, paths))
    branches = [
        block.complexity
        for path in paths
        for block in cc_visit(path.read_text(encoding="utf-8"))
        if block.letter != "C"
    ]
    mean = sum(branches) / len(branches) if branches else 0.0
    print(f"{name:22} {len(paths):5} {tokens:9,} {len(branches):6} {mean:6.1f} {max(branches, default=0):5}")
    return len(paths), tokens, len(branches)


def main(folder: Path) -> None:
    """A table of the rooms that are there, without figures and with them."""
    print(f"{'room':22} {'files':>5} {'tokens':>9} {'funct.':>6} {'mean':>6} {'most':>5}")
    there = [room for room in ROOMS if (folder / room).is_dir()]
    for room in there:
        row(room, sorted((folder / room).rglob("*.py")))
    row("without figures", (path for room in there for path in sorted((folder / room).rglob("*.py"))))
    for room in FIGURES:
        if (folder / room).is_dir():
            row(room, sorted((folder / room).rglob("*.py")))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "workflow"))
