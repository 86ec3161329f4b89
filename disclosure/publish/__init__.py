"""A checked project in, a built and audited site in its place out."""
