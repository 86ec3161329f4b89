"""What exists elsewhere in (a body, a report, figures), a project or a list of faults out."""
