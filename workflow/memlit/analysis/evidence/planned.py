"""The analysis plan as lines to print."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from memlit.config import Config
from memlit.published import PublishedTable, published_table


class PlanLine(NamedTuple):
    """A setting of the plan as a line to print."""

    key: str
    value: str
    meaning: str


def plan_lines(config: Config) -> list[PlanLine]:
    """Every setting of the plan, with the seed and the conventions it rests on: key, value, meaning."""
    lines = [PlanLine("seed", str(config.seed), _meaning(Config, "seed"))]
    for section in ("evidence", "conventions", "analysis"):
        lines += _lines(section, getattr(config, section))
    return lines


def _lines(prefix: str, section: BaseModel) -> Iterator[PlanLine]:
    for name in type(section).model_fields:
        value, key = getattr(section, name), f"{prefix}.{name}"
        if isinstance(value, BaseModel):
            yield from _lines(key, value)
        else:
            yield PlanLine(key, _text(value), _meaning(type(section), name))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join("+".join(item) if isinstance(item, tuple) else str(item) for item in value)
    return "" if value is None else str(value)


def _meaning(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].description or (model.__doc__ or "").split("\n")[0].rstrip(".")


PLAN: PublishedTable[PlanLine] = published_table(__file__, "plan")
