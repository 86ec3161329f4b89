"""A report in; CSV, XLSX, JSON and the data package out."""
