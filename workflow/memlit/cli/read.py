"""Commands that read one text or file: the sheet of a paper, quantities, tables, passages, figures."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memlit.cli.options import FILE, JSON, PAGE, fitted, print_either, print_reading
from memlit.cli.progress import ShownWork

if TYPE_CHECKING:
    from figcurves.label_ink.proposals import Propose
    from figcurves.model import Digitization
    from memlit.field import Vocabulary


class PrintedText(click.Command):
    """A command whose argument may begin with a minus sign or be a dash: `-2.8V/300µs`, `--`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options wherever they stand; all else, a negative number too, is the printed text."""
        valued = {name for one in self.params if not getattr(one, "is_flag", True) for name in one.opts}
        options: list[str] = []
        texts: list[str] = []
        rest = list(args)
        while rest:
            one = rest.pop(0)
            if one == "--" and any(_OPTION.fullmatch(later) is None for later in rest):
                options += [one, *rest]
                break
            if one in valued:
                options += [one, *rest[:1]]
                del rest[:1]
            else:
                (texts if one.startswith("-") and _OPTION.fullmatch(one) is None else options).append(one)
        return super().parse_args(ctx, [*options, *(["--", *texts] if texts else [])])


_OPTION = re.compile(r"--?[A-Za-z][\w-]*(?:=.*)?", re.DOTALL)


@click.command(cls=PrintedText, short_help="Read the quantities in a text.")
@click.argument("text")
@click.option("--header", help="The printed header above the value, for its unit and parameter.")
@click.option("--origin", type=click.Choice(["html", "pdf"]), help="Where the text was copied from.")
@click.option("--superscripts", help="Positions of raised characters in TEXT, from 0: 2,3")
@JSON
def quantity(text: str, header: str | None, origin: str | None, superscripts: str | None, as_json: bool) -> None:
    """Read the quantities in TEXT, as printed and in SI."""
    from memlit.quantities import read_quantities
    from memlit.quantities.model import render_quantities

    try:
        raised = tuple(int(place) for place in (superscripts or "").split(",") if place)
    except ValueError:
        raise click.BadParameter("give places from 0, such as 2,3", param_hint="--superscripts") from None
    found = read_quantities(text, header=header, origin=origin, superscripts=raised)
    print_either(as_json, lambda: [item.as_dict() for item in found], lambda: render_quantities(found))


@click.command(short_help="Check what one paper states, lacks and contradicts.")
@FILE
@click.option("--out", type=click.Path(path_type=Path), help="The page to write.  [default: FILE.sheet.html, here]")
@JSON
def sheet(file: Path, out: Path | None, as_json: bool) -> None:
    """Write the sheet of FILE (PDF, LaTeX, JATS XML, HTML), a page that its author can fill in.

    It needs no review and no network. With --json no page is written unless --out names one.
    """
    from memlit.files import write_text
    from memlit.sheet.page import sheet_page
    from memlit.sheet.sheet import pictures_of, sheet_of
    from memlit.sheet.summary import sheet_as_json, sheet_lines

    target = out or (None if as_json else Path(f"{file.stem}.sheet.html"))
    with ShownWork(f"reading {file.name}"):
        found = sheet_of(file)
        if target is not None:
            write_text(target, sheet_page(found, pictures_of(file, found)))
    print_either(as_json, lambda: sheet_as_json(found), lambda: "\n".join(map(fitted, sheet_lines(found))))
    if target is not None:
        click.echo(f"memlit: {target.as_posix()} is written; open it in a browser", err=True)


@click.command(short_help="Read the tables of a file.")
@FILE
@PAGE
@JSON
@click.option("--explain", type=click.Path(path_type=Path), help="Draw the page with each step and its reason as SVG.")
def tables(file: Path, page: int | None, as_json: bool, explain: Path | None) -> None:
    """Find and read the tables of FILE (PDF, LaTeX, JATS XML, HTML, CSV, XLSX)."""
    from memlit.sources.data.from_tables import read_and_weighed
    from memlit.worker import read_safely
    from printed.tables import tables_as_json
    from printed.tables.render import render_tables

    with ShownWork(f"reading {file.name}"):
        reading, doubts = read_safely(file, read_and_weighed, file, _vocabulary(), page)
    if explain is not None:
        from memlit.asking.explain import explain_page
        from printed.documents.kind import document_kind

        is_page = page is not None and document_kind(file) == "pdf"
        _explain(explain, is_page, explain_page, file, page, _vocabulary())
    print_reading(
        as_json, lambda: tables_as_json(reading), lambda: render_tables(reading), (*reading.warnings, *doubts)
    )


def _explain(explain: Path, is_page: bool, draw: Callable[..., str], file: Path, *given: object) -> None:
    """Write the SVG that `draw` makes of the file. is_page: whether one page is meant."""
    from memlit.files import write_text
    from memlit.worker import read_safely

    if not is_page:
        raise click.UsageError("--explain draws one page of a PDF; name it: --page N")
    write_text(explain, read_safely(file, draw, file, *given))


def _vocabulary() -> "Vocabulary":
    """The project's vocabulary where there is one, else memlit's own."""
    from memlit.code_hash import review_file
    from memlit.field import load_vocabulary
    from memlit.field.vocabulary import VOCABULARY_FILE

    return load_vocabulary(review_file(VOCABULARY_FILE))


@click.command(short_help="Find the values that sentences of a file state.")
@FILE
@PAGE
@JSON
def passages(file: Path, page: int | None, as_json: bool) -> None:
    """Find values stated in the text and captions of FILE (PDF, LaTeX, JATS XML, HTML, TXT, MD)."""
    from memlit.passages import read_passages
    from memlit.passages.render import passages_as_json, render_passages
    from memlit.worker import read_safely

    with ShownWork(f"reading {file.name}"):
        reading = read_safely(file, read_passages, file, _vocabulary(), page=page)
    print_reading(as_json, lambda: passages_as_json(reading), lambda: render_passages(reading), reading.warnings)


@click.command(short_help="Read the figures of a file.")
@FILE
@PAGE
@click.option("--image", type=int, help="This image on the page, from 1, where the figure is a picture inside the PDF.")
@click.option("--panel", default="", help="Only this panel, as numbered on its page, or by its letter in a picture.")
@click.option("--calibration", type=click.Path(path_type=Path), help="YAML with the axes of a picture or a panel.")
@click.option("--propose", is_flag=True, help="Propose scales from the shapes of labels that are not text.")
@click.option("--ocr", is_flag=True, help="Like --propose, and also read the labels by OCR.")
@click.option("--save", type=click.Path(path_type=Path), help="After looking: write the proposed scales to this YAML.")
@click.option("--curator", help="With --save: who looked.")
@click.option("--out", type=click.Path(path_type=Path), help="Write points and overlays into this folder.")
@click.option("--explain", type=click.Path(path_type=Path), help="Draw what was read and dropped, and why, as SVG.")
@JSON
def digitize(
    file: Path,
    page: int | None,
    image: int | None,
    panel: str,
    calibration: Path | None,
    propose: bool,
    ocr: bool,
    save: Path | None,
    curator: str | None,
    out: Path | None,
    explain: Path | None,
    as_json: bool,
) -> None:
    """Read the figures of FILE: vector figures of a PDF, an image of its page, or a picture (PNG, JPEG, TIFF)."""
    from figcurves.front_door import Asked, read_figures, write_explanation
    from memlit.worker import read_picture_safely, read_safely

    if save is not None and not curator:
        raise click.UsageError("--save needs --curator NAME: the person who compared the proposal with the figure")
    mode: Propose = "ocr" if ocr else "shapes" if propose or save is not None else ""
    reading = read_picture_safely if ocr else read_safely
    with ShownWork(f"reading {file.name}"):
        asked = Asked(file, page, image, panel, calibration, mode)
        if explain is not None:
            write_explanation(asked, explain, reading)
        found = read_figures(asked, reading)
    if save is not None:
        from figcurves.label_ink.confirming import save_proposal

        click.echo(save_proposal(file.name, found, save, str(curator), calibration), err=True)
        found = read_figures(Asked(file, page, image, panel, save), read_safely)
    _show_digitizations(file, found, out, as_json)


@click.command("import-figure", short_help="Import another digitizer's project.")
@FILE
@click.option("--out", type=click.Path(path_type=Path), help="Write points and overlays into this folder.")
@JSON
def import_figure(file: Path, out: Path | None, as_json: bool) -> None:
    """Import a digitizer's project FILE (WebPlotDigitizer, Engauge, svgdigitizer, plain CSV)."""
    from figcurves import import_project
    from memlit.worker import read_safely

    _show_digitizations(file, read_safely(file, import_project, file), out, as_json)


def _show_digitizations(file: Path, found: "Sequence[Digitization]", out: Path | None, is_json: bool) -> None:
    """Print the figures and write them to `out`; exit 1 when one of them needs a person's look."""
    from figcurves.front_door import as_text, figures_as_json, needs_person, write_files
    from memlit.worker import read_safely

    if out is not None:
        click.echo(f"memlit: {write_files(file, found, out, read_safely)}", err=True)
    click.echo(figures_as_json(found) if is_json else as_text(found))
    sys.exit(1 if needs_person(found) else 0)
