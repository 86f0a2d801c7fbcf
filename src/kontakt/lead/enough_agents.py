"""The rule that hides a figure which would show what single agents do."""

ENOUGH_AGENTS = 3
"""How many agents must stand behind a figure that is finer than municipality, theme, cause, channel or hour."""
