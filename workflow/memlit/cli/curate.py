"""Commands of the people who keep a review: start it, add and fetch, check, settle, accept, release."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from memlit.cli.options import fitted, key_argument
from memlit.cli.progress import ShownWork


@click.command(short_help="Start an empty review in a folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the report; the folder's name by default.")
@click.option("--field", help="The field of science (docs/another-field.md); memristors by default.")
def new(folder: Path, title: str | None, field: str | None) -> None:
    """Start an empty review in FOLDER."""
    from memlit.curation.adding.add import new_review

    for name in new_review(folder, title, field):
        click.echo(f"{folder.as_posix()}/{name}")
    click.echo(f"Next: cd {folder.as_posix()}, see the classes in config/classes.yaml, then memlit add and snakemake")


@click.command(short_help="Add a DOI or a library (.bib, .ris).")
@click.argument("source")
@click.option("--set", "sets", multiple=True, help="The set of papers it belongs to (config.yaml, evidence.sets).")
@click.option(
    "--class",
    "device_classes",
    multiple=True,
    help="A class of its items (config/classes.yaml); may be repeated.",
)
@click.option("--role", help="The role of its devices, one of those in config/field.yaml.")
@click.option("--key", help="The key of a single new entry, instead of one made from author and year.")
@click.option("--yes", is_flag=True, help="Look up a DOI at Crossref; copy documents from any folder.")
@click.option("--with-files", is_flag=True, help="Copy the documents that an export names into sources/KEY.")
def add(source: str, yes: bool, key: str | None, with_files: bool, **labels: Any) -> None:
    """Add SOURCE, a DOI or an export (.bib, .ris), to references.bib and make its folder under sources/."""
    from memlit.curation.adding.add import add_source, render_added
    from memlit.curation.adding.proposals import PaperLabels

    with ShownWork(f"adding {source}"):
        added = add_source(
            Path(),
            source,
            PaperLabels(**labels),
            key=key,
            ask_network=yes,
            from_anywhere=yes,
            with_files=with_files,
        )
    click.echo("\n".join(render_added(added)))
    sys.exit(1 if added.left_out or added.outside else 0)


@click.command(short_help="Remove a paper and all that belongs to it.")
@key_argument()
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(key: str, yes: bool) -> None:
    """Remove the entry KEY with its folder, its record and its rows in screening, corrections and checks.

    Nothing is removed while another file names it: a claim, a credit, a tag, a document about it. What will be
    removed is shown first, and kept under results/run/removed.
    """
    from memlit.curation.adding.removing import plan_removal
    from memlit.curation.adding.removing import remove_entry as remove_key

    shown = plan_removal(Path(), key)
    click.echo("\n".join(shown.lines))
    if not yes and not click.confirm("Remove all of this?"):
        click.echo("nothing is removed")
        sys.exit(1)
    kept = remove_key(Path(), shown)
    click.echo(f"{key} is removed; what was there is kept in {kept.as_posix()}, and git diff shows it")


@click.command(short_help="Fetch open-access documents.")
@key_argument(nargs=-1)
@click.option("--yes", is_flag=True, help="Use the network; without this, only say what would be fetched.")
@click.option("--europe-pmc", hidden=True, help="Another address of the service, for tests.")
@click.option("--unpaywall", hidden=True, help="Another address of the service, for tests.")
def fetch(keys: tuple[str, ...], yes: bool, europe_pmc: str | None, unpaywall: str | None) -> None:
    """Fetch open-access documents of KEYS, or of all entries with a DOI and no document, into sources/KEY.

    Asks Europe PMC (full text as XML before PDF), then Unpaywall. Licence and sha256 are pinned in source.yaml; a
    missing pinned file is fetched again, with the same bytes or not at all. An interrupted call is continued.
    """
    import datetime

    from memlit.config import CONFIG_FILE, load_config
    from memlit.fetching.fetch import fetch_plan_lines, run_fetch, targets
    from memlit.fetching.http import Pace
    from memlit.fetching.open_access import EUROPE_PMC, UNPAYWALL, Services

    network = load_config(Path(CONFIG_FILE)).network
    services = Services(Pace(), network.contact, europe_pmc or EUROPE_PMC, unpaywall or UNPAYWALL)
    wanted = targets(Path(), keys)
    if not (yes or network.allowed):
        click.echo("\n".join(fetch_plan_lines(wanted, services)))
        return
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    with ShownWork("fetching") as work:
        is_all = run_fetch(Path(), wanted, services, day, work.say)
    sys.exit(0 if is_all else 1)


@click.command(short_help="Open the desk, from a PDF to a signed record.")
@key_argument(required=False)
@click.option("--who", help="Your name in the rows; git's user.name by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; a free one by default.")
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
def desk(key: str | None, who: str | None, port: int, no_open: bool) -> None:
    """Open the desk on a local page, from a dropped PDF to a signed record; at the paper KEY, if given.

    Writes the files that a person would write: references.bib, source.yaml, figures.yaml, readings.csv,
    curation/checks.csv, curation/corrections.csv and, on accept, extracted/KEY.json.
    """
    from memlit.desk.desk import serve_desk as serve

    serve(Path(), key, who, port, opens=not no_open, say=click.echo)


@click.command(short_help="Keep the tables of the last run for comparison.")
@click.argument("version")
def release(version: str) -> None:
    """Keep the tables of the last run under release/, so that the report of a later run can compare with them."""
    import datetime

    from memlit.changes.release import write_release

    write_release(Path(), version, datetime.datetime.now(datetime.UTC).date().isoformat())
    click.echo(f"release/ is written; commit it, then run: git tag v{version}")


@click.command(short_help="Accept what is read as the reviewed record.")
@key_argument()
@click.option("--who", help="Your name, where answers of a model are accepted; git's user.name by default.")
def accept(key: str, who: str | None) -> None:
    """Accept what is now read in sources/KEY as its reviewed record, extracted/KEY.json.

    Answers that a model gave are proposals until a person accepts them so.
    """
    from memlit.curation.answering import accept_answers
    from memlit.curation.comparing.accept import accept_record as accept_key
    from memlit.errors import counted

    n_accepted = accept_answers(Path(), key, who)
    if n_accepted:
        click.echo(f"{counted(n_accepted, 'answer')} of a model are accepted")
    with ShownWork(f"reading sources/{key}"):
        changes = accept_key(Path(), key)
    click.echo("\n".join(changes) if changes else "nothing changed")
    record = Path("extracted") / f"{key}.json"
    said = "is written" if record.is_file() else "is removed, for nothing is left in its folder"
    click.echo(f"{record.as_posix()} {said}; review it with git diff")


@click.command("ask", short_help="Ask what the tables of a paper mean, and take answers.")
@key_argument()
@click.option("--out", type=click.Path(path_type=Path), help="Write the questions to this file.")
@click.option("--answers", type=click.Path(path_type=Path), help="Take the answers of this file.")
@click.option("--by", metavar="NAME", help="The person who answered.")
@click.option("--host", metavar="URL", help="Ask a model there (OpenAI-compatible; the key in MEMLIT_ASK_KEY).")
@click.option("--model", metavar="NAME", help="The model that answers or answered: proposals until a person accepts.")
@click.option("--any-licence", is_flag=True, help="Send the text though no open licence is known.")
@click.option("--yes", is_flag=True, help="Send without asking first.")
def ask_paper(
    key: str,
    out: Path | None,
    answers: Path | None,
    by: str | None,
    host: str | None,
    model: str | None,
    **agreed: bool,
) -> None:
    """Write what the document KEY asks, for a person or any assistant, take the answers back, or ask a model.

    Answers name heads, lines and cells; every number is read from the print. They are kept in
    extracted/KEY.answers.jsonl.
    """
    from memlit.curation.answering import questions_of, take_answers, written_questions

    if [out, answers, host].count(None) != 2:
        raise click.UsageError("give one of --out FILE for the questions, --answers FILE to take answers, --host URL")
    if out is not None:
        with ShownWork(f"reading sources/{key}"):
            asked = questions_of(Path(), key)
        click.echo("\n".join(written_questions(out, asked)))
        return
    if host is not None:
        if model is None or by is not None:
            raise click.UsageError("say which model: --model NAME, and no --by")
        _ask_model(key, host, model, **agreed)
        return
    if answers is None or (by is None) == (model is None):
        raise click.UsageError("say who answered: --by NAME for a person, --model NAME for a language model")
    with ShownWork(f"reading sources/{key}"):
        taken = take_answers(Path(), key, answers, by or model or "", "person" if by else "model")
    _tell_taken(key, len(taken.answers), taken.refused)


def _ask_model(key: str, host: str, model: str, *, any_licence: bool, yes: bool) -> None:
    """Ask a model, where the address is confirmed, and tell what became of its replies."""
    from memlit.curation.asking_model import ask_model
    from memlit.fetching.assistant import Assistant

    assistant = Assistant(host, model, os.environ.get("MEMLIT_ASK_KEY", ""))

    def agrees(cost: str) -> bool:
        click.echo(fitted(cost))
        return yes or click.confirm("Send it?")

    found = list(ask_model(Path(), key, assistant, agrees, any_licence=any_licence))
    refused = [line for one in found for line in one.refused]
    _tell_taken(key, sum(len(one.answers) for one in found), refused)


def _tell_taken(key: str, n_taken: int, refused: list[str]) -> None:
    """Say how many answers were taken and which were not; the command fails where one was not."""
    from memlit.errors import counted

    for line in refused:
        click.echo(f"{click.style('refused', fg='red')}  {fitted(line)}")
    click.echo(f"{counted(n_taken, 'answer')} taken; next: memlit check {key}")
    sys.exit(1 if refused else 0)


_COLOURS = {"found": "green", "proposed": "yellow", "left": "red", "differs": "red"}


def _coloured(line: str) -> str:
    """A line of an account with its first word in colour."""
    word, shown = line.split(" ", 1)[0], fitted(line)
    return click.style(word, fg=_COLOURS[word]) + shown.removeprefix(word) if word in _COLOURS else shown


@click.command(short_help="List what is missing, wrong or unread.")
@key_argument(nargs=-1, metavar="[KEY]...")
@click.option("--since", metavar="REVISION", help="Only what changed since this git revision.")
def check(keys: tuple[str, ...], since: str | None) -> None:
    """Check entries, folders, records, corrections and settings, or only what concerns KEY; one line per finding.

    Documents are read as in a run; for a new one, what each file gave is shown. With KEY: the values that the document
    gave, what is asked about it, what is proposed and what is left out, with places and reasons, page by page.
    "all well" means that every file gave what it could.
    """
    from memlit.curation.checking import check as checking
    from memlit.curation.checking.next_step import after_check
    from memlit.errors import counted

    if keys and since:
        raise click.UsageError("give KEY or --since, not both")
    findings: list[str] = []
    with ShownWork("reading documents") as work:
        if since:
            findings = checking.check_since(Path(), since, work.say, work.each)
        elif keys:
            for key in work.each(keys):
                findings += checking.check_key(Path(), key, lambda line: work.say(_coloured(line)))
        else:
            findings = checking.check_review(Path(), work.say, work.each)
    for line in findings:
        place, colon, said = fitted(line).partition(": ")
        click.echo(f"{click.style(place, fg='yellow')}{colon}{said}")
    count = click.style(counted(len(findings), "finding"), fg="red", bold=True)
    click.echo(count if findings else click.style("all well", fg="green", bold=True))
    click.echo(after_check(Path(), keys, len(findings)))
    sys.exit(1 if findings else 0)
