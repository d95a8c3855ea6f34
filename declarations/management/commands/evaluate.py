"""``manage.py evaluate``: how often suggestions are right, on what is coded here."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from declarations.services.evaluating import (
    CODEBOOK_LANGUAGES,
    DRAWS,
    ENOUGH_DECLARATIONS,
    ENOUGH_POINTS,
    Evaluation,
    Figures,
    Measure,
    Share,
    evaluate_suggestions,
)

NAMES = {"en": "English", "es": "Spanish"}


class Command(BaseCommand):
    """Measure, report progress on standard error, print figures on standard output."""

    help = (
        "Measure how often suggested topics and positions are right. Each published declaration "
        "is left out in turn and suggested for by the others and the codebook; the suggestions "
        "are compared with what people coded. Drafts never count. Nothing is changed."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the form and the language."""
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")
        parser.add_argument(
            "--language",
            choices=CODEBOOK_LANGUAGES,
            default="en",
            help="Measure on wordings and codebook texts in this language; English without it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        evaluation = evaluate_suggestions(
            language=options["language"], report=self.report if options["verbosity"] else None
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_data(evaluation), indent=2))
        else:
            self.stdout.write("\n".join(sentences(evaluation)))

    def report(self, slug: str, number: int, total: int) -> None:
        """Say which declaration is left out; on standard error, so that it is never in a file."""
        self.stderr.write(f"{number} of {total}: {slug}", self.style.NOTICE)


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as JSON has it: each share with its value, null where not measured."""
    data = asdict(evaluation)
    for kind in ("topics", "positions"):
        figures = getattr(evaluation, kind).figures
        for name in ("precision", "recall", "f1", "first") if figures else ():
            data[kind]["figures"][name]["value"] = getattr(figures, name).value
    return data


def sentences(evaluation: Evaluation) -> list[str]:
    """Return an evaluation in words and numbers, each with what it is out of."""
    points = count(evaluation.points, "coded point")
    declarations = count(evaluation.declarations, "published declaration")
    lines = [f"Suggestions in {NAMES[evaluation.language]}: {points} of {declarations}."]
    measures = (evaluation.topics, evaluation.positions)
    if any(measure.figures for measure in measures):
        texts = count(evaluation.codebook_texts, "text")
        lines.append(
            "Each declaration was left out in turn, its codes and its words, and suggested for "
            f"by the others and by {texts} of the codebook."
        )
    for measure in measures:
        lines += ["", *describe(measure)]
    if any(measure.figures for measure in measures):
        lines += [
            "",
            f"The intervals hold 95 % of {DRAWS:,} corpora of as many declarations, drawn from "
            "these with repetition. They do not cover a codebook written with these texts in "
            "view: for new declarations expect less.",
        ]
    return lines


def describe(measure: Measure) -> list[str]:
    """Return the figures of one kind, or why there are none."""
    name = measure.kind.value
    if measure.figures is None:
        return [
            f"Too little is coded to measure {name}: {count(measure.points, 'point')} of "
            f"{count(measure.declarations, 'declaration')}, where at least {ENOUGH_POINTS} points "
            f"of {ENOUGH_DECLARATIONS} declarations are needed."
        ]
    figures: Figures = measure.figures
    precision, recall, first = figures.precision, figures.recall, figures.first
    both = f"{precision.whole} suggested and {recall.whole} coded"
    lines = [
        f"{name.capitalize()}",
        line("precision", precision, f"{precision.part} right of {precision.whole} suggested"),
        line("recall", recall, f"{recall.part} found of {recall.whole} coded"),
        line("F1", figures.f1, f"twice {precision.part} right of {both}"),
        line("first suggestion right", first, f"{first.part} of {count(first.whole, 'point')}"),
    ]
    if figures.withheld:
        lines.append(
            f"  {count(figures.withheld, 'proposition')} more suggested without a stance: "
            "counted neither as right nor as wrong."
        )
    return lines


def line(name: str, share: Share, counts: str) -> str:
    """Return a share with its counts and its interval."""
    if share.value is None:
        return f"  {name}: none to count ({counts})"
    within = "" if share.low is None else f"; 95 %: {share.low:.2f} to {share.high:.2f}"
    return f"  {name}: {share.value:.3f} ({counts}{within})"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 point", "2,000 points"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
