# What the rules above write. `all` asks for everything: Snakemake makes no file that is missing, or that was added to the
# outputs of a rule, unless something asks for it.

from snakemake.exceptions import WorkflowError


def is_rule(name: str) -> bool:
    """Whether the field has the rule of this stage; Snakemake's list of rules answers with an error of its own."""
    try:
        return bool(getattr(rules, name))
    except WorkflowError:
        return False


def codes_of(names):
    """The digest of the code of each rule: of what reads documents, or of all."""
    reading = ("extract_publications", "reconcile_units")
    return {
        name: PLAN.reading_code if name in reading else PLAN.code for name in names
    }


STAGES = [name for name in PLAN.stages if is_rule(name)]
WRITTEN = {
    name: [path.removeprefix(PREFIX) for path in getattr(rules, name).output]
    for name in STAGES
}
PUBLISHED = expand(
    [path for outputs in WRITTEN.values() for path in outputs], bucket=PLAN.buckets
)
# The rules whose code makes the steps of a chain: they read and choose, or compute numbers.
STEPS = [
    name
    for name in STAGES
    if name in ("extract_publications", "reconcile_units", "choose_tuples")
    or any(fnmatch(path, "results/numbers/*.parquet") for path in WRITTEN[name])
]
# The rules that publish tables, with what they were made from.
TABLE_RULES = [
    name
    for name, outputs in WRITTEN.items()
    if any(fnmatch(path, "results/data/*.csv") for path in outputs)
]
READ = {
    name: [
        path.removeprefix(PREFIX)
        for path in getattr(rules, name).input
        if not callable(path)
    ]
    for name in STAGES
}
CODES = codes_of(TABLE_RULES)
USES = parse_time.uses_of_rules(READ, WRITTEN, TABLE_RULES)
DATA_TABLES = [path for path in PUBLISHED if fnmatch(path, "results/data/*.csv")]
# Those that the report shows: of earlier rules.
SHOWN_TABLES = [
    path for path in DATA_TABLES if path not in WRITTEN.get("report_data", ())
]
# All tables and records.
DATA = [
    path
    for path in PUBLISHED
    if Path(path).parent in (Path("results"), Path("results/data"))
    and Path(path).suffix in (".csv", ".parquet", ".json")
    and path not in WRITTEN["verify_extracted"]
]
# What is last made of a run, where the field has it.
AUDITED = [
    path for name in ("audit_index", "audit_pages") for path in WRITTEN.get(name, ())
]
# The rows of each rule in the one table of numbers.
NUMBERS = [path for path in PUBLISHED if fnmatch(path, "results/numbers/*.parquet")]
