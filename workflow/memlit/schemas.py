"""JSON Schemas of the files that people write, generated from the models: `python -m memlit.schemas` writes them."""

from pathlib import Path

from pydantic import BaseModel

from memlit.config import FIELD_FILE, Classes, Config, FieldOfScience, MetricList, Reporting
from memlit.config.claims import ClaimList
from memlit.datum import DocumentRecord
from memlit.files import json_text, write_text
from memlit.sheet.standards import Standards
from memlit.sources.figures_yaml import FiguresDescription
from memlit.sources.folder import SourceDescription

SCHEMAS_FOLDER = Path("workflow/schemas")
DRAFT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "config": (Config, "config/config.yaml"),
    "metrics": (MetricList, "config/metrics.yaml"),
    "classes": (Classes, "config/classes.yaml"),
    "field": (FieldOfScience, FIELD_FILE),
    "claims": (ClaimList, "config/claims.yaml"),
    "standards": (Standards, "config/standards.yaml"),
    "reporting": (Reporting, "config/reporting.yaml"),
    "source": (SourceDescription, "sources/KEY/source.yaml"),
    "figures": (FiguresDescription, "sources/KEY/figures.yaml"),
    "record": (DocumentRecord, "extracted/KEY.json"),
}
"""Name of the schema: its model, and the file that it describes."""


def schema_texts() -> dict[str, str]:
    """The text of every schema by its file name."""
    texts = {}
    for name, (model, file) in MODELS.items():
        schema = {"$schema": DRAFT, **model.model_json_schema(), "title": file}
        texts[f"{name}.schema.json"] = json_text(schema)
    return texts


def write_schemas(folder: Path) -> list[str]:
    """Write all schemas into `folder`; returns the names of those that changed."""
    changed = []
    for name, text in schema_texts().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)
            changed.append(name)
    return changed


if __name__ == "__main__":
    print("\n".join(write_schemas(SCHEMAS_FOLDER)) or "all schemas are up to date")
