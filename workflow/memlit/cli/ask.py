"""Commands that ask the last run: where a number came from, what changed, where a new device stands; its pages."""

import sys
from pathlib import Path
from typing import Any

import click

from memlit.cli.options import JSON, fitted, print_either
from memlit.cli.progress import ShownWork
from memlit.errors import counted


@click.command(short_help="Trace a number of the last run to its print.")
@click.argument("identifier", metavar="ID", required=False)
@click.option("--number", metavar="X", help="The data behind a number as printed in the report: 0.396.")
@click.option("--in", "place", metavar="FIGURE", help="With --number: the figure, table or section that prints it.")
@click.option("--claim", metavar="CLAIM", help="Verdict, rule and evidence of a claim, and what is missing.")
@click.option("--why-not", metavar="NAME", help="Why a paper, or an item of it, is in no row, figure or comparison.")
@click.option("--orphans", is_flag=True, help="Numbers without a datum, unused readings, entries without evidence.")
@click.option(
    "--recheck", is_flag=True, help="Derive the data again from sources/ in a clean process and compare bytes."
)
@click.option("--sample", metavar="N", type=click.IntRange(min=1), help="With --recheck: only N data.")
@click.option("--seed", metavar="S", type=int, default=0, help="With --sample: the seed that selects them.")
@JSON
def audit(recheck: bool, **asked: Any) -> None:
    """Show where a number of the last run came from, down to the printed characters."""
    if (asked["place"] is not None and asked["number"] is None) or (asked["sample"] is not None and not recheck):
        raise click.UsageError("--in goes with --number, --sample with --recheck")
    questions = (asked[name] for name in ("identifier", "number", "claim", "why_not"))
    if sum(question is not None for question in questions) + asked["orphans"] + recheck != 1:
        raise click.UsageError("give one of: ID, --number, --claim, --why-not, --orphans, --recheck")
    from memlit.audit.ask import ask

    with ShownWork("deriving documents again" if recheck else "looking it up") as work:
        answer = ask(**asked, watch=work.each)
    for line in answer.lines:
        click.echo(line if asked["as_json"] else fitted(line))
    sys.exit(1 if answer.is_finding else 0)


@click.command(short_help="Cut the smallest review that gives one number.")
@click.argument("identifier", metavar="ID")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def testcase(identifier: str, folder: Path | None) -> None:
    """Cut the smallest review that reproduces the number ID into FOLDER (default testcase/)."""
    from memlit.audit.again.testcase import cut

    with ShownWork("cutting the review") as work:
        for line in cut(Path(), identifier, folder or Path("testcase")):
            work.say(line)


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


@click.command(short_help="Write the last run as static pages, one per item.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="The folder.")
def site(out: Path) -> None:
    """Write the last run as a folder of static pages, to be hosted anywhere or opened in a browser.

    It holds the report, a page for each device, material or whatever the field calls its items, the data with their
    documentation, and cards if the field has them. Every version has its own folder, beside `latest`. Pictures of
    documents whose licence forbids it are left out.
    """
    from memlit.site.folder import write_site

    with ShownWork("writing the pages") as work:
        write_site(Path(), out, work.say)


@click.command(short_help="Write what is known of each device for simulators.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("cards"), show_default=True, help="The folder.")
def cards(out: Path) -> None:
    """Write a card for each device, to be loaded by the simulators that the field names.

    A card is JSON with the origin of every value, and a file for each simulator. What is not known about a device is
    left out, with the reason.
    """
    from memlit.cards.command import cards_of_run

    with ShownWork("writing the cards") as work:
        written = cards_of_run(Path(), out)
        work.say(f"{counted(len(written), 'card')} in {out.as_posix()}")
