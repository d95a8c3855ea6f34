"""Bytes to characters: byte-order mark, then strict UTF-8, then Windows-1252."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(content: bytes, declared: str = "") -> str:
    r"""
    Return the characters of a text; never raise.

    A byte-order mark decides, then whether the bytes are UTF-8, then the
    encoding that the text states of itself, ``declared``, if Python has it;
    else it is Windows-1252, in which the five bytes without a letter are read
    as the control characters of Latin-1, as browsers do.

    >>> decode("Declaración".encode("utf-16")), decode("“Declaración”".encode("cp1252"))
    ('Declaración', '“Declaración”')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return content.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            pass
    return content.decode("cp1252", errors="latin_1_controls")


def _latin_1_controls(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that Windows-1252 leaves free as the character of that number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin_1_controls", _latin_1_controls)
