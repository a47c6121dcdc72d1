"""Settings that a person writes: config/config.yaml, metrics.yaml, classes.yaml, reporting.yaml, field.yaml."""

from memlit.config.classes import CLASSES_FILE, Classes, DeviceClass, Reporting, load_classes, load_reporting
from memlit.config.field import (
    FIELD_FILE,
    FIELD_FOLDERS,
    FIRST_FIELD,
    PROJECT,
    Between,
    DeskBar,
    FieldOfScience,
    PlaceOption,
    field_folder,
    field_names,
    load_field,
)
from memlit.config.plan import AnalysisPlan, DisputedPapers, Tolerances
from memlit.config.settings import (
    CONFIG_FILE,
    METRICS_FILE,
    Config,
    Evidence,
    Metric,
    MetricList,
    Network,
    load_config,
    load_metrics,
)
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import line_of, read_yaml
