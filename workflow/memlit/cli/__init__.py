"""The commands. Each does one thing, imports late, prints for a person, and exits 0, 1 (a finding) or 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from memlit.cli import ask, curate, read
from memlit.errors import MemlitError


class OneLine(click.ClickException):
    """An error as one line on stderr, with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error in one line on standard error."""
        click.echo(f"memlit: {self.message}", file=file, err=True)


@contextmanager
def one_line() -> Iterator[None]:
    """What goes wrong within is one line: how the command was called, or what it met."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "memlit"
        message = " ".join(error.format_message().split()).rstrip(".?")
        raise OneLine(f"{message}; see {command} --help") from None
    except MemlitError as error:
        raise OneLine(str(error)) from None


class Commands(click.Group):
    """A group whose errors are one line and exit code 2."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does, with wrong options in one line."""
        with one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """As click does, with what the command meets in one line."""
        with one_line():
            return super().invoke(ctx)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names in the order in which they are declared, which is that of the work."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="memlit")
def main() -> None:
    """Regenerate a review of memristive devices, and ask any number where it came from."""


for command in (
    read.quantity,
    read.tables,
    read.passages,
    read.digitize,
    read.import_figure,
    ask.audit,
    ask.testcase,
    curate.new,
    curate.add,
    curate.remove,
    curate.fetch,
    ask.diff,
    ask.place,
    curate.desk,
    curate.release,
    curate.accept,
    curate.check,
    curate.found,
):
    main.add_command(command)
