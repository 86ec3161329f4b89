"""Where a report comes from: a Word, text or HTML document in; what is wrong with it, or a draft of a year, out."""
