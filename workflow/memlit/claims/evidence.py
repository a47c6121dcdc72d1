"""What the rules may look at: papers by reference number, classes by credit list, metrics and readings by paper.

No survey number and no reading of tier review_claim is ever returned as evidence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from memlit.analysis.class_lines import ClassLines
from memlit.analysis.medians import Ends, PaperEnds, ends_of
from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Classes, Config
from memlit.config.claims import ALL, Claim, ValueSpan, Wanted, parse_value
from memlit.datum import FIRST_HAND, Reading, Result
from memlit.devices.gather import classes_of
from memlit.devices.resolved import Resolved, readings_about
from memlit.field.codes import STATES, SURVEY, SYMBOL_OF_PART, TUPLE_PARAMETERS, UNPAIRED_SET
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.statistics.comparison.medians import log_median

REVIEW_CLAIM = "review_claim"
NEURON = "neuron"
BESIDE = ("secondary", "pooled", "sibling", "notes")
"""Tiers below the evidence that may stand beside a verdict."""

CLAIM_PARAMETERS: dict[str, tuple[str, ...]] = {
    "retention_test": ("retention",),
    "c2c_variation": ("cycle_to_cycle",),
    "d2d_variation": ("device_to_device",),
    "efficiency": ("energy_efficiency",),
    "capacity": ("array_size",),
    "I_compliance": ("compliance_current",),
    "spike_voltage": ("set_voltage", "reset_voltage"),
    "nonlinearity": ("nonlinearity_potentiation", "nonlinearity_depression"),
}
"""Parameters of config/vocabulary.yaml that say what a claim's metric says; others are looked for by their own name."""

PRINTED_AS = {SYMBOL_OF_PART[part]: name for part, name in {**TUPLE_PARAMETERS["set"], **STATES}.items()}
"""Parameters that a paper prints for those of a formula; a neuron's off state is its source resistor."""

OWN_ENERGY = "energy_per_spike"
"""The energy that authors report: a quantity of its own, beside the metrics and never in their place."""


@dataclass(slots=True)
class ClaimEvidence:
    """The records of a run, indexed for the rules."""

    resolved: Resolved
    rows: Sequence[BenchmarkRow]
    of_classes: ClassLines
    classes: Classes
    config: Config
    reading_errors: Mapping[str, Result] = field(default_factory=dict)
    """Measured spread of one reading of a parameter, in decades."""
    _key_of: dict[int, str] = field(init=False)
    _readings: defaultdict[str, list[Reading]] = field(init=False)

    def __post_init__(self) -> None:
        library = self.resolved.library.entries
        self._key_of = {entry.reviewref: key for key, entry in library.items() if entry.reviewref is not None}
        corpus = self.resolved.corpus
        surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
        cited = readings_about(self._key_of.values(), corpus)
        own = (reading for reading in cited if reading.datum.locator.document not in surveys)
        self._readings = grouped(own, lambda reading: reading.datum.paper or "")

    def wanted(self, claim: Claim, comparator: str | None = None) -> tuple[Wanted, ...]:
        """The numbers of a claim with the plan's tolerances; `comparator` in place of the claim's own."""
        tolerances = self.config.analysis.tolerances
        return parse_value(claim.value, claim.unit, comparator or claim.comparator, claim.id, tolerances)

    def paper(self, reference: int) -> str:
        """Key of a reference of the review; `reference N` where the library has none."""
        return self._key_of.get(reference, f"reference {reference}")

    @property
    def references(self) -> list[int]:
        """Numbers of the review's reference list that the library holds, sorted."""
        return sorted(self._key_of)

    def credited_classes(self, reference: int) -> tuple[str, ...]:
        """Classes under which the review's figure credits a reference."""
        return tuple(name for name, numbers in self.classes.fig11_credits.items() if reference in numbers)

    def named_classes(self, reference: int) -> tuple[str, ...]:
        """Classes that a reference is credited to, with the other one that the plan knows the review to name it as."""
        plan = self.config.analysis.disputed
        disputed = (plan.conflict_class,) if reference in plan.conflicts and plan.conflict_class else ()
        return tuple(dict.fromkeys([*self.credited_classes(reference), *disputed]))

    def papers_of(self, subject: str, role: str) -> list[str]:
        """Keys of the papers that a subject stands for: `all`, a class, or a reference number."""
        credits = self.classes.fig11_credits
        if subject.isdecimal():
            return [self.paper(int(subject))]
        if subject == ALL:
            chosen = [name for name in credits if (name == NEURON) == (role == NEURON)]
            return list(dict.fromkeys(self.paper(n) for name in chosen for n in credits[name]))
        if role == NEURON:
            keys = [self.paper(number) for number in credits.get(NEURON, ())]
            return [key for key in keys if subject in self.classes_of_paper(key)]
        if subject in credits:
            return [self.paper(number) for number in credits[subject]]
        return [
            key
            for key, entry in sorted(self.resolved.library.entries.items())
            if entry.reviewref is not None and role in entry.roles and subject in self.classes_of_paper(key)
        ]

    def classes_of_paper(self, key: str) -> tuple[str, ...]:
        """Classes of a paper by the library."""
        entry = self.resolved.library.entries.get(key)
        return classes_of(entry, self.classes) if entry else ()

    def rows_of(self, papers: Iterable[str], role: str, metric: str, subject: str | None = None) -> list[BenchmarkRow]:
        """Rows that say something of a metric of a device, both pulses, sorted by id.

        Those that count, and those that another document prints of the paper's device, which enter no median; of one
        class where `subject` is a class.
        """
        return [row for row in self._all_rows(papers, role, subject) if row.evidence_of(metric)]

    def uncounted(
        self, papers: Iterable[str], role: str, metric: str, subject: str | None = None
    ) -> list[BenchmarkRow]:
        """Rows that give a metric and stand in no median, see memlit.devices.trust, sorted by id."""
        rows = self._all_rows(papers, role, subject)
        return [row for row in rows if metric in row.metrics and metric not in row.counted]

    def _all_rows(self, papers: Iterable[str], role: str, subject: str | None) -> list[BenchmarkRow]:
        """Rows of papers, counted or not; none of a survey."""
        wanted = set(papers)
        found = (
            row
            for row in self.rows
            if row.paper in wanted
            and row.set_name not in (SURVEY, UNPAIRED_SET)
            and (row.role == NEURON) == (role == NEURON)
            and (subject not in self.classes.classes or row.device_class == subject)
            and row.not_applicable is None
        )
        return sorted(found, key=lambda row: row.id)

    def errors_of_row(self, row: BenchmarkRow, metric: str) -> dict[str, Result]:
        """The measured errors of the readings behind a metric, in decades; none where the paper itself prints them."""
        if metric in row.counted:
            return {}
        names = formula_of(self.config.metrics[metric]).parameters
        # the mean of both states is off as its on state is; the off state of a neuron is a resistor of its circuit
        needs_off = "r" in names or ("G_off" in names and "G_on" not in names and row.role != NEURON)
        read = {
            "r_on": "r" in names or "G_on" in names,
            "r_off": needs_off,
            f"{row.pulse}_pulse_width": "tau" in names,
        }
        return self._measured(name for name, is_read in read.items() if is_read)

    def errors_of_papers(self, subjects: Iterable[str], role: str, metric: str) -> dict[str, dict[str, Result]]:
        """The measured errors of the readings of each paper of some classes; none of a metric, whose median rests on
        what the papers themselves print."""
        found: dict[str, dict[str, Result]] = defaultdict(dict)
        if metric in self.config.metrics:
            return found
        for subject in subjects:
            for paper in self.papers_of(subject, role):
                for reading in self.readings_of(paper, parameters_of(metric)):
                    found[paper] |= self.errors_of_reading(reading)
        return found

    def errors_of_reading(self, reading: Reading) -> dict[str, Result]:
        """The measured error of one reading of its parameter; none where the paper itself prints it."""
        return {} if reading.datum.tier == FIRST_HAND else self._measured([reading.parameter])

    def _measured(self, parameters: Iterable[str]) -> dict[str, Result]:
        return {name: self.reading_errors[name] for name in parameters if name in self.reading_errors}

    def readings_of(self, paper: str, parameters: Iterable[str], condition: str = "") -> list[Reading]:
        """Usable readings of a paper: a value, a tier of the evidence; the most trusted tier first.

        condition: the one under which the source must give them, empty for any.
        """
        tiers = [tier for tier in self.config.evidence.tiers if tier != REVIEW_CLAIM]
        known = [reading for reading in self._of(paper, parameters, tiers) if reading.has_number]
        chosen = (reading for reading in known if not condition or reading.datum.condition == condition)
        return _most_trusted_first((reading for reading in chosen if reading.status == "value"), tiers)

    def sizes_of(self, paper: str, with_lower_tiers: bool = False) -> list[Reading]:
        """Readings of an array's size, which may be a layout or a capacity and so no single number of cells.

        Those excluded for their kind of number or for their tier alone are printed sizes all the same.
        """
        printed = ("wrong_dimension", "tier")
        tiers = [*self.config.evidence.tiers, *(BESIDE if with_lower_tiers else ())]
        known = self._of(paper, ("array_size",), tiers)
        shown = (r for r in known if r.status in {"value", "flagged"} or r.reason_type in printed)
        return _most_trusted_first(shown, tiers)

    def beside(self, paper: str, parameters: Iterable[str]) -> list[Reading]:
        """Readings that are no evidence for their tier, with a value: for the context of a verdict."""
        known = [reading for reading in self._of(paper, parameters, BESIDE) if reading.has_number]
        return [r for r in known if r.status == "value" or r.reason_type == "tier"]

    def words_of(self, paper: str, parameters: Iterable[str]) -> list[Reading]:
        """Readings in words of a paper (a stack, a mechanism), each wording once, the most trusted tier first."""
        tiers = [*self.config.evidence.tiers, *BESIDE]
        known = [reading for reading in self._of(paper, parameters, tiers) if reading.status == "text"]
        found = grouped(_most_trusted_first(known, tiers), lambda reading: reading.datum.printed.text)
        return [alike[0] for alike in found.values()]

    def printed_in_review(self, paper: str, parameters: Iterable[str], spans: Sequence[ValueSpan]) -> list[str]:
        """Ids of the review's own readings of a claim: same paper and parameter, a value the claim gives."""
        return [
            reading.id
            for reading in self._of(paper, parameters, (REVIEW_CLAIM,))
            if reading.value is not None and any(low <= abs(reading.value) <= high for low, high in spans)
        ]

    def _of(self, paper: str, parameters: Iterable[str], tiers: Collection[str]) -> list[Reading]:
        """All readings of a paper's parameters of some tiers, used or not."""
        wanted = set(parameters)
        own = (reading for reading in self._readings[paper] if reading.datum.tier in tiers)
        return [reading for reading in own if reading.parameter in wanted]

    def papers_with(self, subject: str, role: str, metric: str) -> list[PaperEnds]:
        """What is known of each paper of a class: of a metric a row of classes.csv, else the median of its readings."""
        papers = self.papers_of(subject, role)
        if metric not in self.config.metrics:
            return self._medians_of_readings(papers, metric)
        cell = (self.config.evidence.headline_set, role, self.config.conventions.headline_pulse, metric)
        of_cell = (line for line in self.of_classes.classes if (line.set, line.role, line.pulse, line.metric) == cell)
        own = (line for line in of_cell if subject in (ALL, line.device_class))
        known = [each for line in own for each in self.of_classes.behind(line)]
        return [PaperEnds(paper, ends_of(number), number.inputs) for paper, number in known if paper in papers]

    def pair(self, first: str, second: str, metric: str) -> PublishedLine | None:
        """The line of comparison_pairs.csv of two classes of the headline set, in whichever order it has them."""
        about = (self.config.evidence.headline_set, metric)
        pairs = (pair for pair in self.of_classes.comparison_pairs if (pair.set, pair.quantity) == about)
        return next((pair for pair in pairs if {pair.first, pair.second} == {first, second}), None)

    def _medians_of_readings(self, papers: Iterable[str], metric: str) -> list[PaperEnds]:
        readings = {paper: self.readings_of(paper, parameters_of(metric)) for paper in sorted(set(papers))}
        found = []
        for paper, own in readings.items():
            known = {reading.id: abs(reading.value) for reading in own if reading.value}
            if known:
                middle = log_median([*known.values()])
                found.append(PaperEnds(paper, Ends(middle, middle), tuple(known)))
        return found


def _most_trusted_first(readings: Iterable[Reading], tiers: Sequence[str]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (tiers.index(reading.datum.tier), reading.id))


def parameters_of(metric: str) -> tuple[str, ...]:
    """Parameters whose readings say what a claim's metric says."""
    return CLAIM_PARAMETERS.get(metric, (metric,))


def parts_of_metric(metric: str, config: Config) -> tuple[str, ...]:
    """Parameters that a paper must print for a metric to be known."""
    if metric not in config.metrics:
        return parameters_of(metric)
    is_of_neurons = "synapse" not in config.metrics[metric].roles
    return tuple(
        "source_resistance" if is_of_neurons and name == "G_off" else PRINTED_AS[name]
        for name in formula_of(config.metrics[metric]).parameters
    )
