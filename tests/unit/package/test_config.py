"""Settings: what is wrong is one line that says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.config import Config, load_classes, load_config, read_yaml, validated
from memlit.errors import ConfigError

from tests.builders import METRICS, ROOT


def test_committed_settings_are_valid_and_name_every_section() -> None:
    written = read_yaml(ROOT / "config/config.yaml")
    assert load_config(ROOT / "config/config.yaml") == Config.model_validate({**written, "metrics": METRICS})
    assert {*written, "metrics"} == set(Config.model_fields)


@pytest.mark.parametrize(
    "settings, line",
    [
        ({"n_bucket": 3}, "config.yaml: unknown key n_bucket; write n_buckets"),
        ({"evidence": {"tier": ["primary"]}}, "config.yaml: unknown key evidence.tier; write tiers"),
        ({"conventions": {"headline_pulse": "both"}}, "conventions.headline_pulse: Input should be 'set' or 'reset'"),
        ({"n_buckets": 0}, "n_buckets: Input should be greater than or equal to 1"),
        ({"seed": "many"}, "seed: Input should be a valid integer"),
        (["n_buckets"], "config.yaml: is not a mapping"),
    ],
)
def test_wrong_setting_is_one_line(settings: object, line: str) -> None:
    with pytest.raises(ConfigError) as raised:
        validated(Config, settings, "config.yaml")
    assert line in str(raised.value)
    assert "\n" not in str(raised.value)


def test_key_without_a_near_one_gets_the_known_keys() -> None:
    with pytest.raises(ConfigError, match="known keys here are analysis, audit, conventions"):
        validated(Config, {"xyzzy": 1}, "config.yaml")


@pytest.mark.parametrize(
    "text, line",
    [
        ("a: [1\nb: 2\n", ":2: is not YAML"),
        ("a: 1\nb: 2\na: 3\n", ":3: is not YAML (repeats the key a)"),
        ("a: !!python/object/apply:os.system [id]\n", "is not YAML"),
    ],
)
def test_broken_or_ambiguous_yaml_names_its_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_yaml(path)
    assert line in str(raised.value)


def test_anchors_and_merges_are_no_repeats(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: &one {p: 1, q: 2}\nb:\n  <<: *one\n  q: 3\n", encoding="utf-8")
    assert read_yaml(path)["b"] == {"p": 1, "q": 3}


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.yaml: is missing"):
        read_yaml(tmp_path / "no.yaml")


def test_alias_of_two_classes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "classes.yaml"
    path.write_text("classes:\n  PCM: {name: a, aliases: [x]}\n  VCM: {name: b, aliases: [x]}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="x names both PCM and VCM"):
        load_classes(path)


def test_committed_classes_know_their_aliases_and_charge_devices() -> None:
    classes = load_classes(ROOT / "config/classes.yaml")
    for short, device_class in classes.classes.items():
        assert classes.canonical(short) == short
        assert all(classes.canonical(alias) == short for alias in device_class.aliases)
    assert classes.canonical("no such class") is None
    # Charge is stored, not resistance, in a FeFET's gate; a phase-change cell is a resistor.
    assert classes.classes["FeFET"].charge_device
    assert not classes.classes["PCM"].charge_device


def test_yaml_makes_no_objects_and_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "source.yaml"
    made = tmp_path / "made"
    file.write_text(f"a: !!python/object/apply:os.mkdir ['{made}']\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        read_yaml(file)
    assert not made.exists()
