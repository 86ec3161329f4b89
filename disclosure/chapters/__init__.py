"""The Markdown of `docs/` in; its code, names, links and numbers checked and carried out."""
