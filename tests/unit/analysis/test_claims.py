"""The file that lists the claims: what misfits is named with its place and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.config.claims import load_claims
from memlit.errors import ConfigError

GOOD = """claims:
  - id: a-claim
    section: "5.A"
    kind: device_value
    subject: "147"
    metric: standby_power
    comparator: "="
    value: "1.5"
    unit: µW
"""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    unit: µW\n", "    unit: µW\n    valeu: 2\n", "unknown key valeu; write value"),
        ("kind: device_value", "kind: device_values", "kind"),
        ('comparator: "="', 'comparator: "=="', "comparator"),
        ("unit: µW", "unit: parsec", "unknown unit 'parsec'"),
        ('subject: "147"', 'subject: "147;148"', "is no reference"),
        ("id: a-claim", "id: A claim", "id"),
    ],
)
def test_a_misfit_says_where_and_how_to_mend(tmp_path: Path, before: str, after: str, words: str) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD.replace("kind: device_value", "kind: class_value") if "parsec" in after else GOOD, "utf-8")
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    with pytest.raises(ConfigError) as error:
        load_claims(path)
    assert words in str(error.value)
    assert "claims.yaml" in error.value.where


def test_a_claim_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD + GOOD.removeprefix("claims:\n"), "utf-8")
    with pytest.raises(ConfigError, match="stands twice"):
        load_claims(path)
