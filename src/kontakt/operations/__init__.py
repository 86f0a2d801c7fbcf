"""One editor at work on the units, contacts and responsibilities, without a screen."""
