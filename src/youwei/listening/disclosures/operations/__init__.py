"""One transaction and one event each; the event never holds a word of what was said."""
