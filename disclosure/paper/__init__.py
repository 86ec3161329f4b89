"""The printable view in, a PDF out."""
