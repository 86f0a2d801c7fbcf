"""Keys on their way in: from the terminal's bytes, and one after the other to whoever they are for."""
