"""The rooms, each with screens of its own that stay as they are while one is in another room."""

DESK, EDITOR, LEAD = "desk", "editor", "lead"
"""The modes of the app, in Textual's word."""
