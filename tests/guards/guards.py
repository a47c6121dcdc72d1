"""The guards behind each promise of docs/security.md, and the test that must fail without one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """`text` stands once in the package's file `file`; with `without` in its place, `test` must fail."""

    name: str
    file: str
    text: str
    without: str
    test: str


GUARDS = (
    Guard(
        "XML entities",
        "tables/markup.py",
        "resolve_entities=False, no_network=True",
        "resolve_entities=True, no_network=True",
        "tests/unit/test_tables_readers.py::test_xml_entities_are_neither_expanded_nor_fetched",
    ),
    Guard(
        "XML entities in figures",
        "figures/xml.py",
        "if dtd is not None and any(True for _ in dtd.iterentities()):",
        "if False:",
        "tests/unit/test_figures_import.py::test_xml_entities_are_refused",
    ),
    Guard(
        "paths in archives",
        "figures/archive.py",
        "        check_inside(where, member.name)\n",
        "",
        "tests/unit/test_figures_import.py::test_unsafe_or_empty_archives",
    ),
    Guard(
        "links in archives",
        "figures/archive.py",
        "not (member.isfile() or member.isdir())",
        "False",
        "tests/unit/test_figures_import.py::test_archive_bomb_and_links",
    ),
    Guard(
        "archive bombs",
        "figures/archive.py",
        "if member.size > MAX_FILE or total > 2 * MAX_FILE or len(members) >= MAX_MEMBERS:",
        "if False:",
        "tests/unit/test_figures_import.py::test_archive_bomb_and_links",
    ),
    Guard(
        "time of a document",
        "worker/pool.py",
        "        except frames.TooLate:\n            self._kill()\n",
        "        except frames.TooLate:\n",
        "tests/unit/test_worker.py::test_an_endless_document_is_given_up_and_the_process_replaced",
    ),
    Guard(
        "memory of a document",
        "worker/limits.py",
        "            resource.setrlimit(name, (most, most))",
        "            pass",
        "tests/unit/test_worker.py::test_memory_over_the_limit_is_refused",
    ),
    Guard(
        "network, programs and files of a reader",
        "worker/limits.py",
        "    sys.addaudithook(_refuse)\n",
        "",
        "tests/unit/test_worker.py::test_nothing_is_written_and_no_program_started",
    ),
    Guard(
        "network namespace of a reader",
        "worker/limits.py",
        "return any(_libc().unshare(flags) == 0 for flags in (_NEW_NET, _NEW_USER | _NEW_NET))",
        "return True",
        "tests/unit/test_worker.py::test_an_own_network_namespace_has_no_way_out",
    ),
    Guard(
        "answers that run code",
        "worker/frames.py",
        '        raise pickle.UnpicklingError(f"{module}.{name} is no record")',
        "        return super().find_class(module, name)",
        "tests/unit/test_worker.py::test_an_answer_can_run_no_code",
    ),
    Guard(
        "YAML that runs code",
        "config/read.py",
        "class _UniqueKeys(_Loader):",
        "class _UniqueKeys(yaml.UnsafeLoader):",
        "tests/unit/test_config.py::test_yaml_makes_no_objects_and_runs_nothing",
    ),
    Guard(
        "keys as file names",
        "library.py",
        'return bool(SAFE_KEY.fullmatch(key)) and ".." not in key and not key.endswith(".")',
        "return bool(key)",
        "tests/unit/test_library.py::test_unsafe_keys",
    ),
    Guard(
        "links under sources",
        "sources/folder.py",
        'if path.name.startswith(".") or path.is_symlink() or not path.is_file():',
        'if path.name.startswith(".") or not path.is_file():',
        "tests/unit/test_plan.py::test_names_that_cannot_be_read_are_named_without_the_machine_s_path",
    ),
    Guard(
        "formulas in CSV",
        "files.py",
        """if len(text) > 1 and text[0] in "=+-@\\t\\r" and not _is_number(text):""",
        "if False:",
        "tests/unit/test_files.py::test_csv_fields_are_exact_and_no_formulas",
    ),
    Guard(
        "supplied text in HTML",
        "report/html.py",
        "        autoescape=True,",
        "        autoescape=False,",
        "tests/unit/test_report.py::test_supplied_text_is_escaped_and_cannot_pose_as_a_number",
    ),
    Guard(
        "addresses in HTML",
        "report/templates/report.html.j2",
        '{% if reference.url.startswith("https://") or reference.url.startswith("http://") %}',
        "{% if reference.url %}",
        "tests/unit/test_report.py::test_supplied_text_is_escaped_and_cannot_pose_as_a_number",
    ),
    Guard(
        "content policy of the report",
        "report/templates/report.html.j2",
        "default-src 'none'; {{ policy }};",
        "default-src *; {{ policy }};",
        "tests/unit/test_report.py::test_supplied_text_is_escaped_and_cannot_pose_as_a_number",
    ),
    Guard(
        "whole files",
        "files.py",
        "        yield temporary\n",
        "        yield path\n",
        "tests/unit/test_files.py::test_killed_write_never_shows_a_part",
    ),
    Guard(
        "simulated data",
        "devices/gather.py",
        "elif paper is not None and paper.startswith(SIMULATED)",
        "elif False",
        "tests/unit/test_gather.py",
    ),
    Guard(
        "host of the review page",
        "review/guard.py",
        "    if host not in hosts:\n",
        "    if False:\n",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "token of the review page",
        "review/guard.py",
        "    if not hmac.compare_digest(",
        "    if False and hmac.compare_digest(",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "origin of the review page",
        "review/guard.py",
        '    if is_foreign or (method == "POST" and origin is None) or not _is_own_site(headers):\n',
        "    if False:\n",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "size of a message",
        "review/guard.py",
        "    if len(length) > 9 or int(length) > MOST_BYTES:\n",
        "    if False:\n",
        "tests/unit/test_review.py::test_oversized_unstated_or_foreign_body_is_refused",
    ),
    Guard(
        "content policy of the review page",
        "review/guard.py",
        "\"default-src 'none'; script-src",
        '"default-src *; script-src',
        "tests/unit/test_review.py::test_page_is_served_with_a_policy_that_allows_nothing_from_elsewhere",
    ),
    Guard(
        "host of the review page",
        "review/guard.py",
        "    if host not in hosts:",
        "    if False:",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "token of the review page",
        "review/guard.py",
        """if not hmac.compare_digest(path.split("/", 2)[1].encode() if "/" in path else b"", token.encode()):""",
        "if False:",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "requests of other pages",
        "review/guard.py",
        """    if is_foreign or (method == "POST" and origin is None) or not _is_own_site(headers):""",
        "    if False:",
        "tests/unit/test_review.py::test_wrong_token_host_or_origin_is_refused_and_writes_nothing",
    ),
    Guard(
        "redirects of a service",
        "curation/http.py",
        "        _check(newurl, self.start)\n",
        "",
        "tests/unit/test_http.py::test_redirect_elsewhere_is_refused",
    ),
    Guard(
        "size of a download",
        "curation/http.py",
        "        if size > limits.bytes:",
        "        if False:",
        "tests/unit/test_http.py::test_oversized_body_is_refused_with_and_without_an_announced_length",
    ),
    Guard(
        "addresses of this machine in answers",
        "curation/open_access.py",
        "return [copy for copy in found if is_loopback(base) or not is_loopback(copy.url)]",
        "return found",
        "tests/unit/test_fetch.py::test_copy_at_an_address_of_this_machine_is_not_followed",
    ),
    Guard(
        "pins of fetched documents",
        "curation/fetch.py",
        "if sha256_of(part) != pin.sha256:",
        "if False:",
        "tests/unit/test_fetch.py::test_pinned_document_that_is_absent_is_the_same_again_or_none",
    ),
)
