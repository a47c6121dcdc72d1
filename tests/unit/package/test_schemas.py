"""JSON Schemas of the files that people write. Stale? Run `python -m memlit.schemas`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from memlit import schemas

from tests.builders import ROOT

FOLDER = ROOT / schemas.SCHEMAS_FOLDER


def schema(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_schemas_are_what_the_models_say() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    stale = sorted(name for name, text in schemas.schema_texts().items() if written.get(name) != text)
    assert stale == [], "run python -m memlit.schemas"
    assert sorted(written) == sorted(schemas.schema_texts())


def test_switch_rewrites_a_stale_schema_and_nothing_else(tmp_path: Path) -> None:
    assert schemas.write_schemas(tmp_path) == sorted(schemas.schema_texts(), key=list(schemas.schema_texts()).index)
    (tmp_path / "config.schema.json").write_text("{}", encoding="utf-8")
    assert schemas.write_schemas(tmp_path) == ["config.schema.json"]
    assert schemas.write_schemas(tmp_path) == []


@pytest.mark.parametrize("name", sorted(schemas.MODELS))
def test_schema_is_valid_and_refuses_unknown_keys(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    wrong = [error.validator for error in jsonschema.Draft202012Validator(schema(name)).iter_errors({"unheard_of": 1})]
    assert "additionalProperties" in wrong


def test_committed_settings_and_sources_fit_their_schemas() -> None:
    files = [(name, ROOT / f"config/{name}.yaml") for name in ("config", "classes", "claims", "reporting")]
    files += [("source", path) for path in sorted((ROOT / "sources").glob("*/source.yaml"))]
    checks = {name: jsonschema.Draft202012Validator(schema(name)) for name, _ in files}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for name, path in files:
        checks[name].validate(yaml.load(path.read_text(encoding="utf-8"), loader))


@pytest.mark.parametrize(
    "field, value, validator",
    [("kind", "class_valu", "enum"), ("id", "Two Words", "pattern"), ("valeu", "1", "additionalProperties")],
)
def test_schema_of_claims_refuses_a_slip_of_the_pen(field: str, value: str, validator: str) -> None:
    claim = {"id": "a", "section": "5", "kind": "count", "subject": "VCM", "metric": "papers"}
    claim |= {"comparator": "=", "value": "2"}
    check = jsonschema.Draft202012Validator(schema("claims"))
    assert list(check.iter_errors({"claims": [claim]})) == []
    assert [error.validator for error in check.iter_errors({"claims": [{**claim, field: value}]})] == [validator]


def test_committed_records_fit_their_schema() -> None:
    records = sorted((ROOT / "extracted").glob("*.json"))
    if not records:
        pytest.skip("no record is accepted yet")
    check = jsonschema.Draft202012Validator(schema("record"))
    for path in records:
        record = json.loads(path.read_text(encoding="utf-8"))
        record["data"] = list({shape(datum): datum for datum in record["data"]}.values())
        check.validate(record)


def shape(value: object) -> object:
    """What a schema sees of a value: names and types of its parts, and words, which may be of a fixed list."""
    if isinstance(value, dict):
        return tuple((name, shape(part)) for name, part in sorted(value.items()))
    if isinstance(value, list):
        return tuple(sorted({repr(shape(part)) for part in value}))
    return value if isinstance(value, str) and value.isascii() and value.isalpha() else type(value)
