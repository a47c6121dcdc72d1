"""A digitization as `memlit digitize --json` prints one panel."""

from figcurves.model import Digitization
from figcurves.projects.files import ProjectFile, parse_json
from figcurves.writing import digitization_from_json


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """The panel of the file. Raises FigureError for a missing, wrong or unknown field."""
    return (digitization_from_json(parse_json(file.where, file.data)),)
