"""The one error type that a person is meant to read."""


class KontaktError(Exception):
    """Something a person can mend. Its text is one sentence, already in the language of the screen:
    what is wrong, where (file and line, or setting), and what to do. Faces print it as it stands."""
