"""One editor at work with whom callers are put through to, without a screen."""
