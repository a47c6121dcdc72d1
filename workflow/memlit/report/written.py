"""Sections written from templates: a template is what a section says, `NAME.md.j2` beside the code that finds it.

    # The title {#its-id}

    Text, in lines that an empty line ends. {{ line.n_papers }} prints a number of the run as its link.

    {.lead} The sentence that a section begins with, in larger letters.

    {.finding} What the evidence says, beside the first figure.

    - an item of a list

    ? A question in a line
    with its answer.

    {.counter} A number
    and what it counts.

    {.box} A stage of the flow of records
    what left it beside it, a line each.

    ::: details
    What stands in the appendix, up to the next line of colons.
    :::

    % call(line) table(lines, "bounds.csv")
    The caption.

    class     | {{ line.device_class | words }}
    known    >| {{ line.n_papers }}

    The note, where there is one.
    % endcall

    % call figure("fig11a", drawn)
    Its title, a line that says what it shows.

    What is said of it to those who do not see it.

    The caption.
    % endcall

A line of a table is a column: its label, `|` or for numbers `>|`, and its cell. A line with `%` is a statement of
Jinja. What an expression gives is shown as `Printing.cell_text` says: only text and numbers with an id, never a bare
number. Symbols, citations and names are the tokens of `text`.
"""

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context

from memlit.datum import Estimate, Reading, Result, percent
from memlit.errors import RecordError
from memlit.field.codes import NOT_COUNTED, whose_words
from memlit.presentation import text
from memlit.presentation.format import raised_powers
from memlit.presentation.text import CLOSE, OPEN
from memlit.presentation.words import PART_SYMBOLS, parameter_words
from memlit.report.blocks import (
    DASH,
    REST_NOTE,
    SET_NAMES,
    Printing,
    ReportBlock,
    figure,
    given,
    section,
    shown_rows,
    table,
)
from memlit.report.conditions import least_and_largest, name_of_device
from memlit.report.verdicts import claim_link, verdict_words, wording

_SECTIONS = Path(__file__).parent / "sections"
_OUTSIDE = f"(?![^{OPEN}{CLOSE}]*{CLOSE})"
"""Not inside a token, whose text stays as it is."""
_END = f"{OPEN}end{CLOSE}"
"""Stands for an empty line of a template, which ends a paragraph; one that an expression leaves empty does not."""
_SPACE = re.compile(rf"[ \t\n]+{_OUTSIDE}")
_ITEMS = re.compile(rf"(?:^|\n)- {_OUTSIDE}")
_COLUMN = re.compile(rf"(.*?)[ ]*(>?)\|{_OUTSIDE}(.*)", re.DOTALL)
_FENCES = {"::: details": True, ":::": False}
"""Lines that begin and end what stands in the appendix."""
_HEADING = re.compile(r"# (.+) \{#([a-z-]+)\}")
_REMEDY = "correct the template, whose form memlit.report.written describes"
_STYLED = re.compile(r"\{\.(lead|finding)\} ")
"""Begins a paragraph of another look than the rest."""
_BLOCK = re.compile(f"{OPEN}block:([0-9]+){CLOSE}")


def written_section(m: Printing, template: str, **data: Any) -> ReportBlock:
    """The section of a template ("making/bounds"), written from the material `m` and `data`.

    Raises RecordError with file and line for a mistake in the template.
    """
    heading, *blocks = written_blocks(m, template, **data)
    found = _HEADING.fullmatch(heading["text"])
    if found is None:
        raise RecordError(f"{template}.md.j2", f"{heading['text']!r} is not of the form # TITLE {{#ID}}", _REMEDY)
    return section(found[2], found[1], *blocks)


def written_blocks(m: Printing, template: str, **data: Any) -> list[ReportBlock]:
    """The blocks of a template in order. Raises RecordError as `written`."""
    held: list[ReportBlock] = []
    whole = _rendered(m, template, held, data)
    found: list[ReportBlock] = []
    in_details = False
    for part in _parts(whole):
        if part in _FENCES:
            in_details = _FENCES[part]
        elif mark := next(filter(part.startswith, _ITEMS_OF), ""):
            kind, key, item_of = _ITEMS_OF[mark]
            if not (found and found[-1]["type"] == kind):
                found.append({"type": kind, key: []})
            found[-1][key] += item_of(*map(_line, _lines(part.removeprefix(mark))))
        else:
            block = _block(part, held)
            found.append({**block, "is_detail": True} if in_details and block else block)
    return found


def written_text(m: Printing, template: str, **data: Any) -> str:
    """What a template says in one paragraph, to stand in others. Raises RecordError as `written`."""
    return _line(_rendered(m, template, [], data).replace(_END, "\n"))


def _rendered(m: Printing, template: str, held: list[ReportBlock], data: Mapping[str, Any]) -> str:
    """The text of a template with a token for each block that it holds."""
    try:
        return _ENVIRONMENT.get_template(f"{template}.md.j2").render(m=m, held=held, **data)
    except TemplateSyntaxError as error:
        raise RecordError(f"{error.name}:{error.lineno}", error.message or "", _REMEDY) from error
    except (UndefinedError, AttributeError, LookupError, TypeError, ValueError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename.endswith(".md.j2")]
        raise RecordError(f"{template}.md.j2:{lines[-1] if lines else 0}", str(error), _REMEDY) from error


def _answer(question: str, *answer: str) -> list[dict[str, Any]]:
    """A question; without an answer none."""
    told = " ".join(answer)
    return [{"question": question, "text": told}] if told else []


_ITEMS_OF: Mapping[str, tuple[str, str, Callable[..., list[dict[str, Any]]]]] = {
    "? ": ("answers", "items", _answer),
    "{.counter} ": ("counters", "items", lambda number, *text: [{"number": number, "text": " ".join(text)}]),
    "{.box} ": ("flow", "steps", lambda text, *side: [{"text": text, "side": list(side)}]),
}
"""By the mark of its items: the type of a block, its field for them, and what makes items of the lines behind it."""


def _block(part: str, held: list[ReportBlock]) -> ReportBlock:
    """A paragraph, a list, or the block that its token stands for."""
    if token := _BLOCK.fullmatch(part):
        return held[int(token[1])]
    if part.startswith("- "):
        return {"type": "list", "items": [_line(item) for item in _ITEMS.split(part)[1:]]}
    styled = _STYLED.match(part)
    text = _line(part[styled.end() :] if styled else part)
    return {"type": "p", "text": text, "style": styled[1] if styled else ""} if text else {}


def _parts(whole: str) -> list[str]:
    """What empty lines divide."""
    return [part.strip(" \t\n") for part in whole.split(_END) if part.strip()]


def _lines(part: str) -> list[str]:
    return re.split(rf"\n\s*{_OUTSIDE}", part)


def _line(lines: str) -> str:
    """Lines as one."""
    return _SPACE.sub(" ", lines).strip(" ")


def _column(line: str) -> tuple[str, str, str]:
    """The label of a column, its alignment "l" or "r", and its cell."""
    found = _COLUMN.fullmatch(line)
    if found is None:
        raise ValueError(f"a line of a table: {line!r} is not of the form LABEL | CELL")
    return found[1].strip(), "r" if found[2] else "l", _line(found[3])


def _held(context: Context, block: Mapping[str, Any]) -> str:
    """The token of a block, in an own paragraph."""
    context["held"].append(block)
    return f"{_END}{OPEN}block:{len(context['held']) - 1}{CLOSE}{_END}"


@pass_context
def _shown(context: Context, value: Any) -> Any:
    """What stands for the value of an expression. Raises TypeError for a bare number."""
    if isinstance(value, str | Undefined):
        return value
    if isinstance(value, Mapping):
        return _held(context, value) if value else ""
    if value is None or isinstance(value, Result | Reading | Estimate):
        return context["m"].cell_text(value)
    raise TypeError(f"{value!r} has no id: print the result that it belongs to, or a setting by `given`")


@pass_context
def _table(
    context: Context,
    items: Iterable[Any] | pd.DataFrame,
    source: str = "",
    ids: Callable[[Any], str] | None = None,
    *,
    caller: Callable[..., str],
) -> str:
    """A table with a row for each item, for each tuple of items, or for each line of a published table, if any.

    ids: the anchor of a row.

    Of very many items the first ones have a row, and the note says so.
    """
    caption, note, columns, rows, row_ids = "", "", [], [], []
    every = items if isinstance(items, pd.DataFrame) else list(items)
    shown = shown_rows(every)
    for item in context["m"].lines(shown) if isinstance(shown, pd.DataFrame) else shown:
        told = caller(*item) if type(item) is tuple else caller(item)
        caption, body, *notes = _parts(told)
        note = " ".join(notes)
        cells = [_column(line) for line in _lines(body)]
        columns = [(label, align) for label, align, _ in cells]
        rows.append([cell for _, _, cell in cells])
        row_ids += [ids(item)] if ids else []
    if len(shown) < len(every):
        note = f"{REST_NOTE} {note}"
    return _held(context, table(_line(caption), columns, rows, _line(note), source, row_ids)) if rows else ""


@pass_context
def _figure(
    context: Context,
    name: str,
    drawn: Iterable[str] | None = None,
    *,
    caller: Callable[[], str],
) -> str:
    """A figure; its body is its title, what is said of it to those who do not see it, and the caption.

    drawn: ids of the numbers that it shows, None as in `blocks.figure`.
    """
    title, alt, caption = map(_line, _parts(caller()))
    shown = None if drawn is None else context["m"].drawn_numbers(drawn)
    return _held(context, figure(name, title, alt, caption, drawn=shown))


def _of_material(method: str) -> Callable[..., str]:
    """A method of the material as a filter."""

    @pass_context
    def filtered(context: Context, value: Any) -> str:
        return str(getattr(context["m"], method)(value))

    return filtered


@pass_context
def _by_id(context: Context, identifier: str) -> str:
    """The number of an id."""
    return str(context["m"].book.use(identifier))


def _begun(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def _part(name: str) -> str:
    """The symbol of a part of the tuple."""
    return text.symbol(PART_SYMBOLS[name])


def _joint(loop: Any) -> str:
    """What stands after an item of a loop in a sentence: a comma, before the last item `and`, after it nothing."""
    return "" if loop.last else " and " if loop.revindex == 2 else ", "


def _words(name: str) -> str:
    return name.replace("_", " ")


def _source(name: str) -> tuple[str, str, None]:
    """A template; its lines with `%` become statements that leave nothing of themselves, not even an end of line."""
    path = _SECTIONS / name
    marked = re.sub(r"^(:::.*|)$", rf"{_END}\1{_END}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"^ *% (.*)\n", r"{% \1\n%}", marked, flags=re.MULTILINE), str(path), None


_ENVIRONMENT = Environment(
    loader=FunctionLoader(_source),
    undefined=StrictUndefined,
    finalize=_shown,
    comment_start_string="<!--",
    comment_end_string="-->",
)
_ENVIRONMENT.globals.update(
    DASH=DASH,
    NOT_COUNTED=NOT_COUNTED,
    SET_NAMES=SET_NAMES,
    PART_SYMBOLS=PART_SYMBOLS,
    table=_table,
    figure=_figure,
    given=given,
    joint=_joint,
    least_and_largest=least_and_largest,
    name_of_device=name_of_device,
    percent=percent,
    strong=text.strong,
)
_ENVIRONMENT.filters.update(
    number=_shown,
    by_id=_by_id,
    cited=_of_material("cited"),
    class_in_words=_of_material("class_in_words"),
    metric=_of_material("symbol"),
    words=_words,
    begun=_begun,
    part=_part,
    cite=text.cite,
    name=text.name,
    raised=raised_powers,
    symbol=text.symbol,
    device_name=text.device_name,
    parameter_words=parameter_words,
    few_cited=text.few_cited,
    listed=text.listed,
    see=text.see,
    claim_link=claim_link,
    wording=wording,
    verdict_words=verdict_words,
    whose_words=whose_words,
)
