"""``manage.py evaluate``: how often suggestions are right, on what is coded here."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from declarations.services.evaluating import (
    CODEBOOK_LANGUAGES,
    DRAWS,
    ENOUGH_DECLARATIONS,
    ENOUGH_PAIRS,
    ENOUGH_POINTS,
    TRUSTED_FROM,
    Evaluation,
    Figures,
    Measure,
    RelationFigure,
    Share,
    as_data,
    evaluate_suggestions,
    is_measured,
    keep_measurement,
)

NAMES = {"en": "English", "es": "Spanish"}


class Command(BaseCommand):
    """Measure, report progress on standard error, print figures on standard output."""

    help = (
        "Measure how often suggested topics, positions and relations are right. Each published "
        "declaration is left out in turn and suggested for by the others and the codebook; the "
        "suggestions are compared with what people coded. Drafts never count. The figures are "
        "kept: the method page shows them, and relations are suggested only where they were "
        f"right for {TRUSTED_FROM:.0%} of the pairs or more."
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

        occasion = parser.add_mutually_exclusive_group()
        occasion.add_argument(
            "--if-changed",
            action="store_true",
            help="Do nothing where the coding is still as it was last measured.",
        )
        occasion.add_argument(
            "--if-missing",
            action="store_true",
            help="Do nothing where there are figures, however old.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Do not keep the figures.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, keep and print."""
        language = options["language"]
        if options["if_changed"] and is_measured(language):
            return
        if options["if_missing"] and is_measured(language, as_it_stands=False):
            return
        evaluation = evaluate_suggestions(
            language=language, report=self.report if options["verbosity"] else None
        )
        if not options["dry_run"]:
            keep_measurement(evaluation)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(evaluation), indent=2))
        else:
            self.stdout.write("\n".join(sentences(evaluation)))

    def report(self, slug: str, number: int, total: int) -> None:
        """Say which declaration is left out; on standard error, so that it is never in a file."""
        self.stderr.write(f"{number} of {total}: {slug}", self.style.NOTICE)


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
    if evaluation.relations:
        lines += ["", "Relations", *(describe_relation(f) for f in evaluation.relations)]
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


def describe_relation(figure: RelationFigure) -> str:
    """Return how often a relation was suggested rightly, and what follows from that."""
    precision = figure.precision
    counts = f"{precision.part} right of {count(precision.whole, 'pair')} suggested"
    if not figure.enough:
        return (
            f"  {figure.relation}: {counts}, where at least {ENOUGH_PAIRS} are needed: "
            "not suggested, left open"
        )
    verdict = "suggested" if figure.trusted else "not suggested, left open"
    return f"{line(f'{figure.relation}, precision', precision, counts)}: {verdict}"


def line(name: str, share: Share, counts: str) -> str:
    """Return a share with its counts and its interval."""
    if share.value is None:
        return f"  {name}: none to count ({counts})"
    within = "" if share.low is None else f"; 95 %: {share.low:.2f} to {share.high:.2f}"
    return f"  {name}: {share.value:.3f} ({counts}{within})"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 point", "2,000 points"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
