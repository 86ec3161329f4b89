"""What is true: the immutable model of a body's reports, and all that follows from it. Knows no file and no HTML."""
