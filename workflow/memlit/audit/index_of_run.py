"""The audit index of a finished run: what its tables hold of devices, or of the observations of another field."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from memlit.audit.index import write_index
from memlit.audit.observed_subjects import observed_subjects
from memlit.audit.subjects import FATE_COLUMNS, RunTables, report_places, subjects
from memlit.config import Config, FieldOfScience
from memlit.datum import Result, read_record
from memlit.devices.resolved import load_shelf
from memlit.devices.stored import StoredReadings
from memlit.field import load_vocabulary
from memlit.files import read_json
from memlit.frames import read_frame
from memlit.numbers import read_numbers
from memlit.observations.metrics import formulas
from memlit.observations.record import Compared, MetricValues, Observations


def index_devices(
    path: Path, files: Mapping[str, str], numbers_of_rules: Iterable[Path], config: Config, code: Mapping[str, str]
) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    path: of the index; files: library, readings, devices, benchmark, claims and report; code: the digests of the code.
    """
    shelf, readings = load_shelf(files["library"]), StoredReadings(files["readings"])
    headline = {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse}
    report, numbers = read_json(Path(files["report"])), read_numbers(numbers_of_rules)
    places = report_places(report)
    metrics: dict[str, dict[str, Result]] = defaultdict(dict)
    for result in numbers:
        if result.kind == "metric":
            row, _, name = result.id.rpartition("#")
            metrics[row][name] = result
    devices, benchmark = read_frame(Path(files["devices"])), read_frame(Path(files["benchmark"]))
    tables = RunTables(readings.frame(FATE_COLUMNS), devices, benchmark, metrics)
    about = subjects(shelf.entries, shelf.screening, tables, places, headline)
    claims = read_json(Path(files["claims"]))["verdicts"]
    printed = tables.readings[tables.readings["derived_from"].isna()]
    counts, shown = Counter(printed["paper"]), report["numbers"]
    write_index(path, shelf.entries, counts, readings.values(), numbers, claims, places, shown, about, code)


def index_observations(
    path: Path,
    files: Mapping[str, str],
    numbers_of_rules: Iterable[Path],
    config: Config,
    field: FieldOfScience,
    code: Mapping[str, str],
) -> None:
    """As `index_devices`, of a field whose values are observations; files: vocabulary and those of its records too.

    The value of each parameter of an observation is a number too; metrics take it from its reading.
    """
    observed = read_record(Observations, Path(files["observations"]))
    shelf, readings = load_shelf(files["library"]), StoredReadings(files["readings"])
    known = formulas(config, field, load_vocabulary(Path(files["vocabulary"])))
    about = observed_subjects(
        shelf.entries,
        shelf.screening,
        readings.values(),
        observed,
        read_record(MetricValues, Path(files["metrics"])).values,
        read_record(Compared, Path(files["compared"])).classes,
        {name: formula.parameters for name, formula in known.items()},
        field,
    )
    numbers = [*read_numbers(numbers_of_rules), *(value.result for value in observed.values)]
    report = read_json(Path(files["report"]))
    # Nothing is derived before metrics are computed.
    counts = Counter(readings.frame(("paper",))["paper"])
    places, shown = report_places(report), report["numbers"]
    write_index(path, shelf.entries, counts, readings.values(), numbers, (), places, shown, about, code)
