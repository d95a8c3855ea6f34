"""Markdown to words: numbers and structure stay, emphasis and links give their words."""

import re

from .decoding import decode
from .types import Document, DocumentKind

_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.M)
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]{0,500}\n){1,60}?(?:---|\.\.\.)\n")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.M)
_UNDERLINED = re.compile(r"(?<=\S\n)(?:=+|-{2,})[ \t]*$", re.M)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.M)
_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.M)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$", re.M)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,50}\]:?")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^>\s]{1,2000})>")
_TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|font|i|p|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?/?>", re.I
)
_STRONG = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\n)){1,2000}?)(?<=[^\s*])\1(?![\w*])"
)
_UNDERSCORED = re.compile(
    r"(?<![\w_])(_{1,3})(?=[^\s_])((?:[^_\n]|\n(?!\n)){1,2000}?)(?<=[^\s_])\1(?![\w_])"
)
_CODE = re.compile(r"(`{1,2})([^`\n]{1,1000})\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HARD_BREAK = re.compile(r"(?:(?<! ) {2,}|\\)$", re.M)


def read_markdown(content: bytes) -> Document:
    """Return the words of a Markdown file."""
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    return Document(plain_markdown(text), DocumentKind.MARKDOWN)


def plain_markdown(text: str) -> str:
    r"""
    Return the words of a Markdown text: what a reader of the page would see.

    Numbers, bullets, lines and paragraphs stay as they are.

    >>> plain_markdown("## Text\n\n1\\. **Support** the [truce](https://example.org).\n")
    'Text\n\n1. Support the truce.\n'
    """
    text = _without_comments(_FRONT_MATTER.sub("", text))
    for pattern in (_FENCE, _REFERENCE, _RULE, _UNDERLINED, _QUOTE, _FOOTNOTE, _IMAGE):
        text = pattern.sub("", text)
    text = _HEADING.sub(lambda match: match.group(1).rstrip(" \t").rstrip("#").rstrip(), text)
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub("", text)
    for pattern, words in ((_LINK, r"\1"), (_CODE, r"\2")):
        text = pattern.sub(words, text)
    for _ in range(2):  # one within the other: **of _1991_**
        text = _UNDERSCORED.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _ESCAPED.sub(r"\1", text)
    return _HARD_BREAK.sub("", text)


def _without_comments(text: str) -> str:
    """Leave out comments, in one pass."""
    kept: list[str] = []
    place = 0
    while (begun := text.find("<!--", place)) >= 0:
        ended = text.find("-->", begun)
        if ended < 0:
            break
        kept.append(text[place:begun])
        place = ended + 3
    return "".join(kept) + text[place:]
