"""A file that somebody else made in (Word, a saved page, text), its paragraphs and tables out."""
