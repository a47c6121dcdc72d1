"""What Snakemake needs at parse time: settings, documents by bucket, code of each stage, the lock of the run."""

import ast
import fcntl
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from memlit.caching.contents import CONTENTS_FILE, Contents, write_stamp
from memlit.caching.written import SEEN, SEEN_FILE, drop_note, faults_of, keep_notes, read_note
from memlit.code_hash import MODULES, Look, imported_projects, module_file, stage_modules
from memlit.config import CONFIG_FILE, METRICS_FILE, Config, load_metrics, validated
from memlit.curation.checking.before_run import findings_before_run, shown_findings
from memlit.errors import ConfigError, SourceError, certain
from memlit.files import TEMPORARY_MARK
from memlit.library import bucket_of, is_safe_key
from memlit.sources.folder import MEASURED_PREFIX, RECIPE_FILE, source_keys, source_names
from memlit.sources.points import PICTURES_SUFFIX, POINTS_SUFFIX

STEP_STAGES = (
    "extract_publications",
    "reconcile_units",
    "choose_tuples",
    "compute_benchmark",
    "account_evidence",
    "class_medians",
    "compare_classes",
    "measure_variability",
    "test_sensitivity",
    "compare_guidelines",
    "judge_claims",
    "describe_synapses",
)
"""Stages whose code makes the steps of a chain; the audit names the hash of the code beside them."""
DATA_STAGES = (*STEP_STAGES[2:], "report_data")
"""Stages that write tables under results/data; exports name the code of each."""
_ANALYSIS = ("evidence", "conventions", "analysis", "metrics", "seed")
SECTIONS = {
    "choose_tuples": ("evidence", "conventions.headline_pulse"),
    "compute_benchmark": ("evidence", "conventions", "metrics"),
    "account_evidence": _ANALYSIS,
    "class_medians": ("evidence", "conventions", "analysis", "metrics"),
    "compare_classes": _ANALYSIS,
    "test_sensitivity": _ANALYSIS,
    "compare_guidelines": _ANALYSIS,
    "judge_claims": _ANALYSIS,
    "describe_synapses": (*_ANALYSIS, "report.budgets"),
    "plot": ("evidence", "conventions", "analysis", "metrics", "report"),
    "audit_index": ("evidence", "conventions", "metrics"),
    "audit_pages": ("audit",),
    "report_data": (*_ANALYSIS, "report"),
    "export": ("metrics", "report"),
}
"""Sections and single settings of config.yaml, and metrics.yaml, that each stage uses; the others do not affect it."""
DESCRIBED = ("references.bib", "screening.csv", "corrections.csv", "checks.csv", "config/*", "extracted/*")
"""Files that people wrote and reviewed; documents are not included, because their licences differ."""
WORKFLOW = ("Snakefile", "workflow/rules/*.smk")
BUCKET = "{bucket}"
"""What stands for a bucket in the files of a rule with a job for each."""
STAMP_FOLDER = Path("results/run/supplied")
MODULES_FILE = Path("results/run/modules.json")
CLOCK_TOLERANCE = 5.0
"""Seconds by which the clock of a file system may be ahead."""
LONG_AGO = 946684800.0
"""2000-01-01, earlier than any supplied file."""


@dataclass(frozen=True, slots=True)
class WorkflowPlan:
    """The parse-time tables of the workflow, paths relative to the review's folder."""

    root: Path
    config: Config
    keys: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, tuple[str, ...]]
    """The supplied files of each document and its record, by key."""
    problems: tuple[str, ...]
    contents: Contents
    look: Look = field(default_factory=Look)
    hashes: dict[str, str] = field(default_factory=dict)
    """Hashes of the code of stages, as far as they were requested."""

    @property
    def buckets(self) -> list[str]:
        """Names of the buckets, in numerical order."""
        return sorted(self.keys, key=int)

    def keys_of(self, bucket: str) -> list[str]:
        """Keys of the documents in a bucket, sorted."""
        return list(self.keys[bucket])

    def files_of(self, bucket: str) -> list[str]:
        """All files that extract_publications reads for a bucket, sorted."""
        return sorted(file for key in self.keys[bucket] for file in self.documents[key])

    def write_stamps(self) -> None:
        """Rewrite the stamp of each bucket in which a file was added, changed or removed.

        The rule of the bucket lists its stamp as an input instead of all files, because Snakemake looks at an input
        many times. Raises ConfigError if it cannot be written.
        """
        for bucket in self.buckets:
            write_stamp(self.root / STAMP_FOLDER / f"{bucket}.txt", self.contents_of(self.files_of(bucket)))

    def rule_stamp(self, rule: str, outputs: Iterable[str] = ()) -> str:
        """The file that changes with the code of a rule, the list of its outputs and what became of them; where there
        is a job for each bucket, a file for each.
        """
        return (STAMP_FOLDER / f"{_job_name(rule, outputs)}.txt").as_posix()

    def write_rule_stamps(self, written: Mapping[str, Sequence[str]]) -> list[str]:
        """Rewrite the stamps of the jobs whose code, list of outputs or written files changed.

        written: the outputs of all rules. Returns one line for each file that is not as its rule wrote it. Raises
        ConfigError.
        """
        lines: list[str] = []
        jobs: list[str] = []
        for rule, outputs in written.items():
            decisive = f"{self.code_of(rule)} {' '.join(outputs)}"
            for job in self.each_bucket([_job_name(rule, outputs)]):
                jobs.append(job)
                faults = faults_of(self.root, job)
                lines += [str(fault.error("it is made again")) for fault in faults]
                again = bool(faults) or self._is_unknown(job, outputs)
                write_stamp(self.root / STAMP_FOLDER / f"{job}.txt", decisive, again=again)
                if faults:
                    # The stamp says it from now on, also where this run is asked for something else.
                    drop_note(self.root, job)
        keep_notes(self.root, jobs)
        return lines

    def _is_unknown(self, job: str, outputs: Iterable[str]) -> bool:
        """Whether files stand where a job writes of which nobody noted what it wrote."""
        bucket = job.rpartition("/")[2]
        files = (self.root / output.replace(BUCKET, bucket) for output in outputs)
        return read_note(self.root, job) is None and any(file.exists() for file in files)

    def each_bucket(self, patterns: Iterable[str]) -> list[str]:
        """The files of a rule; those of a bucket for each bucket."""
        return [
            pattern.replace(BUCKET, bucket)
            for pattern in patterns
            for bucket in (self.buckets if BUCKET in pattern else ("",))
        ]

    def save(self) -> None:
        """Store the contents of files and modules, so that the next run reads only those that changed."""
        self.contents.save()
        MODULES.save(self.root / MODULES_FILE)
        SEEN.save(self.root / SEEN_FILE)

    @property
    def supplied_files(self) -> list[str]:
        """All files under sources/ that are read, sorted."""
        return sorted(file for files in self.documents.values() for file in files if file.startswith("sources/"))

    @property
    def figures(self) -> list[str]:
        """Names of the figures that the stage `plot` lists, those for a narrow screen too.

        The list is read and not imported: what draws would cost each job a third of a second.
        """
        path = module_file(stage_modules()["plot"])
        listed: dict[str, list[str]] = {}
        for node in ast.parse(certain(path).read_text(encoding="utf-8")).body:
            match node:
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=keys)):
                    listed[name] = [str(key.value) for key in keys if isinstance(key, ast.Constant)]
        both = listed["BOTH_WIDTHS"]
        return [*listed["ONE_WIDTH"], *both, *(f"{name}_narrow" for name in both)]

    @property
    def measured_files(self) -> list[str]:
        """Summaries of measured sets and their recipes, sorted."""
        return [file for file in self.supplied_files if _is_measured(file.rpartition("/")[2])]

    @property
    def workflow_files(self) -> list[str]:
        """The review's own Snakefile, first, and its rules; none if another Snakefile includes them."""
        return self.present(*WORKFLOW) if (self.root / WORKFLOW[0]).is_file() else []

    def present(self, *patterns: str) -> list[str]:
        """The files of the review that these names or patterns fit, sorted; none where there is none."""
        found = (sorted(path for path in self.root.glob(pattern) if path.is_file()) for pattern in patterns)
        return [path.relative_to(self.root).as_posix() for paths in found for path in paths]

    def contents_of(self, files: Iterable[str] | Mapping[str, str | Iterable[str]]) -> str:
        """Digest of supplied files, or of those of a rule by the names of its inputs. Snakemake itself compares only
        times, which are unreliable.
        """
        if isinstance(files, Mapping):
            files = [path for item in files.values() for path in ([item] if isinstance(item, str) else item)]
        return self.contents.of(files)

    def code_of(self, stage: str) -> str:
        """Hash over the stage's modules, the modules that they import, its libraries and its config sections."""
        modules = stage_modules()
        if stage not in modules:
            raise ConfigError("Snakefile", f"unknown stage {stage}", f"write one of {', '.join(modules)}")
        if stage not in self.hashes:
            self.hashes[stage] = self.look.hash_of([modules[stage]], self.settings_of(stage))
        return self.hashes[stage]

    @property
    def codes(self) -> dict[str, str]:
        """Hash of the code of each stage that writes tables."""
        return {stage: self.code_of(stage) for stage in DATA_STAGES}

    def codes_of_steps(self) -> dict[str, str]:
        """Hash of the code of each stage that computes a number."""
        return {stage: self.code_of(stage) for stage in STEP_STAGES}

    @property
    def projects(self) -> dict[str, str]:
        """Versions of the installed projects that the stages import."""
        return imported_projects(stage_modules().values())

    def settings_of(self, stage: str) -> dict[str, Any]:
        """The part of config.yaml and metrics.yaml that the stage uses."""
        whole = self.config.model_dump(mode="json")
        given: dict[str, Any] = {}
        for name in SECTIONS.get(stage, ()):
            section, _, key = name.partition(".")
            given[section] = {**given.get(section, {}), key: whole[section][key]} if key else whole[section]
        return given


def check_before_run(made: WorkflowPlan) -> list[str]:
    """The findings of `memlit check`, for the terminal; the run continues, and the report lists them too. Raises
    ConfigError for a setting or file without which no stage can start.
    """
    findings = findings_before_run(made.root, made.contents, made.documents, made.problems)
    fatal = [finding.text for finding in findings if finding.is_fatal]
    if fatal:
        where, _, rest = fatal[0].partition(": ")
        problem, _, remedy = rest.rpartition("; ")
        raise ConfigError(where, problem, remedy)
    return shown_findings(findings)


def _job_name(rule: str, outputs: Iterable[str]) -> str:
    """The name of a rule's job, as that of its log: RULE, or RULE/{bucket}."""
    return f"{rule}/{BUCKET}" if any(BUCKET in output for output in outputs) else rule


def _is_measured(name: str) -> bool:
    return name == RECIPE_FILE or (name.startswith(MEASURED_PREFIX) and name.endswith(".csv"))


def workflow_plan(root: Path, settings: Mapping[str, Any]) -> WorkflowPlan:
    """The plan of the review in `root`. Raises ConfigError when a setting is wrong."""
    metrics = load_metrics(root / METRICS_FILE)
    config = validated(Config, settings, CONFIG_FILE).model_copy(update={"metrics": metrics})
    MODULES.load(root / MODULES_FILE)
    SEEN.load(root / SEEN_FILE)
    keys, problems = source_keys(root / "sources")
    records, unsafe = _records(root / "extracted")
    documents: dict[str, tuple[str, ...]] = {}
    for key in keys:
        names, unused = source_names(root / "sources" / key)
        documents[key] = tuple(f"sources/{key}/{name}" for name in names)
        problems += unused
    for key, names in records.items():
        documents[key] = (*documents.get(key, ()), *(f"extracted/{name}" for name in names))
    problems = [line.removeprefix(f"{root.as_posix()}/") for line in (*problems, *unsafe)]
    buckets: dict[str, list[str]] = {str(number): [] for number in range(config.n_buckets)}
    for key in sorted(documents):
        buckets[str(bucket_of(key, config.n_buckets))].append(key)
    return WorkflowPlan(
        root=root,
        config=config,
        keys={bucket: tuple(names) for bucket, names in buckets.items()},
        documents=documents,
        problems=tuple(problems),
        contents=Contents(root, root / CONTENTS_FILE),
    )


def _records(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Names of the record files by key, and one line for each record whose name is not a safe key."""
    names = {path.name for path in folder.glob("*")}
    keys = sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))
    unsafe = [
        str(SourceError(f"{folder.as_posix()}/{key}.json", "is not a safe key", "rename it to its document's key"))
        for key in keys
        if not is_safe_key(key)
    ]
    present = {
        key: [name for name in (f"{key}.json", f"{key}{POINTS_SUFFIX}", f"{key}{PICTURES_SUFFIX}") if name in names]
        for key in keys
        if is_safe_key(key)
    }
    return present, unsafe


def take_lock(path: Path) -> IO[str]:
    """Hold an exclusive lock on `path` until the process ends; a second run stops with one line.

    Temporary files of a killed writer beside the lock are removed. If the clock was set back, results from the future
    are made old, so that files written from now on count as newer. Raises ConfigError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        newest = max((file.stat().st_mtime for file in path.parent.iterdir()), default=0.0)
        stream = path.open("w")
    except OSError as error:
        raise ConfigError(str(path), f"cannot be written ({error.strerror})", "make results/ writable") from None
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise ConfigError(str(path), "another run is using results/", "wait for it to end") from None
    for leftover in path.parent.rglob(f".*{TEMPORARY_MARK}*"):
        leftover.unlink(missing_ok=True)
    if newest > time.time() + CLOCK_TOLERANCE:
        print("memlit: the clock was set back since the last run; results are checked by content", file=sys.stderr)
        for file in path.parent.rglob("*"):
            os.utime(file, (LONG_AGO, LONG_AGO))
    return stream
