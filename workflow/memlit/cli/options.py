"""Options and prints that several commands share."""

import glob
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
PAGE = click.option("--page", type=int, help="Only this page of a PDF, from 1.")
FILE = click.argument("file", type=click.Path(path_type=Path))


def _keys(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Keys of folders that begin so, for the completion of a shell."""
    return sorted(path.name for path in Path("sources").glob(f"{glob.escape(begun)}*") if path.is_dir())


def key_argument(**more: Any) -> Callable[[Any], Any]:
    """The argument KEY, which a shell completes."""
    name = "keys" if more.get("nargs") == -1 else "key"
    return click.argument(name, shell_complete=_keys, **more)


_MARGIN = re.compile(r"\s*(?:\S+\s{2,})?")


def fitted(line: str) -> str:
    """The line broken at words to the width of the terminal, the rest below its own text; as it is where output goes
    elsewhere.
    """
    width = shutil.get_terminal_size().columns
    if not sys.stdout.isatty() or len(line) <= width:
        return line
    margin = re.match(_MARGIN, line)
    hanging = min(margin.end() if margin else 0, width // 3) or 2
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


def print_either(as_json: bool, plain: Callable[[], Any], text: Callable[[], str]) -> None:
    """Print JSON of plain values, or the text for a person; only the one that is asked for is made."""
    click.echo(json.dumps(plain(), ensure_ascii=False) if as_json else text())


def print_reading(as_json: bool, plain: Callable[[], Any], shown: Callable[[], Any], warnings: Iterable[str]) -> None:
    """As `print_either`, with rich's drawing of tables, and the warnings on standard error."""
    if as_json:
        click.echo(json.dumps(plain(), ensure_ascii=False))
    else:
        from rich.console import Console

        Console(highlight=False, markup=False).print(shown())
    for warning in warnings:
        click.echo(f"memlit: {warning}", err=True)
