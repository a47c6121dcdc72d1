"""What the energy is made of: the signed share of each part in the spread of the action energy, a line a group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from memlit.datum import Result, results_in
from memlit.field.codes import SURVEY
from memlit.plots.look.style import FAINT, SOFT, WIDE, drawing, is_wide, line_axis, linked_mark, literal
from memlit.presentation.pages import INK
from memlit.synapses.energy.parts import ENERGY_PARTS, EnergyShare

_ROW = 0.62
"""Inches a group."""
_LOOKS = {"voltage": ("#0072B2", "o"), "width": ("#D55E00", "s"), "conductance": ("#009E73", "D")}
_NAMES = {"voltage": "voltage, 2 log $V$", "width": "width, log $\\tau$", "conductance": "conductance, log $G$"}
_Group = Mapping[str, EnergyShare]


def groups_with_shares(shares: Iterable[EnergyShare]) -> Mapping[str, _Group]:
    """The groups that have the lineages for shares, by their words, in the order of the record."""
    groups: dict[str, dict[str, EnergyShare]] = {}
    for share in shares:
        if share.share is not None:
            groups.setdefault(share.group, {})[share.part] = share
    return groups


def group_words(group: str) -> str:
    """`survey, PCM, set` as `PCM memory cells, set`, `synapses, set` as `synapses of any paper, set`."""
    set_name, device_class, pulse = (*group.split(", "), "")[:3]
    if set_name.partition("-")[0] == SURVEY:
        return f"{device_class} memory cells, {pulse}"
    return f"{set_name} of any paper, {device_class}"


def largest_part(parts: _Group) -> str:
    """The part with the largest share of a group's spread."""
    shares = {part: own.share.value.value or 0.0 for part, own in parts.items() if own.share is not None}
    return max(shares, key=lambda part: (shares[part], part))


def drawn(groups: Mapping[str, _Group]) -> Iterator[Result]:
    """The numbers that the figure shows."""
    for parts in groups.values():
        for part in ENERGY_PARTS:
            yield from results_in(parts[part].share)


def draw(groups: Mapping[str, _Group], paths: Sequence[Path], width: float = WIDE) -> None:
    """Draw the figure to every path."""
    with drawing(paths) as plt:
        from matplotlib.ticker import PercentFormatter

        height = _ROW * max(len(groups), 2) + (0.95 if width >= WIDE else 1.1)
        figure, axes = plt.subplots(figsize=(width, height))
        figure.subplots_adjust(
            left=1.4 / width, right=0.97, bottom=(0.5 if width >= WIDE else 0.65) / height, top=1 - 0.42 / height
        )
        for at, tone in ((0.0, INK), (1.0, SOFT)):
            axes.axvline(at, color=tone, linewidth=0.8, zorder=1)
        for place, parts in enumerate(groups.values()):
            if place:
                axes.axhline(place - 0.5, color=FAINT, linewidth=0.8, zorder=0)
            for number, part in enumerate(ENERGY_PARTS):
                found = parts[part].share
                if found is None or found.value.value is None:
                    continue
                colour, marker = _LOOKS[part]
                height_of = place + 0.24 * (number - 1)
                ends = [end.value for end in (found.low, found.high) if end and end.value is not None]
                axes.plot(ends, [height_of] * len(ends), color=colour, linewidth=1.6, alpha=0.65)
                label = _NAMES[part] if place == 0 else None
                look = {"marker": marker, "color": colour, "label": label}
                linked_mark(axes, found.value.id, found.value.value, height_of, s=34, zorder=3, **look)
        labels = []
        for group, parts in groups.items():
            n_papers = int(parts[ENERGY_PARTS[0]].n_papers.value or 0)
            labels.append(f"{literal(group_words(group)).replace(', ', chr(10))}, {n_papers} papers")
        line_axis(axes, labels, 7.8, above=0.55, below=0.45)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0))
        axes.tick_params(axis="x", labelsize=7.5)
        end = "; " if is_wide(axes) else ";\n"
        axes.set_xlabel(f"share in the spread of log $E_a${end}the three add up to 100%", fontsize=8)
        if groups:
            axes.legend(
                loc="lower left",
                bbox_to_anchor=(0.0, 1.0) if is_wide(axes) else (-0.65, 1.0),
                ncols=3,
                fontsize=7.3,
                handletextpad=0.1,
            )
