"""The desk on plain pages of HTML, for whoever cannot use a terminal: one form, no script."""
