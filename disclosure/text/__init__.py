"""Characters, headings, source text, parsed pages: what knows nothing of reports."""
