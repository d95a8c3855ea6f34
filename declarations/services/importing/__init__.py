"""
Files into drafts, many at once: for people who have a folder of texts.

``said`` is what is said about a file, in its name, in a list or for all of them;
``listing`` finds the files and reads the list; ``drafting`` makes a draft of one.
"""

from .drafting import AlreadyHeld, Imported, import_file
from .listing import COLUMNS, Found, ListError, find_files, read_list
from .said import Said, said_by_name

__all__ = [
    "COLUMNS",
    "AlreadyHeld",
    "Found",
    "Imported",
    "ListError",
    "Said",
    "find_files",
    "import_file",
    "read_list",
    "said_by_name",
]
