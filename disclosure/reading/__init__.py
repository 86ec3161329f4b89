"""The files of `data/` in, a checked report out, or every mistake at its line."""
