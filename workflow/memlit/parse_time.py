"""What Snakemake asks when it reads the workflow: settings, documents by bucket, code of each stage. Writes nothing."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from memlit.caching.contents import CONTENTS_FILE, Contents
from memlit.code_hash import package_digest, reading_digest, required_projects
from memlit.config import CONFIG_FILE, METRICS_FILE, Config, FieldOfScience, load_field, load_metrics, validated
from memlit.curation.checking.before_run import findings_before_run, shown_findings
from memlit.datum import document_of
from memlit.errors import ConfigError, RecordError, SourceError
from memlit.files import json_line, read_csv
from memlit.grouping import grouped
from memlit.library import bucket_of, is_safe_key
from memlit.naming import CORRECTIONS_FILE, MEASURED_PREFIX, RECIPE_FILE
from memlit.sources.folder import source_keys, source_names
from memlit.sources.points import RECORD_SUFFIXES

READ = "read"
"""The rule that reads documents, which it does not list."""
_BUCKET_NUMBER = re.compile(r"/\d+\.")


@dataclass(frozen=True, slots=True)
class WorkflowPlan:
    """The parse-time tables of the workflow, paths relative to the review's folder."""

    root: Path
    config: Config
    field: FieldOfScience
    keys: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, tuple[str, ...]]
    """The supplied files of each document and its record, by key."""
    problems: tuple[str, ...]
    contents: Contents
    corrections: Mapping[str, str]
    """Digest of the corrections of the documents in each bucket that has some."""

    @property
    def buckets(self) -> list[str]:
        """Names of the buckets, in numerical order."""
        return sorted(self.keys, key=int)

    def keys_of(self, bucket: str) -> list[str]:
        """Keys of the documents in a bucket, sorted."""
        return list(self.keys[bucket])

    def files_of(self, bucket: str) -> list[str]:
        """All files that the rule `read` reads for a bucket, sorted."""
        return sorted(file for key in self.keys[bucket] for file in self.documents[key])

    def corrections_of(self, bucket: str) -> str:
        """Digest of the corrections of the documents in a bucket, so that one of them makes no other bucket anew."""
        return self.corrections.get(bucket, "")

    @property
    def of_field(self) -> dict[str, Any]:
        """The field of science as a parameter of rules."""
        return self.field.model_dump(mode="json")

    def save(self) -> None:
        """Store the digests of supplied files, so that the next start reads only those that changed."""
        self.contents.save()

    @property
    def supplied_files(self) -> list[str]:
        """All files under sources/ that are read, sorted."""
        return sorted(file for files in self.documents.values() for file in files if file.startswith("sources/"))

    @property
    def measured_files(self) -> list[str]:
        """Summaries of measured sets and their recipes, sorted."""
        return [file for file in self.supplied_files if _is_measured(file.rpartition("/")[2])]

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

    @property
    def reading_code(self) -> str:
        """Digest of the code that reads documents."""
        return reading_digest()

    @property
    def code(self) -> str:
        """Digest of the whole code."""
        return package_digest()

    @property
    def projects(self) -> dict[str, str]:
        """Versions of the installed projects that memlit declares."""
        return required_projects()

    def settings(self, *names: str) -> dict[str, Any]:
        """These parts of config.yaml and metrics.yaml, which a rule uses: `analysis`, `conventions.headline_pulse`.

        No other setting makes its files anew. Raises ConfigError for a name that is none of them.
        """
        whole = self.config.model_dump(mode="json")
        given: dict[str, Any] = {}
        for name in names:
            section, _, key = name.partition(".")
            if section not in whole or (key and key not in whole[section]):
                known = ", ".join(whole)
                raise ConfigError("Snakefile", f"{name} is no part of {CONFIG_FILE}", f"write one of {known}")
            given[section] = {**given.get(section, {}), key: whole[section][key]} if key else whole[section]
        return given


def uses_of_rules(
    read: Mapping[str, Iterable[str]], written: Mapping[str, Iterable[str]], telling: Collection[str]
) -> dict[str, list[str]]:
    """What each of the rules `telling` was made from: supplied files and folders, and others of `telling` as `#RULE`.

    read, written: files of all rules. A rule that is not told stands for what it read itself.
    """
    maker = {path: rule for rule, paths in written.items() for path in paths}
    own = {READ: {"sources/", "extracted/"}}

    def origins(rule: str) -> set[str]:
        found = set(own.get(rule, ()))
        for path in read[rule]:
            made_by = maker.get(_BUCKET_NUMBER.sub("/{bucket}.", path))
            if made_by is None:
                found.add(_supplied_folder(path))
            elif made_by in telling:
                found.add(f"#{made_by}")
            else:
                found |= origins(made_by)
        return found

    return {rule: sorted(origins(rule)) for rule in telling}


def _supplied_folder(path: str) -> str:
    """A supplied file, or the folder of which it is one of many."""
    top, _, rest = path.partition("/")
    return f"{top}/" if rest and top in {"config", "sources"} else path


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


def _is_measured(name: str) -> bool:
    return name == RECIPE_FILE or (name.startswith(MEASURED_PREFIX) and name.endswith(".csv"))


def workflow_plan(root: Path, settings: Mapping[str, Any]) -> WorkflowPlan:
    """The plan of the review in `root`. Raises ConfigError when a setting is wrong."""
    metrics = load_metrics(root / METRICS_FILE)
    config = validated(Config, settings, CONFIG_FILE).model_copy(update={"metrics": metrics})
    keys, problems = source_keys(root / "sources")
    records, unsafe = _records(root / "extracted", keys)
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
        field=load_field(root),
        keys={bucket: tuple(names) for bucket, names in buckets.items()},
        documents=documents,
        problems=tuple(problems),
        contents=Contents(root, root / CONTENTS_FILE),
        corrections=_corrections(root / CORRECTIONS_FILE, config.n_buckets),
    )


def _records(folder: Path, supplied: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Names of the files kept of each document, and one line for each record whose name is not a safe key.

    supplied: keys of the folders of sources, of which answers may be kept before there is a record.
    """
    names = {path.name for path in folder.glob("*")}
    keys = sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))
    unsafe = [
        str(SourceError(f"{folder.as_posix()}/{key}.json", "is not a safe key", "rename it to its document's key"))
        for key in keys
        if not is_safe_key(key)
    ]
    present = {
        key: [name for suffix in RECORD_SUFFIXES if (name := f"{key}{suffix}") in names]
        for key in sorted({*filter(is_safe_key, keys), *supplied})
    }
    return {key: found for key, found in present.items() if found}, unsafe


def _corrections(path: Path, n_buckets: int) -> dict[str, str]:
    """Digest of the rows of each bucket; none of a file that cannot be read, of which the rule `benchmark` says why."""
    try:
        rows = read_csv(path)
    except RecordError:
        return {}
    own = grouped(rows, lambda row: str(bucket_of(document_of(row.get("id") or ""), n_buckets)))
    return {bucket: sha256(json_line(lines).encode()).hexdigest()[:16] for bucket, lines in own.items()}
