"""Text and files in, Markdown as it is rendered, headings, characters, pictures out: what knows nothing of reports."""
