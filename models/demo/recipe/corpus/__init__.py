"""The text that the demo model learns from: templates, grammars and lists written for it."""
