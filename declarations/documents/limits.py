"""What a file may cost, in one place; a declaration has a few pages, these leave room for more."""

MAX_BYTES = 10_000_000
"""Of a file as uploaded: 10 MB."""

MAX_CHARACTERS = 1_000_000
"""Of the text in it; as much as is split in two seconds."""

MAX_PAGES = 200
"""Of a PDF."""

MAX_UNZIPPED = 50_000_000
"""Bytes that the parts of a Word file that are read may come to."""

MAX_PARTS = 2_000
"""Files within a Word file."""

MAX_DEPTH = 250
"""Elements within one another, in a web page and in a Word file; people write about 30."""

CPU_SECONDS = 1.6
"""Of the process that reads a file. It waits for nothing, so that this is what reading takes."""

WALL_SECONDS = 8.0
"""The same on a machine that is busy with other things."""

MEMORY_BYTES = 170_000_000
"""Of the process that reads a file, beside the libraries that it shares with others."""
