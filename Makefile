# Two commands: `make review` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORES ?= 4

.PHONY: review record test coverage test-docs test-browser test-cluster test-faults test-fuzz test-guards nightly fuzz mutation check lint lock note readme-figure calibrate release clean

review: $(READY)
	@$(BIN)/snakemake --cores $(CORES); status=$$?; \
	if [ -f results/summary.txt ]; then echo; echo "results/report.html"; echo "results/report.pdf"; echo; cat results/summary.txt; fi; \
	exit $$status

# Snakemake's own record of the last run: rules, code, settings and times. Needs no network.
record: $(READY)
	$(BIN)/snakemake --report results/run/snakemake-report.html

# Files in their order, so that the long ones, which run the workflow, are not left for the end.
PYTEST := -m pytest -n 2 --dist loadfile --no-loadscope-reorder
test: $(READY)
	$(BIN)/python $(PYTEST)

# Lines and branches of the package that the tests run, in all processes; fails below 90 % of the lines.
coverage: $(READY)
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run $(PYTEST) tests/workflow tests/docs tests/browser tests/unit
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python benchmarks/coverage_table.py --least 90

# Each example and command of the documentation, run as it is printed.
test-docs: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/docs

# The report, the audit pages and the review page in Debian's Chromium; skipped without. Screenshots are kept.
test-browser: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -rs tests/browser

# A one-node Slurm on the loopback address; needs root and Debian's slurm-wlm and munge, and is skipped without.
test-cluster: $(READY)
	$(BIN)/python -m pytest -rs tests/cluster

# Runs killed, side by side and under other conditions; a tenth of the seeded kills, MEMLIT_FAULTS=full takes all.
test-faults: $(READY)
	$(BIN)/python -m pytest -rs tests/faults

# A tenth of the broken files; `make fuzz` takes all, then fuzzing led by coverage, $(FUZZ_SECONDS) s a reader.
test-fuzz: $(READY)
	$(BIN)/python -m pytest -rs tests/fuzz

# Takes each guard of docs/security.md away in a copy and sees its test fail.
test-guards: $(READY)
	$(BIN)/python -m pytest tests/guards

# All kills and 2,000 broken files; the raw logs are written to benchmarks/logs.
nightly: $(READY)
	$(BIN)/python benchmarks/nightly.py faults fuzz

FUZZ_SECONDS ?= 120
fuzz: $(READY)
	MEMLIT_FUZZ=2000 $(BIN)/python -m pytest -s tests/fuzz
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-fuzz.txt
	for target in quantity bibtex project; do \
	  $(BIN)/python -m tests.fuzz.guided $$target $(FUZZ_SECONDS) || exit 1; \
	done

# Faults by chance in four packages and whether their tests notice; SAMPLE= takes all, which is hours.
SAMPLE ?= 200
mutation: $(READY)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-mutation.txt
	$(BIN)/python benchmarks/mutation.py $(if $(SAMPLE),--sample $(SAMPLE))

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile workflow/Snakefile workflow/rules
	$(BIN)/snakemake --lint

check: $(READY)
	$(BIN)/memlit check

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	|| { echo "memlit needs Python 3.11 to 3.13; run: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	|| { echo "Python's venv is missing; run: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(READY)

lock:
	uv pip compile pyproject.toml --extra test --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links -o requirements.txt

note: $(READY)
	$(BIN)/python sources/memlit-note-1/make/build.py

readme-figure: $(READY)
	$(BIN)/snakemake --cores $(CORES) results/figures/fig11a.png
	cp results/figures/fig11a.png docs/fig11a.png

# Keeps the tables of a whole run under release/: make release VERSION=1.2.3
release: $(READY)
	$(BIN)/snakemake --cores $(CORES)
	$(BIN)/memlit release "$(VERSION)"

calibrate: $(READY)
	$(BIN)/python benchmarks/calibrate.py --runs 2000 --table benchmarks/calibration.csv

clean:
	rm -rf results .snakemake
