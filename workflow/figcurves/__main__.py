"""`python -m figcurves figure.pdf`: exit code 0, 1 where a panel needs a person, 2 where nothing could be read."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from figcurves.front_door import (
    Asked,
    as_text,
    figures_as_json,
    needs_person,
    read_figures,
    write_explanation,
    write_files,
)
from printed.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the figures of a file; the arguments of the process where none are given."""
    parser = argparse.ArgumentParser(
        prog="figcurves",
        description="Read the figures of FILE: vector figures of a PDF, an image of its page, or a picture (PNG, JPEG, "
        "TIFF). The file is read in this process: a stranger's is better read in a sandbox.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--page", type=int, help="only this page of a PDF, from 1")
    parser.add_argument("--image", type=int, help="this image of the page, from 1: the figure is a picture in the PDF")
    parser.add_argument(
        "--panel", default="", help="only this panel, as it is numbered on its page; of a picture its letter too"
    )
    parser.add_argument("--calibration", type=Path, metavar="YAML", help="axes that a person declares")
    parser.add_argument("--propose", action="store_true", help="propose scales from labels that are no text")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write points and overlays there")
    parser.add_argument("--explain", type=Path, metavar="SVG", help="draw what was read and dropped, and why")
    parser.add_argument("--json", action="store_true", help="print JSON")
    said = parser.parse_args(arguments)
    asked = Asked(said.file, said.page, said.image, said.panel, said.calibration, "shapes" if said.propose else "")
    try:
        if said.explain is not None:
            write_explanation(asked, said.explain)
        found = read_figures(asked)
        if said.out is not None:
            print(f"figcurves: {write_files(said.file, found, said.out)}", file=sys.stderr)
    except UserError as error:
        print(f"figcurves: {error}", file=sys.stderr)
        return 2
    print(figures_as_json(found) if said.json else as_text(found))
    return 1 if needs_person(found) else 0


if __name__ == "__main__":
    sys.exit(main())
