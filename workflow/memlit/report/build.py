"""report.json: everything the report prints, computed once; the renderers only lay it out.

A metric's formula with its numbers filled in, each a link to the reading that it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from memlit import __version__
from memlit.benchmark.formula_text import HTML, formula_text
from memlit.benchmark.formulas import FORMULA_PARAMETERS, ConductanceMean, Formula
from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config, FieldOfScience
from memlit.datum import Reading, anchor
from memlit.errors import some_of
from memlit.field.codes import HOW_READ, STATES, count_base, count_name
from memlit.field.codes import TUPLE_PARAMETERS as PULSE_PARAMETERS
from memlit.library import Entry, is_cited_work
from memlit.presentation.format import format_value
from memlit.presentation.text import number_token, plain, symbol, tokens_in
from memlit.report.blocks import Material, Printing, ReportBlock
from memlit.report.paper import details_of, on_paper
from memlit.report.sections.outline import APPENDIX, sections_called

FilledFormula = Callable[[str], str | None]
"""The formula of a metric with its numbers filled in, a line for the card of the metric of this id, if it has one."""


def formula_lines(rows: Iterable[BenchmarkRow], readings: Mapping[str, Reading], config: Config) -> FilledFormula:
    """The lines of metrics that are computed from the readings of one tuple."""
    row_of = {result.id: (row, name) for row in rows for name, result in row.metrics.items()}

    def filled(identifier: str) -> str | None:
        if identifier not in row_of:
            return None
        row, name = row_of[identifier]
        formula = formula_of(config.metrics[name])
        parts = _parts(row, [readings[key] for key in row.metrics[name].inputs if key in readings])
        if "r" in formula.parameters or not all(part in parts for part in formula.parameters):
            return None
        shown = {FORMULA_PARAMETERS[part].symbol: key for part, key in parts.items()}
        text = with_numbers(formula, shown, config.conventions.conductance_mean)
        return f"{symbol(config.metrics[name].symbol)} = {text}"

    return filled


def with_numbers(formula: Formula, ids: Mapping[str, str], mean: ConductanceMean) -> str:
    """A formula with a number's token for each symbol; ids: of the numbers by symbol."""
    style = HTML._replace(power="({})^{}", symbol=lambda name: number_token(ids[name]))
    return formula_text(formula, style, mean).replace(")^2", ")²")


def _parts(row: BenchmarkRow, readings: list[Reading]) -> dict[str, str]:
    """Ids of the readings by the formula's parameter that each is."""
    names = {STATES["g_on"]: "G_on", STATES["g_off"]: "G_off"}
    own = PULSE_PARAMETERS.get(row.pulse, {})
    names |= {own[part]: letter for part, letter in (("v_spike", "V"), ("tau", "tau")) if part in own}
    return {names[reading.parameter]: reading.id for reading in readings if reading.parameter in names}


SIMULATED_MARK = "Simulated corpus, no literature: "
"""Begins the title of a report on made-up papers."""

KEPT_NUMBERS = "References of the review keep the number they have in its list; all others follow."


def report_title(config: Config) -> str:
    """The title of the settings; that of a corpus for measuring says that it is simulated."""
    return f"{SIMULATED_MARK}{config.report.title}" if config.evidence.simulated else config.report.title


def build_report(m: Material, field: FieldOfScience) -> dict[str, Any]:
    """The report as plain data: sections of blocks, numbers with anchors, cards, references."""
    return laid_out(m, field, formula_lines(m.rows, m.book.readings, m.config))


def laid_out(m: Printing, field: FieldOfScience, filled: FilledFormula) -> dict[str, Any]:
    """The report of a field with the sections that it lists. filled: a line for the cards of metrics."""
    written = [
        (title, [part for part in (section(m) for section in sections_called(names)) if part])
        for title, names in field.parts.items()
    ]
    main = [part for _, found in written for part in found]
    appendices = [
        *filter(None, map(_details, main)),
        *filter(None, (section(m) for section in sections_called(field.appendices))),
    ]
    contents = [
        *((title, [_main(part) for part in found]) for title, found in written),
        (APPENDIX, [{**part, "is_appendix": True} for part in appendices]),
    ]
    parts = numbered([part for _, found in contents for part in found])
    cards = [_with_formula(card, filled(card["id"])) for card in m.book.cards()]
    cited = sorted(set(tokens_in([parts, cards], "cite")) & set(m.library.entries))
    return {
        "title": report_title(m.config),
        "subtitle": m.config.report.subtitle,
        "version": __version__,
        "release": _release(m),
        "parts": [
            {"title": title, "sections": [{"id": part["id"], "title": part["title"]} for part in found]}
            for title, found in contents
            if found
        ],
        "sections": parts,
        "numbers": m.book.numbers(),
        "cards": cards,
        "numbering": KEPT_NUMBERS if m.tests_a_review else "",
        "references": _references(m, cited),
    }


NUMBERED = {"figure": "Fig.", "table": "Table"}
"""What has a number, by the type of its block."""


def numbered(parts: Sequence[ReportBlock]) -> list[ReportBlock]:
    """The sections with their figures and tables numbered in the order of the PDFs.

    Fig. 1 and Table 1 are of the main text, Fig. A1 and Table A1 of the appendices.
    """
    counts = Counter[str]()
    numbers = {}
    for part in on_paper(parts):
        letter = "A" if part["is_appendix"] else ""
        for block in part["blocks"]:
            if word := NUMBERED.get(block["type"]):
                counts[word + letter] += 1
                numbers[id(block)] = f"{word} {letter}{counts[word + letter]}"
    return [
        {
            **part,
            "blocks": [
                {**block, "number": numbers[id(block)]} if id(block) in numbers else block for block in part["blocks"]
            ],
        }
        for part in parts
    ]


def _with_formula(card: dict[str, Any], filled: str | None) -> dict[str, Any]:
    """A card with its formula filled in, which names the inputs too."""
    if filled is None:
        return card
    return {**card, "lines": [("", filled), *(line for line in card["lines"] if line[0] != "from")]}


def _main(part: ReportBlock) -> ReportBlock:
    """A section without the blocks that are details."""
    return {**part, "blocks": [block for block in part["blocks"] if not block.get("is_detail")]}


def _details(part: ReportBlock) -> ReportBlock:
    """The details of a section as one of the appendix; empty where it has none."""
    blocks = [block for block in part["blocks"] if block.get("is_detail")]
    return details_of(part, blocks) if blocks else {}


def _release(m: Printing) -> dict[str, str]:
    """Version, date and how to cite, as CITATION.cff says; the date is empty where it names none."""
    people = m.citation.get("authors") or []
    names = [
        person.get("name") or f"{person.get('given-names', '')} {person.get('family-names', '')}" for person in people
    ]
    cited = {key: plain(str(m.citation.get(key) or "")) for key in ("title", "version", "date-released", "doi")}
    version, day = cited["version"], cited["date-released"]
    parts = [", ".join(plain(name.strip()) for name in names), cited["title"], f"Version {version}" if version else ""]
    parts += [day, f"https://doi.org/{cited['doi']}" if cited["doi"] else ""]
    return {"version": version, "day": day, "citation": ". ".join(part for part in parts if part)}


def _references(m: Printing, cited: Iterable[str]) -> list[dict[str, Any]]:
    """The list of references by number: those of the review keep the number they have there, the others follow."""
    entries = [m.library.entries[key] for key in cited]
    last = max((entry.reviewref or 0 for entry in m.library.entries.values()), default=0)
    others = (entry for entry in entries if entry.reviewref is None)
    numbers = {entry.key: number for number, entry in enumerate(others, start=last + 1)}
    found = [_reference(entry, entry.reviewref or numbers[entry.key]) for entry in entries]
    return sorted(found, key=lambda reference: (reference["number"], reference["key"]))


def _reference(entry: Entry, number: int) -> dict[str, Any]:
    fields = {name: plain(text).replace("{", "").replace("}", "") for name, text in entry.fields.items()}
    doi = fields.get("doi")
    short = plain(entry.short_name)
    return {
        "key": entry.key,
        "number": number,
        "anchor": f"ref-{anchor(entry.key)}",
        "short": short,
        "label": f"{short} [{number}]",
        "author": _authors(fields.get("author", "")),
        "title": fields.get("title", ""),
        "where": _where(fields),
        "year": fields.get("year", ""),
        "url": f"https://doi.org/{doi}" if doi else fields.get("url", ""),
    }


def _authors(text: str) -> str:
    names = [" ".join(reversed([part.strip() for part in name.split(",", 1)])) for name in text.split(" and ")]
    names = [name for name in names if name]
    return ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")


def _where(fields: dict[str, str]) -> str:
    place = fields.get("journal") or fields.get("booktitle") or fields.get("institution") or ""
    parts = [place, fields.get("volume", ""), fields.get("pages", "").replace("--", "–")]
    return ", ".join(part for part in parts if part)


def run_summary(m: Material) -> str:
    """Eleven lines for the terminal."""

    def count(result_id: str) -> str:
        value = m.book.results[result_id].value
        return format_value(value, "1") if value is not None else "0"

    headline = m.config.evidence.headline_set
    readings = m.readings.frame(("status", "derived_from"))
    status = readings["status"][readings["derived_from"].isna()].value_counts()
    n_of = {name: status.get(name, 0) for name in ("value", "text", "flagged", "excluded")}
    not_accepted = sorted(document.key for document in m.documents if document.status == "new")
    changed = sorted(document.key for document in m.documents if document.status == "changed")
    devices = m.devices[["paper", "device"]].drop_duplicates()
    n_devices = sum(not is_cited_work(paper) for paper in devices["paper"])
    synapses = count_base(headline, "synapse")
    known = [
        f"{m.config.metrics[metric].symbol} of {count(f'{synapses}#{metric}_known')}"
        for metric in m.config.planned_metrics
    ]
    read = [f"{count(f'{synapses}#{count_name(how)}')} {how}" for how in HOW_READ]
    of, equal, compared = map(count, (f"{synapses}#papers", "self_check#agreeing", "self_check#compared"))
    lines = [
        f"library      {len(m.library.entries)} entries, {len(m.documents)} documents",
        f"readings     {sum(status)} printed: {n_of['value']} in SI, {n_of['text']} words, "
        f"{n_of['flagged']} flagged, {n_of['excluded']} excluded",
        f"devices      {n_devices} with a reading of their pulse or states",
        f"{headline:<13}{', '.join(known)} of {of} synapse papers",
        f"read         of these papers: {', '.join(read)}",
        f"self-check   {equal} of {compared} restated cells equal the record",
        f"accepted     {_named(not_accepted, 'no record yet, used: ', 'every document has a reviewed record')}",
        f"changed      {_named(changed, 'differ from their record: ', 'no document differs from its record')}",
        f"problems     {len(m.problems)}, listed in the report",
        "data         results/data/*.csv, meanings in results/data/dictionary.csv",
        "audit        memlit audit ID shows where a number came from",
    ]
    return "\n".join(lines) + "\n"


def _named(keys: list[str], before: str, none: str) -> str:
    return before + some_of(keys, 4) if keys else none
