"""The commands. Each does one thing, imports late, prints for a person, and exits 0, 1 (a finding) or 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memlit.errors import MemlitError

if TYPE_CHECKING:
    from memlit.figures.model import Digitization


class Commands(click.Group):
    """A group whose errors are one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MemlitError as error:
            click.echo(f"memlit: {error}", err=True)
            ctx.exit(2)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="memlit")
def main() -> None:
    """Regenerate a review of memristive devices, and ask any number where it came from."""


@main.command()
@click.argument("text")
@click.option("--header", help="The printed header over the value, for its unit and parameter.")
@click.option("--origin", type=click.Choice(["html", "pdf"]), help="Where the text was copied from.")
@click.option("--superscripts", help="Places of raised characters in TEXT, from 0: 2,3")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def quantity(text: str, header: str | None, origin: str | None, superscripts: str | None, as_json: bool) -> None:
    """Read the quantities in TEXT, as printed and in SI."""
    import json

    from memlit.quantities import read_quantities
    from memlit.quantities.render import render_quantities

    try:
        raised = tuple(int(place) for place in (superscripts or "").split(",") if place)
    except ValueError:
        raise click.BadParameter("give places from 0, such as 2,3", param_hint="--superscripts") from None
    found = read_quantities(text, header=header, origin=origin, superscripts=raised)
    if as_json:
        click.echo(json.dumps([item.as_dict() for item in found], ensure_ascii=False))
    else:
        click.echo(render_quantities(found))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="Only this page, from 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def tables(file: Path, page: int | None, as_json: bool) -> None:
    """Find and read the tables of FILE (PDF, JATS XML, HTML, CSV, XLSX)."""
    import json

    from memlit.tables import read_tables, render_tables, tables_as_json
    from memlit.worker import read_safely

    reading = read_safely(file, read_tables, file, page=page)
    if as_json:
        click.echo(json.dumps(tables_as_json(reading), ensure_ascii=False))
    else:
        from rich.console import Console

        Console(highlight=False, markup=False).print(render_tables(reading))
    for warning in reading.warnings:
        click.echo(f"memlit: {warning}", err=True)


def _vocabulary_file() -> Path:
    """The project's vocabulary where there is one, else memlit's own."""
    from memlit.code import workflow_folder

    name = Path("config/vocabulary.yaml")
    return name if name.is_file() else workflow_folder() / name


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="Only this page of a PDF, from 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def passages(file: Path, page: int | None, as_json: bool) -> None:
    """Find values that the text and captions of FILE state (PDF, JATS XML, HTML, TXT, MD)."""
    import json

    from memlit.passages import passages_as_json, read_passages, render_passages
    from memlit.vocabulary import load_vocabulary
    from memlit.worker import read_safely

    reading = read_safely(file, read_passages, file, load_vocabulary(_vocabulary_file()), page=page)
    if as_json:
        click.echo(json.dumps(passages_as_json(reading), ensure_ascii=False))
    else:
        from rich.console import Console

        Console(highlight=False, markup=False).print(render_passages(reading))
    for warning in reading.warnings:
        click.echo(f"memlit: {warning}", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="Only this page of a PDF, from 1.")
@click.option("--image", type=int, help="This image of the page, from 1: the figure is a picture inside the PDF.")
@click.option("--calibration", type=click.Path(path_type=Path), help="YAML with the axes of a picture or a panel.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def digitize(file: Path, page: int | None, image: int | None, calibration: Path | None, as_json: bool) -> None:
    """Read the figures of FILE: vector figures of a PDF, an image of its page, or a picture (PNG, JPEG, TIFF)."""
    from memlit.figures import digitize_file
    from memlit.worker import read_safely

    _show_digitizations(read_safely(file, digitize_file, file, page, calibration, image), as_json)


@main.command("import-figure")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_figure(file: Path, as_json: bool) -> None:
    """Import a digitizer's project FILE (WebPlotDigitizer, Engauge, svgdigitizer, plain CSV)."""
    from memlit.figures import import_project
    from memlit.worker import read_safely

    _show_digitizations(read_safely(file, import_project, file), as_json)


def _show_digitizations(found: Sequence[Digitization], as_json: bool) -> None:
    """Print the figures; exit 1 when one of them needs a person's look."""
    import json

    from memlit.figures import digitization_as_json
    from memlit.figures.render import render_digitization

    if as_json:
        click.echo(json.dumps([digitization_as_json(item) for item in found], ensure_ascii=False))
    else:
        click.echo("\n\n".join(render_digitization(item) for item in found) or "no figure")
    sys.exit(1 if any(item.needs_review for item in found) else 0)


@main.command()
@click.argument("identifier", metavar="ID", required=False)
@click.option("--number", "text", metavar="X", help="The data behind a number as the report prints it: 0.396.")
@click.option("--in", "place", metavar="FIGURE", help="Of --number: the figure, table or section that prints it.")
@click.option("--claim", metavar="CLAIM", help="Verdict, rule, evidence of a claim, and what is missing.")
@click.option("--why-not", metavar="NAME", help="Why a device or paper has no row, is in no figure, no headline.")
@click.option("--orphans", is_flag=True, help="Numbers without a datum, readings never used, entries without evidence.")
@click.option("--recheck", is_flag=True, help="Derive data again from sources/ in a clean process, compare bytes.")
@click.option("--sample", metavar="N", type=click.IntRange(min=1), help="Of --recheck: only N data.")
@click.option("--seed", metavar="S", type=int, default=0, help="Of --sample: which ones.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def audit(
    identifier: str | None,
    text: str | None,
    place: str | None,
    claim: str | None,
    why_not: str | None,
    orphans: bool,
    recheck: bool,
    sample: int | None,
    seed: int,
    as_json: bool,
) -> None:
    """Show where a number of the last run came from, down to the printed characters."""
    asked = [identifier, text, claim, why_not, orphans or None, recheck or None]
    if sum(question is not None for question in asked) != 1:
        raise click.UsageError("give one of: ID, --number, --claim, --why-not, --orphans, --recheck")
    if (place and text is None) or (sample and not recheck):
        raise click.UsageError("--in goes with --number, --sample with --recheck")
    from memlit.provenance.ask import ask

    answer = ask(
        identifier=identifier,
        number=text,
        place=place,
        claim=claim,
        why_not=why_not,
        orphans=orphans,
        sample=sample,
        seed=seed,
        as_json=as_json,
    )
    for line in answer.lines:
        click.echo(line)
    sys.exit(1 if answer.is_finding else 0)


@main.command()
@click.argument("identifier", metavar="ID")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def testcase(identifier: str, folder: Path | None) -> None:
    """Cut the smallest review that reproduces the number ID into FOLDER (default testcase/)."""
    from memlit.provenance.testcase import cut

    for line in cut(Path(), identifier, folder or Path("testcase")):
        click.echo(line)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the report; the folder's name where it is left away.")
def new(folder: Path, title: str | None) -> None:
    """Start an empty review of a field of your own in FOLDER."""
    from memlit.curation.new import new_review

    for name in new_review(folder, title):
        click.echo(f"{folder.as_posix()}/{name}")
    click.echo(f"Next: cd {folder.as_posix()}, name your classes in config/classes.yaml, then memlit add and snakemake")


@main.command()
@click.argument("source")
@click.option("--set", "sets", multiple=True, help="A set of papers that it belongs to (config.yaml, evidence.sets).")
@click.option("--class", "device_class", help="Its device class (config/classes.yaml).")
@click.option("--role", help="synapse, neuron, array or memory.")
@click.option("--key", help="The key of a single new entry, for one that is made up from author and year.")
@click.option("--yes", is_flag=True, help="Ask Crossref for the fields of a DOI.")
@click.option("--with-files", is_flag=True, help="Copy the documents that an export names into sources/KEY.")
def add(
    source: str,
    sets: tuple[str, ...],
    device_class: str | None,
    role: str | None,
    key: str | None,
    yes: bool,
    with_files: bool,
) -> None:
    """Add SOURCE, a DOI or a .bib file (Zotero, JabRef), to references.bib and make its folder under sources/."""
    from memlit.curation.add import add as add_source
    from memlit.curation.add import render_added
    from memlit.curation.proposals import Labels

    added = add_source(
        Path(), source, Labels(sets, device_class, role), key=key, ask_network=yes, with_files=with_files
    )
    click.echo("\n".join(render_added(added)))
    sys.exit(1 if added.left_out else 0)


@main.command()
@click.argument("keys", nargs=-1)
@click.option("--yes", is_flag=True, help="Use the network; without it, only say what would be fetched.")
@click.option("--europe-pmc", hidden=True, help="Another address of the service, for tests.")
@click.option("--unpaywall", hidden=True, help="Another address of the service, for tests.")
def fetch(keys: tuple[str, ...], yes: bool, europe_pmc: str | None, unpaywall: str | None) -> None:
    """Fetch open-access documents of KEYS, or of all entries with a DOI and no document, into sources/KEY.

    Asks Europe PMC (full text as XML before PDF), then Unpaywall. The licence and sha256 are pinned in source.yaml; a
    pinned file that is absent is fetched again, the same bytes or none. A call that broke off is continued.
    """
    import datetime

    from memlit.config import CONFIG_FILE, load_config
    from memlit.curation.fetch import plan_lines, run_fetch, targets
    from memlit.curation.open_access import EUROPE_PMC, UNPAYWALL, Services
    from memlit.curation.pace import Pace

    network = load_config(Path(CONFIG_FILE)).network
    services = Services(Pace(), network.contact, europe_pmc or EUROPE_PMC, unpaywall or UNPAYWALL)
    wanted = targets(Path(), keys)
    if not (yes or network.allowed):
        click.echo("\n".join(plan_lines(wanted, services)))
        return
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    sys.exit(0 if run_fetch(Path(), wanted, services, day, click.echo) else 1)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--run", "is_run", is_flag=True, help="Run the workflow of a git revision to have its results (minutes).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(old: str, new: str, is_run: bool, as_json: bool) -> None:
    """Show what changed from OLD to NEW, two results folders or two git revisions; exit 1 when they differ.

    Data added, changed and withdrawn, devices, medians against their intervals, decisions and claims. Two revisions
    without --run are compared by what they commit: the printed data and the inputs that differ.
    """
    import json

    from memlit.changes.render import as_json as plain
    from memlit.changes.render import render
    from memlit.curation.diff import diff as difference_of

    found = difference_of(Path(), old, new, is_run)
    click.echo(json.dumps(plain(found), ensure_ascii=False) if as_json else render(found))
    sys.exit(0 if found.is_equal else 1)


@main.command()
@click.option("--class", "device_class", required=True, help="Device class: VCM, ECM, PCM ... (config/classes.yaml).")
@click.option("--role", type=click.Choice(["synapse", "neuron", "memory"]), default="synapse", show_default=True)
@click.option("--pulse", type=click.Choice(["set", "reset"]), help="The headline's pulse where it is left out.")
@click.option("--v", help="Amplitude of the pulse: 1.2V, '0.8-1 V', '<2V'.")
@click.option("--tau", help="Width of the pulse: 50ns.")
@click.option("--g-on", help="Conductance of the on state: 10uS.")
@click.option("--g-off", help="Conductance of the off state.")
@click.option("--r-on", help="Resistance of the on state, for --g-on.")
@click.option("--r-off", help="Resistance of the off state, for --g-off.")
@click.option("--ratio", help="Ratio of the states of the pulse window, for --g-off: 10, '>100'.")
@click.option("--source-resistance", help="Source resistor of a neuron's circuit: 1Mohm.")
@click.option("--load-resistance", help="Load resistor of a neuron's circuit.")
@click.option("--figure", type=click.Path(path_type=Path), help="Draw Fig. 11a with the device to this SVG or PNG.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def place(
    device_class: str, role: str, pulse: str | None, figure: Path | None, as_json: bool, **quantities: str | None
) -> None:
    """Show where a new device stands among the published ones of the last run.

    What is given bounds the rest: without --g-off the energy lies within a factor of two.
    """
    from memlit.placing.command import place_device

    given = {name: text for name, text in quantities.items() if text is not None}
    click.echo(place_device(Path(), device_class, role, pulse, given, figure, as_json=as_json))


@main.command()
@click.option("--who", help="Your name in the rows; that of git where it is left out.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; a free one by default.")
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
def review(who: str | None, port: int, no_open: bool) -> None:
    """Look at printed values again on a local page: confirm, correct or dispute them beside their source.

    Writes checks.csv and corrections.csv, which the next run uses.
    """
    from memlit.review.command import review as serve

    serve(Path(), who, port, opens=not no_open, say=click.echo)


@main.command()
@click.argument("version")
def release(version: str) -> None:
    """Keep the tables of the last run under release/, for the report to compare later runs with."""
    import datetime

    from memlit.changes.release import write_release

    write_release(Path(), version, datetime.datetime.now(datetime.UTC).date().isoformat())
    click.echo(f"release/ is written; commit it, then run: git tag v{version}")


@main.command()
@click.argument("key")
def accept(key: str) -> None:
    """Take what is read of sources/KEY now as its reviewed record, extracted/KEY.json."""
    from memlit.curation.accept import accept as accept_key

    changes = accept_key(Path(), key)
    click.echo("\n".join(changes) if changes else "nothing changed")
    click.echo(f"extracted/{key}.json is written; review it with git diff")


@main.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--since", metavar="REVISION", help="Only what changed since this git revision.")
def check(keys: tuple[str, ...], since: str | None) -> None:
    """Check entries, folders, records, corrections and settings, or what is about KEY; one line for each finding."""
    if keys and since:
        raise click.UsageError("give KEY or --since, not both")
    if since:
        from memlit.curation.since import check_since

        findings = check_since(Path(), since)
    elif keys:
        from memlit.curation.check import check_key

        findings = [line for key in keys for line in check_key(Path(), key)]
    else:
        from memlit.curation.check import check as check_all

        findings = check_all(Path())
    for line in findings:
        click.echo(line)
    count = f"{len(findings)} finding{'s' if len(findings) != 1 else ''}"
    click.echo(count if findings else "all well")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
