"""memlit place: read the settings and the last run, place the device, draw it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from memlit.benchmark.rows import benchmark_table
from memlit.config import CLASSES_FILE, CONFIG_FILE, PlaceOption, load_classes, load_config, load_field
from memlit.datum import Pulse
from memlit.devices.resolved import RESOLVED_FILES, load_resolved
from memlit.errors import PlaceError
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.frames import frame_of
from memlit.placing.device import NewDevice, described_device
from memlit.placing.observed import parameters_given, place_value
from memlit.placing.render import check_suffix, place_as_json, render_place, write_table
from memlit.placing.standing import Published, place_among

FIGURES = (".svg", ".png")
_TABLES = (
    *("results/data/benchmark.parquet", "results/data/papers.csv", "results/data/claims.csv"),
    "results/numbers/claims.parquet",
)
"""What the figure is drawn from."""


def place_options(root: Path) -> dict[str, PlaceOption]:
    """What `memlit place` asks in the field of the review: what field.yaml says, else what formulas take."""
    field = load_field(root)
    if field.place:
        return field.place
    known = load_vocabulary(root / VOCABULARY_FILE).parameters
    given = {part: known[name] for part, name in parameters_given(field).items() if name in known}
    return {part: PlaceOption(help=f"{one.meaning.rstrip('.')}, in {one.unit}.") for part, one in given.items()}


def place_given(
    root: Path,
    item_class: str,
    given: Mapping[str, str],
    figure: Path | None = None,
    table: Path | None = None,
    *,
    as_json: bool = False,
    has_all: bool = False,
) -> str:
    """What `memlit place` prints. given: texts by option; table: of devices alone; has_all: also what fills a screen.

    Raises MemlitError for what cannot be used.
    """
    if figure is not None and figure.suffix not in FIGURES:
        raise PlaceError(f"--figure {figure}", "is no SVG or PNG", "end its name in .svg or .png")
    field = load_field(root)
    if not field.is_observed:
        quantities = dict(given)
        role, pulse = quantities.pop("role"), quantities.pop("pulse", None)
        return place_device(root, item_class, role, pulse, quantities, figure, table, as_json=as_json, has_all=has_all)
    return place_value(root, field, item_class, given, figure, as_json=as_json, has_all=has_all)


def place_device(
    root: Path,
    device_class: str,
    role: str,
    pulse: str | None,
    quantities: Mapping[str, str],
    figure: Path | None = None,
    table: Path | None = None,
    *,
    as_json: bool = False,
    has_all: bool = False,
) -> str:
    """What `memlit place` prints. Raises MemlitError for a device or a run that cannot be used."""
    if table is not None:
        check_suffix(table)
    config = load_config(root / CONFIG_FILE)
    classes = load_classes(root / CLASSES_FILE)
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    chosen = cast("Pulse", pulse or config.conventions.headline_pulse)
    new = NewDevice(device_class, role, chosen, dict(quantities))
    device = described_device(new, vocabulary, classes, config)
    published = Published.of(root, config)
    found = place_among(device, published, config)
    if figure is not None:
        from memlit.plots.benchmark import fig11a
        from memlit.plots.look.data import FigureData, tables_by_name

        data = FigureData(config, classes, tables_by_name(root / table for table in _TABLES))
        row = frame_of(benchmark_table(config.metrics), [device])
        fig11a.draw(data, [figure], new=data.with_metrics(row))
    if table is not None:
        resolved = load_resolved({name: root / file for name, file in RESOLVED_FILES.items()})
        write_table(table, found, published, resolved, quantities, config)
    return json.dumps(place_as_json(found), ensure_ascii=False) if as_json else render_place(found, has_all=has_all)
