"""kontakt: the agent's desk of an inter-municipal contact centre."""

__version__ = "0.1.0"
