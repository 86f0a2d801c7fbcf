"""The one error type that a person is meant to read."""


class KontaktError(Exception):
    """Something a person can mend. Its text is one sentence, already in the language of the screen:
    what is wrong, where (file and line, or setting), and what to do. Faces print it as it stands, with whatever it
    quotes made visible."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be read, a line each. A line end within one is part of what it quotes."""
        return (str(self),)
