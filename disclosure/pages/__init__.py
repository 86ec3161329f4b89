"""A report and a page's code in, HTML and Markdown out, by the templates beside it."""
