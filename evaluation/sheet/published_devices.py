"""Write the published devices that the sheet shows outside of any review, from the tables of memlit's own review.

python evaluation/sheet/published_devices.py [results/data/benchmark.csv]
"""

import sys
from dataclasses import asdict
from pathlib import Path

from memlit.files import sha256_of, write_json
from memlit.sheet.published import BENCHMARK, COMMITTED, devices_in_table


def main() -> None:
    """Write the file, with the digest of the table that it was made from."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else BENCHMARK
    devices = [asdict(device) for device in devices_in_table(source)]
    write_json(COMMITTED, {"made_from": BENCHMARK.as_posix(), "sha256": sha256_of(source), "devices": devices})


if __name__ == "__main__":
    main()
