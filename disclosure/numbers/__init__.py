"""How official Chinese says a number: text in, quantities and their bounds out, and back into words."""
