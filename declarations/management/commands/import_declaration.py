"""``manage.py import_declaration``: drafts of files, for people with a folder of texts."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from declarations.documents import MAX_BYTES, SUFFIXES, DocumentError, word_problem
from declarations.models import Declaration, Language, Source
from declarations.services.editing import Refused
from declarations.services.importing import (
    COLUMNS,
    AlreadyHeld,
    Found,
    Imported,
    ListError,
    Said,
    find_files,
    import_file,
    read_list,
    said_by_name,
)

SHOWN = 5

STOPPED = 130
"""What a shell expects of a command that was stopped by Ctrl-C."""


class Command(BaseCommand):
    """Import one file after the other, say how far it is, and report what became of each."""

    help = (
        "Make a draft of each file, split into its points, with the file kept beside it. Reads "
        f"{', '.join(SUFFIXES)}; a folder stands for all such files in it and below. What a file "
        "is, is said by the row of a list (--list), else by these options for all files, else by "
        "its name: 2019-05-03_lima-group_es.pdf. A file that cannot be read, or lacks something, "
        "is reported and the others are imported; one that was imported before is skipped."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add files, what is said about them, and the dry run."""
        parser.add_argument("files", nargs="*", type=Path, help="Files and folders.")
        parser.add_argument(
            "--issuer",
            action="append",
            default=[],
            help="Slug or name of a group or state that issued it; again for several.",
        )
        parser.add_argument("--date", default="", help="The day it was issued: 2019-05-03.")
        parser.add_argument(
            "--language", default="", choices=Language.values, help="Detected without it."
        )
        parser.add_argument("--title", default="", help="Taken from the text without it.")
        parser.add_argument("--place", default="", help="Where it was issued.")
        parser.add_argument("--occasion", default="", help="The meeting it was issued at.")
        parser.add_argument("--source-url", default="", help="Where the text is published.")
        parser.add_argument("--publisher", default="", help="Who published it there.")
        parser.add_argument("--retrieved", default="", help="The day it was read: 2024-11-30.")
        parser.add_argument(
            "--extent", default="", choices=Source.Extent.values, help="full without it."
        )
        parser.add_argument(
            "--numbering",
            default="",
            choices=Declaration.Numbering.values,
            help="Whether the numbers are those of the text; told from it without this.",
        )
        parser.add_argument("--slug", default="", help="For one file; made of issuer and day.")
        parser.add_argument(
            "--list",
            "--manifest",
            dest="list",
            type=Path,
            help=(
                "A CSV file with a row for each file, found from where it is: "
                f"{', '.join(COLUMNS)}. Without files of their own those listed are imported."
            ),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Check everything and keep nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all, and fail in the end where one of them failed."""
        try:
            listed = read_list(options["list"]) if options["list"] else {}
            found, others = find_files(options["files"], listed)
        except ListError as error:
            raise CommandError(str(error)) from error
        if not found:
            raise CommandError("There is nothing to import: name files, a folder, or --list.")
        if options["slug"] and len(found) > 1:
            raise CommandError("--slug is for one file: leave it out, or give it in the list.")
        self.loud, self.doubts = options["verbosity"] > 0, options["verbosity"] > 1
        for_all = self.said_for_all(options)
        # A dry run is taken back as a whole, so that it notices a file that comes twice.
        with transaction.atomic() if options["dry_run"] else nullcontext():
            summary, failed = self.import_all(found, for_all, options["dry_run"])
            if options["dry_run"]:
                transaction.set_rollback(True)
        if options["list"]:
            others = [path for path in others if path.resolve() != options["list"].resolve()]
        if others:
            names = ", ".join(shown(path) for path in others[:SHOWN])
            more = ", …" if len(others) > SHOWN else ""
            self.say(f"Left out, as no documents: {names}{more}")
        if failed:
            raise CommandError(summary)
        self.say(summary)

    def import_all(self, found: Sequence[Found], for_all: Said, dry_run: bool) -> tuple[str, int]:
        """Import one after the other; return a summary, and how many failed."""
        made, skipped, failed = 0, 0, 0
        for number, file in enumerate(found, start=1):
            if self.loud:
                self.stderr.write(
                    f"{number} of {len(found)}: {shown(file.path)}", self.style.NOTICE
                )
            try:
                imported = self.import_one(file, for_all)
            except AlreadyHeld as error:
                skipped += 1
                self.say(f"skipped   {shown(file.path)}: {error}")
            except KeyboardInterrupt:
                # Nothing of this file is held: each is one transaction. The next run goes on here.
                told = self.summary(made, skipped, failed, dry_run)
                raise CommandError(f"Stopped. {told}", returncode=STOPPED) from None
            except (DocumentError, Refused) as error:
                failed += 1
                self.stdout.write(
                    self.style.ERROR(f"FAILED    {shown(file.path)}: {sentences(error)}")
                )
            else:
                made += 1
                self.report(file, imported)
        return self.summary(made, skipped, failed, dry_run), failed

    def summary(self, made: int, skipped: int, failed: int, dry_run: bool) -> str:
        """Return what became of all files so far."""
        verb = "would be made" if dry_run else "made"
        return f"{count(made, 'draft')} {verb}, {skipped} skipped, {failed} failed."

    def said_for_all(self, options: dict[str, Any]) -> Said:
        """Return what the options say of every file."""
        named = {one.name for one in fields(Said)} - {"issuers"}
        given = {name: options[name] for name in named}
        return Said(issuers=";".join(options["issuer"]), **given)

    def import_one(self, file: Found, for_all: Said) -> Imported:
        """Read one file and import it; no more of it is read than may be large."""
        said = file.said.over(for_all).over(said_by_name(file.path.name))
        try:
            with file.path.open("rb") as opened:
                content = opened.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise Refused(_("The file cannot be opened: %(why)s.") % {"why": why}) from error
        return import_file(content, filename=shown(file.path.name), said=said)

    def report(self, file: Found, imported: Imported) -> None:
        """Say what was made of a file, and how much of it to look at."""
        doubts = count(len(imported.doubts), "thing") + " to look at"
        self.say(
            f"{imported.slug}: {count(imported.points, 'point')} ({imported.language}), "
            f"{doubts if imported.doubts else 'nothing to look at'}, from {shown(file.path)}"
        )
        if self.doubts:
            for sentence in imported.doubts:
                self.say(f"    {sentence}")

    def say(self, line: str) -> None:
        """Print a line, unless asked to be silent."""
        if self.loud:
            self.stdout.write(line)


def sentences(error: DocumentError | Refused) -> str:
    """Return why a file was not imported."""
    if isinstance(error, DocumentError):
        return word_problem(error, _)
    return " ".join(error.sentences)


def shown(path: Path | str) -> str:
    """Return a path with signs in place of bytes that are no characters."""
    return str(path).encode("utf-8", errors="replace").decode()


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
