"""Commands that ask the last run: where a number came from, what changed, where a new device stands."""

import sys
from pathlib import Path
from typing import Any

import click

from memlit.cli.options import JSON, fitted, print_either
from memlit.cli.progress import ShownWork


@click.command(short_help="Trace a number of the last run to its print.")
@click.argument("identifier", metavar="ID", required=False)
@click.option("--number", metavar="X", help="The data behind a number as printed in the report: 0.396.")
@click.option("--in", "place", metavar="FIGURE", help="With --number: the figure, table or section that prints it.")
@click.option("--claim", metavar="CLAIM", help="Verdict, rule and evidence of a claim, and what is missing.")
@click.option("--why-not", metavar="NAME", help="Why a paper, or an item of it, is in no row, figure or comparison.")
@click.option("--orphans", is_flag=True, help="Numbers without a datum, unused readings, entries without evidence.")
@JSON
def audit(orphans: bool, **asked: Any) -> None:
    """Show where a number of the last run came from, down to the printed characters."""
    if asked["place"] is not None and asked["number"] is None:
        raise click.UsageError("--in goes with --number")
    questions = (asked[name] for name in ("identifier", "number", "claim", "why_not"))
    if sum(question is not None for question in questions) + orphans != 1:
        raise click.UsageError("give one of: ID, --number, --claim, --why-not, --orphans")
    from memlit.audit.ask import ask

    with ShownWork("looking it up"):
        answer = ask(**asked)
    for line in answer.lines:
        click.echo(line if asked["as_json"] else fitted(line))
    sys.exit(1 if answer.is_finding else 0)


@click.command(short_help="Show what changed between two runs or revisions.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--run", "is_run", is_flag=True, help="Run the workflow of each git revision to get its results (minutes)."
)
@JSON
def diff(old: str, new: str, is_run: bool, as_json: bool) -> None:
    """Show what changed from OLD to NEW, two results folders or two git revisions; exit with 1 if they differ.

    Lists data added, changed and withdrawn, devices, medians against their intervals, decisions and claims. Without
    --run, two revisions are compared by what they contain: printed data and inputs.
    """
    from memlit.changes.render import difference_as_json as plain
    from memlit.changes.render import render
    from memlit.curation.comparing.diff import difference_between as difference_of

    with ShownWork("running both revisions" if is_run else "comparing"):
        found = difference_of(Path(), old, new, is_run)
    print_either(as_json, lambda: plain(found), lambda: render(found))
    sys.exit(0 if found.is_equal else 1)


class PlaceCommand(click.Command):
    """A command with the options that the field of the review asks, beside its own."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options in the order of field.yaml, then those of any field."""
        from memlit.config import load_field
        from memlit.placing.command import place_options

        asked = [
            click.Option(
                [f"--{name.replace('_', '-')}", name],
                type=click.Choice(option.choices) if option.choices else None,
                help=option.help,
                default=option.default or None,
                show_default=bool(option.default),
            )
            for name, option in place_options(Path()).items()
        ]
        left_out = ("table",) if load_field(Path()).is_observed else ()
        return [*asked, *(one for one in super().get_params(ctx) if one.name not in left_out)]


@click.command(cls=PlaceCommand, short_help="Rank a new item among the published ones.")
@click.option("--class", "item_class", required=True, help="Its class, by short name (config/classes.yaml).")
@click.option("--figure", type=click.Path(path_type=Path), help="Draw it among the published ones to this SVG or PNG.")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="Write the device beside its nearest ones: .tex, .csv, .xlsx, .bib.",
)
@click.option("--all", "has_all", is_flag=True, help="Print the percentiles in every class too.")
@JSON
def place(
    item_class: str,
    as_json: bool,
    has_all: bool,
    figure: Path | None = None,
    table: Path | None = None,
    **given: str | None,
) -> None:
    """Show where a new item ranks among the published ones of the last run.

    The options depend on the field. In a review of devices, what is given bounds the rest.
    """
    from memlit.placing.command import place_given

    known = {name: text for name, text in given.items() if text is not None}
    with ShownWork("placing it"):
        shown = place_given(Path(), item_class, known, figure, table, as_json=as_json, has_all=has_all)
    click.echo(shown)
