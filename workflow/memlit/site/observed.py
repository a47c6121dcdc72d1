"""Observed items as items of a site: values and metrics under each condition, and the picture of them all."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup

from memlit.changes.compare import RowChange
from memlit.config import FieldOfScience
from memlit.datum import Reading
from memlit.errors import counted
from memlit.field.codes import OWN
from memlit.grouping import grouped
from memlit.naming import slug
from memlit.observations.collect import printed_line
from memlit.observations.metrics import best_of_items
from memlit.observations.record import MetricValue, ObservedValue
from memlit.observations.run import ObservedRun, load_observed
from memlit.plots.look.style import ClassStyles
from memlit.plots.observed import axis_words
from memlit.presentation.format import result_text
from memlit.presentation.text import device_name
from memlit.presentation.words import parameter_words, whose_number
from memlit.sheet.axes import PictureScale, ScaledAxes
from memlit.site.model import ListColumn, ShownValue, SiteChart, SiteItem, SiteRun, ValueGroup, in_order
from memlit.site.picture import PictureMark, picture_size, site_picture

_DISAGREE = "readings of it disagree, so none is used"
_LONGEST_NAME = 24
"""Letters of a name that stands in the picture."""


def observed_chart(root: Path, field: FieldOfScience) -> SiteChart:
    """The items of the last run in `root`."""
    run = load_observed(root, field)
    config, counts = run.config, run.observed.counts
    metric = config.metrics[config.analysis.primary]
    names = [name for name in (config.analysis.primary, *config.analysis.secondary) if name in config.metrics]
    items = _items(run)
    papers = {item.entry.key for item in items}
    at = field.conditions[0].replace("_", " ") if field.conditions else ""
    best = {_item_of(one.observation): one for one in best_of_items(run.metrics, names[0], metric)}
    known = {one.result.id: one for one in run.metrics}
    return SiteChart(
        run=SiteRun(root, config, run.classes, field, run.entries, run.documents),
        items=items,
        picture=partial(_picture, run, _marks(run), f"{metric.name} against {at}"),
        lead=f"{counted(len(items), field.item)} of {counted(len(papers), 'paper')}. Each has a page: its values as "
        "printed and in SI, whose numbers they are, and where they stand.",
        picture_title=f"{metric.name[:1].upper()}{metric.name[1:]} against {at}",
        caption=f"Each mark is the {metric.name} of one {field.item} at one {at} and leads to its page; lines join "
        f"those of one {field.item}. Filled: measured by the paper; open: as another document prints it.",
        listed=f"Each where its {metric.name} is {'largest' if metric.better == 'higher' else 'least'}, of "
        f"{int(counts.observations.value or 0)} observations.",
        columns=(
            *((ListColumn("At", is_number=True),) if field.conditions else ()),
            *(ListColumn(config.metrics[name].name.capitalize(), is_number=True) for name in names),
        ),
        lines={item.key: _line(best.get(item.id), known, names, field) for item in items},
    )


def _item_of(observation: str) -> str:
    return observation.partition("@")[0]


def _line(
    best: MetricValue | None, known: Mapping[str, MetricValue], names: Sequence[str], field: FieldOfScience
) -> tuple[str, ...]:
    """The condition under which an item is best, and its metrics there."""
    metrics = [known.get(f"{best.observation}#{name}") if best else None for name in names]
    cells = [result_text(one.result) if one else "" for one in metrics]
    return (best.at if best else "", *cells) if field.conditions else tuple(cells)


def _items(run: ObservedRun) -> tuple[SiteItem, ...]:
    lines = grouped(run.readings, printed_line)
    readings = {one.id: one for one in run.readings}
    reasons = {one.reading: one.reason for one in run.observed.left_out}
    metrics = grouped(run.metrics, lambda one: one.observation)
    found = []
    for name, values in sorted(grouped(run.observed.values, lambda one: _item_of(one.observation)).items()):
        paper, _, short = name.partition("/")
        read = [readings[one] for value in values for one in (value.reading, *value.agreeing, *value.conflict) if one]
        own = {one.id: one for line in {printed_line(one) for one in read} for one in lines[line]}
        observations = grouped(values, lambda one: one.observation).items()
        found.append(
            SiteItem(
                entry=run.entries[paper],
                short=short,
                name=device_name(values[0].item),
                item_class=values[0].item_class,
                groups=tuple(_group(own, metrics.get(each, ()), readings, run) for each, own in observations),
                readings=tuple(one for _, one in sorted(own.items())),
                whose=in_order(map(_whose, read)),
                is_own=partial(_is_own, name, frozenset(own)),
                named_by=run.field.named_by,
                left_out=reasons,
            )
        )
    return tuple(found)


def _whose(reading: Reading) -> str:
    datum = reading.datum
    return whose_number(datum.tier, datum.grade, datum.paper, datum.flags)


def _is_own(item: str, readings: frozenset[str], change: RowChange) -> bool:
    """Whether a row that changed is a reading of the item or an observation of it."""
    return change.id in readings or _item_of(change.row.get("observation", "")) == item


def _group(
    values: Sequence[ObservedValue],
    metrics: Iterable[MetricValue],
    readings: Mapping[str, Reading],
    run: ObservedRun,
) -> ValueGroup:
    """An observation: first what formulas take."""
    order = list(run.field.inputs.values())
    signs = {name: known.symbol or name for name, known in run.vocabulary.parameters.items()}
    names = run.field.names_asked
    known = {value.parameter for value in values if value.value is not None}
    first = {name: place for place, name in enumerate(order)}
    shown = sorted(values, key=lambda one: (first.get(one.parameter, len(order)), one.parameter))
    at = values[0].at
    return ValueGroup(
        title=f"At {at}" if at else "Values",
        anchor=slug(at) or "values",
        values=tuple(
            ShownValue(
                readings[name],
                signs[value.parameter],
                names.get(value.parameter) or parameter_words(value.parameter),
                is_confirmed=bool(value.agreeing),
                reason=_DISAGREE if value.conflict else "",
            )
            for value in shown
            for name in ([value.reading] if value.reading else value.conflict)
        ),
        metrics={one.metric: one.result for one in metrics},
        missing=tuple(signs[name] for name in order if name not in known),
    )


def _marks(run: ObservedRun) -> tuple[PictureMark, ...]:
    """The primary metric of each observation over its first condition."""
    styles, primary = ClassStyles(run.classes), run.config.analysis.primary
    at = _first_condition(run)
    readings = {one.id: one for one in run.readings}
    found = []
    for one in run.metrics:
        if one.metric != primary or one.observation not in at or one.result.value is None:
            continue
        whose = {_whose(readings[name]) for name in one.result.inputs}
        name = device_name(one.item)
        about = f"{run.entries[one.paper].short_name}, {name}"
        words = f"{about}: {result_text(one.result)} at {one.at}, {' and '.join(in_order(whose))}"
        found.append(
            PictureMark(
                _item_of(one.observation).replace("/", "--"),
                name if len(name) <= _LONGEST_NAME else "",
                words,
                at[one.observation].value or 0.0,
                one.result.value,
                one.result.value,
                *styles.of(one.item_class),
                is_of_others=whose != {OWN},
            )
        )
    return tuple(found)


def _first_condition(run: ObservedRun) -> dict[str, ObservedValue]:
    """The value of the first condition by observation."""
    names = run.field.conditions[:1]
    return {one.observation: one for one in run.observed.values if one.parameter in names and one.value is not None}


def _picture(run: ObservedRun, marks: Sequence[PictureMark], shows: str, own: str) -> Markup:
    """SVG; empty where nothing can be drawn, or not the item whose page it is for."""
    if not marks or (own and own not in {one.key for one in marks}):
        return Markup("")
    field = run.field
    unit = next((one.unit for one in _first_condition(run).values()), "")
    across = PictureScale.around((one.x for one in marks), f"{field.conditions[0].replace('_', ' ')} ({unit})")
    up = PictureScale.around((one.low for one in marks), axis_words(run.config.metrics[run.config.analysis.primary]))
    axes = ScaledAxes(across, up, *picture_size(own))
    ground = [*axes.drawn()]
    ground += [_line_of_item(each, axes, own) for each in grouped(marks, lambda one: one.key).values()]
    return site_picture(axes, ground, marks, "" if own else f"{field.folder}/", own, shows)


def _line_of_item(marks: Sequence[PictureMark], axes: ScaledAxes, own: str) -> str:
    places = (axes.place(one.x, one.low) for one in sorted(marks, key=lambda one: (one.x, one.low)))
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    kind = "joined own" if marks[0].key == own else "joined"
    return f'<path class="{kind}" data-key="{marks[0].key}" stroke="{marks[0].colour}" d="M{path}"/>'
