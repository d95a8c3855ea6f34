"""
Counts as Word and web pages print them.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ORDINAL_ENDS = {1: "st", 2: "nd", 3: "rd"}
_MASCULINE = ("es", "pt", "it", "gl", "ca")
_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "x x twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNEVEN = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def format_number(value: int, form: str, language: str = "") -> str:
    """
    Return a count as Word prints it; formats of other scripts are printed in digits.

    >>> [format_number(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "ordinal")]
    ['4', 'd', 'IV', '4th']
    >>> format_number(28, "lowerLetter"), format_number(2, "ordinal", "es")
    ('bb', '2º')
    """
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 10)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = ""
        for worth, sign in _ROMANS:
            roman += sign * (value // worth)
            value %= worth
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02}"
    if form == "decimalEnclosedParen":
        return f"({value})"
    if form == "decimalEnclosedFullstop":
        return f"{value}."
    if form == "ordinal":
        if language in _MASCULINE:
            return f"{value}º"
        if language == "fr":
            return f"{value}er" if value == 1 else f"{value}e"
        end = "th" if value % 100 in (11, 12, 13) else _ORDINAL_ENDS.get(value % 10, "th")
        return f"{value}{end}"
    if form in ("cardinalText", "ordinalText") and 0 < value < 100 and language in ("", "en"):
        return _in_words(value, ordinal=form == "ordinalText")
    return str(value)


def _in_words(value: int, ordinal: bool) -> str:
    """Return a number in English words, as Word capitalises them: "Twenty-first"."""
    words = _UNITS[value] if value < 20 else _TENS[value // 10]
    if value >= 20 and value % 10:
        words += f"-{_UNITS[value % 10]}"
    if ordinal:
        before, dash, last = words.rpartition("-")
        if last in _UNEVEN:
            last = _UNEVEN[last]
        else:
            last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
        words = before + dash + last
    return words.capitalize()
