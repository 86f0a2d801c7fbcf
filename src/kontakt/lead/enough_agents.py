"""How few agents a figure may stand on before it shows single people, and is hidden."""

ENOUGH_AGENTS = 3
"""How many agents must stand behind a figure that is finer than municipality, theme, cause, channel or hour."""
