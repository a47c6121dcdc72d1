# Two commands: `make review` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Python keeps its compiled modules, also where the machine's own setting would have each process compile them anew.
export PYTHONDONTWRITEBYTECODE :=
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready
CORES ?= 4

.PHONY: review record ready test test-slow coverage test-corpus corpus-counts same-reading test-docs test-browser test-cluster test-faults test-fuzz test-guards test-install nightly bench-publications fuzz mutation check lint lock note readme-figure calibrate docs release release-tables clean

review: $(READY)
	@$(BIN)/snakemake --cores $(CORES)

# Snakemake's own record of the last run: rules, code, settings and times. Needs no network.
record: $(READY)
	$(BIN)/snakemake --report results/run/snakemake-report.html

# All that the suites need, and nothing is run.
ready: $(TEST_READY)

# Files in their order, so that the long ones, which run the workflow, are not left for the end.
PYTEST := -m pytest -n 2 --dist loadfile --no-loadscope-reorder
test: $(TEST_READY)
	$(BIN)/python $(PYTEST) -m "not slow"

# Whole runs of the workflow, figures read pixel by pixel, and single tests of over ten seconds.
test-slow: $(TEST_READY)
	$(BIN)/python $(PYTEST) -m slow

# Facts of this review's own evidence: they change with a paper, a reading or a claim, the code's tests do not.
test-corpus: $(TEST_READY)
	$(BIN)/python $(PYTEST) -rs tests/corpus

# Renews tests/corpus/counts.csv; its difference is for a reviewer to read.
corpus-counts: $(TEST_READY)
	$(BIN)/snakemake --cores $(CORES)
	$(BIN)/python -m tests.corpus.counts

# Every datum and reading of the documents at hand: kept in $(KEPT) where nothing is kept, else compared with it.
KEPT ?= .same-reading
same-reading: $(READY)
	$(BIN)/python evaluation/code/same_reading.py $(if $(wildcard $(KEPT)),compare,keep) $(KEPT)

# Lines and branches of the package that the tests run, in all processes; fails below 90 % of the lines.
coverage: $(TEST_READY)
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run $(PYTEST) tests/workflow tests/corpus tests/docs tests/browser tests/unit
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python evaluation/code/coverage_table.py --least 90

# Each example and command of the documentation, run as it is printed.
test-docs: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/docs

# The pages of docs/ as a site in results/docs; a link that leads nowhere fails.
docs: $(TEST_READY)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

# The report, the audit pages and the review page in Debian's Chromium; skipped without. Screenshots are kept.
test-browser: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -rs tests/browser

# A one-node Slurm on the loopback address; needs root and Debian's slurm-wlm and munge, and is skipped without.
test-cluster: $(TEST_READY)
	$(BIN)/python -m pytest -rs tests/cluster

# Runs killed, side by side and under other conditions; a tenth of the seeded kills, MEMLIT_FAULTS=full takes all.
test-faults: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 -rs tests/faults

# A tenth of the broken files; `make fuzz` takes all, then fuzzing led by coverage, $(FUZZ_SECONDS) s a reader.
test-fuzz: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 -rs tests/fuzz

# Takes each guard of docs/security.md away in a copy and sees its test fail.
test-guards: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 tests/guards

# The installation below, on an index that is newer than the locks; pips of two ages come from the network.
test-install: $(TEST_READY)
	$(BIN)/python -m pytest -n 2 -rs tests/install

# All kills and 2,000 broken files; the raw logs are written to evaluation/code/logs.
nightly: $(TEST_READY)
	$(BIN)/python evaluation/code/nightly.py faults fuzz

FUZZ_SECONDS ?= 120
fuzz: $(TEST_READY)
	MEMLIT_FUZZ=2000 $(BIN)/python -m pytest -s tests/fuzz
	$(PIP) install $(PINNED) -r requirements/fuzz.txt
	for target in quantity bibtex project; do \
	  $(BIN)/python -m tests.fuzz.guided $$target $(FUZZ_SECONDS) || exit 1; \
	done

# Scores of the readers of tables and text on labelled publications, where they are at hand, and on pages of our own.
bench-publications: $(TEST_READY)
	$(BIN)/python evaluation/tables/device_pages.py
	$(BIN)/python evaluation/tables/publications.py

# Faults by chance in four packages and whether their tests notice; SAMPLE= takes all, which is hours.
SAMPLE ?= 200
mutation: $(TEST_READY)
	$(PIP) install $(PINNED) -r requirements/mutation.txt
	$(BIN)/python evaluation/code/mutation.py $(if $(SAMPLE),--sample $(SAMPLE))

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python evaluation/code/complexity.py
	$(BIN)/mypy
	$(BIN)/deptry workflow
	$(BIN)/snakefmt --check workflow/Snakefile workflow/rules
	$(BIN)/python evaluation/code/workflow_lint.py
	$(BIN)/zizmor --offline --quiet .github

check: $(READY)
	$(BIN)/memlit check

# Nothing is resolved: a lock holds all that is installed, so what an index holds tomorrow changes nothing.
# uv does not read pip's settings (a mirror, a proxy): where it cannot be had, or fails, pip installs the same bytes.
PINNED := --no-deps --require-hashes
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV := UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=$${UV_SYSTEM_CERTS:-1} $(BIN)/uv --quiet
define install
@{ [ -x $(BIN)/uv ] && $(UV) pip install --python $(BIN)/python $(PINNED) -r $(1); } \
|| { echo "uv cannot install $(1) here; pip does, in minutes" >&2; $(PIP) install --no-compile $(PINNED) -r $(1); }
@if [ -x $(BIN)/uv ]; then $(UV) pip check --python $(BIN)/python; else $(PIP) check; fi \
|| { echo "packages of an older lock are in the way; remove $(VENV) and run make again" >&2; exit 2; }
endef

$(READY): requirements/uv.txt requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	|| { echo "memlit needs Python 3.11 to 3.13; run: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	|| { echo "Python's venv is missing; run: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@$(PIP) install $(PINNED) --only-binary :all: -r requirements/uv.txt || :
	$(call install,requirements/run.txt)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(READY)

$(TEST_READY): requirements/test.txt $(READY)
	$(call install,requirements/test.txt)
	@touch $(TEST_READY)

# Pins stay until a bound moves; `make lock LOCK_FLAGS=--upgrade` takes the newest.
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate \
  --no-header --no-emit-index-url --no-emit-find-links $(LOCK_FLAGS)
lock: $(READY)
	$(LOCK) --no-build --group uv -o requirements/uv.txt
	$(LOCK) pyproject.toml --extra workflow --extra report --group environment -o requirements/run.txt
	$(LOCK) --group test --constraint requirements/run.txt -o requirements/test.txt

note: $(READY)
	$(BIN)/python sources/memlit-note-1/make/build.py

readme-figure: $(READY)
	$(BIN)/snakemake --cores $(CORES) results/figures/energy_over_width.png
	cp results/figures/energy_over_width.png docs/energy_over_width.png

# Checks this tree, builds wheel and sdist and sets the tag, all on this machine; prints what a person does next.
release: $(READY)
	$(BIN)/python .ci/release.py

# Keeps the tables of a whole run under release/: make release-tables VERSION=1.2.3
release-tables: $(READY)
	$(BIN)/snakemake --cores $(CORES)
	$(BIN)/memlit release "$(VERSION)"

calibrate: $(TEST_READY)
	$(BIN)/python evaluation/statistics/calibrate.py --runs 2000 --table evaluation/statistics/calibration.csv

clean:
	rm -rf results .snakemake
