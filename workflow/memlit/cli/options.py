"""Options and prints that several commands share."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
PAGE = click.option("--page", type=int, help="Only this page of a PDF, from 1.")
FILE = click.argument("file", type=click.Path(path_type=Path))


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
