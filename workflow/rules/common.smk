# Parse-time tables: the settings, the documents by bucket, the hash of each stage's code.
# Needs: config/config.yaml, references.bib, the names of files under sources/ and extracted/.

import atexit
import sys
from pathlib import Path

try:
    from memlit import ending
    from memlit import plan as memlit_plan
    from memlit.errors import MemlitError
except ImportError as error:
    if error.name != "memlit":
        raise
    raise SystemExit(
        "memlit cannot be imported; run: pip install --no-deps --no-build-isolation -e ."
    ) from None


try:
    PLAN = memlit_plan.plan(Path.cwd(), config)
    if workflow.is_main_process:
        RUN_LOCK = memlit_plan.take_lock(Path("results/.run.lock"))
        atexit.register(PLAN.save)
        PLAN.write_stamps()
        for line in memlit_plan.check_before_run(PLAN):
            print(f"memlit check: {line}", file=sys.stderr)
except MemlitError as error:
    raise SystemExit(str(error)) from None


wildcard_constraints:
    bucket=r"\d+",
