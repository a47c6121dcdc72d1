"""The commands. Each does one thing, imports late, prints for a person, and exits 0, 1 (a finding) or 2."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from memlit.cli import ask, curate, read
from memlit.errors import MemlitError, PackageError, certain


class OneLine(click.ClickException):
    """An error as one line on stderr, with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error in one line on standard error."""
        click.echo(f"{click.style('memlit:', fg='red', bold=True)} {self.message}", file=file, err=True)


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
    except ModuleNotFoundError as error:
        raise OneLine(str(PackageError(str(error.name)))) from None
    except OSError as error:
        # A closed pipe (memlit check | head) is nothing to tell.
        if error.errno == errno.EPIPE:
            raise
        place = f"{error.filename}: " if error.filename else ""
        problem = f"cannot be opened or written ({(error.strerror or type(error).__name__).lower()})"
        raise OneLine(f"{place}{problem}; name another path, or mend its permissions") from None


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands of everyday work first, and all others below."""
        names = self.list_commands(ctx)
        widest = max(map(len, names))
        for title, own in (("Everyday work", EVERYDAY), ("Tools", names[len(EVERYDAY) :])):
            with formatter.section(click.style(title, bold=True)):
                # Columns of both lists begin at the same place.
                formatter.write_dl(
                    [(name.ljust(widest), certain(self.commands[name].short_help)) for name in own], col_max=widest
                )


_SETTINGS = {"help_option_names": ["-h", "--help"], "color": False if os.environ.get("NO_COLOR") else None}


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.version_option(package_name="memlit")
def main() -> None:
    """Regenerate a review from the literature, and trace any number to its print."""


EVERYDAY = ("add", "check", "ask", "accept", "audit", "desk", "sheet", "new")
"""Everyday commands in the order of the work; they are declared first."""

for command in (
    curate.add,
    curate.check,
    curate.ask_paper,
    curate.accept,
    ask.audit,
    curate.desk,
    read.sheet,
    curate.new,
    curate.fetch,
    curate.remove,
    ask.place,
    ask.diff,
    curate.release,
    read.tables,
    read.passages,
    read.digitize,
    read.import_figure,
    read.quantity,
):
    main.add_command(command)
