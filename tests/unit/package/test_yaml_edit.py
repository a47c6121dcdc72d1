"""YAML is changed where it changes: comments, quotes and every other line keep their bytes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from memlit.errors import ConfigError
from memlit.yaml_files.edit import append, drop, put_value

HAND_WRITTEN = """\
# Read by hand.
kind: document   # a paper
title: "A: title"
tables:
  - file: paper.pdf
    label: Table 1   # the only one
    devices:
      "HfOx [1]": {device: hfox}

  # The second is of others.
  - file: paper.pdf
    label: Table 2
note: >-
  Two lines
  of a note.
passages: []
"""


def lines_lost(before: str, after: str) -> list[str]:
    kept = after.splitlines()
    return [line for line in before.splitlines() if line not in kept]


TOLD = {"parameter": "set_voltage", "why": "x"}
LOOKED = {"parameters": ["g_on", "g_off"], "pages": "1-8"}


@pytest.mark.parametrize(
    "is_list, path, value",
    [
        (True, ("tables",), {"file": "a.csv", "label": "Table 3"}),
        (False, ("tables", 0, "devices", "TaOx"), {"device": "taox"}),
        (False, ("tables", 1, "headers", "V (V)"), TOLD),
        (True, ("looked_for",), LOOKED),
        (True, ("tables", 0, "notes"), "a: note"),
        (True, ("passages",), {"file": "a.pdf"}),
    ],
)
def test_what_is_added_is_read_and_every_line_stays(is_list: bool, path: tuple[Any, ...], value: Any) -> None:
    after = (append if is_list else put_value)(HAND_WRITTEN, path, value)
    told = yaml.safe_load(HAND_WRITTEN)
    inner = told
    for part in path[:-1]:
        inner = inner[part] if isinstance(inner, list) else inner.setdefault(part, {})
    inner[path[-1]] = [*inner.get(path[-1], []), value] if is_list else value
    assert yaml.safe_load(after) == told
    assert lines_lost(HAND_WRITTEN, after) == ([] if path != ("passages",) else ["passages: []"])


def test_an_entry_in_the_middle_goes_alone() -> None:
    after = drop(HAND_WRITTEN, ("tables", 0))
    assert [one["label"] for one in yaml.safe_load(after)["tables"]] == ["Table 2"]
    assert "# The second is of others." in after
    assert lines_lost(HAND_WRITTEN, after) == HAND_WRITTEN.splitlines()[5:8]


def test_the_last_entry_takes_its_list_along_and_comes_back_the_same() -> None:
    with_one = append(HAND_WRITTEN, ("looked_for",), {"parameters": ["g_on"]})
    assert drop(with_one, ("looked_for", 0)) == HAND_WRITTEN


def test_a_value_is_put_in_the_place_of_another() -> None:
    after = put_value(HAND_WRITTEN, ("kind",), "survey")
    assert "kind: survey   # a paper\n" in after
    assert put_value(HAND_WRITTEN, ("tables", 0, "devices", "HfOx [1]"), {"device": "x"}).count("{device: x}") == 1


def test_an_empty_file_begins_with_what_is_put_in() -> None:
    assert append("", ("passages",), {"file": "a.pdf", "device": "α-Si: Ag"}) == (
        "passages:\n- file: a.pdf\n  device: 'α-Si: Ag'\n"
    )


def test_words_that_yaml_would_take_for_something_else_stay_words() -> None:
    for text in ("yes", "1.5 V", "12", "null", "- a", "a: b", "#x", "'", "2024-01-01", "{x}", "µS"):
        assert yaml.safe_load(append("", ("list",), {"text": text})) == {"list": [{"text": text}]}
        assert yaml.safe_load(put_value("a: {b: c}\n", ("a", text), "v")) == {"a": {"b": "c", text: "v"}}


def test_what_is_no_yaml_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="is not YAML"):
        append("a: [1\n", ("a",), 2)
