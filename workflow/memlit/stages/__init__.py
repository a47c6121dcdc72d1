"""One module a stage of the workflow: paths in, paths out; a person can call what Snakemake calls."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

from memlit.errors import MemlitError


@contextlib.contextmanager
def logged(path: str) -> Iterator[None]:
    """A stage's failure goes to its log, which Snakemake prints, and ends the job with exit code 1.

    An error that a user can mend is one line; a fault of the program keeps its traceback.
    """
    log = Path(path)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("", encoding="utf-8")
    try:
        yield
    except MemlitError as error:
        log.write_text(f"memlit: {error}\n", encoding="utf-8")
        raise SystemExit(1) from None
    except Exception:
        log.write_text(traceback.format_exc(), encoding="utf-8")
        raise SystemExit(1) from None
