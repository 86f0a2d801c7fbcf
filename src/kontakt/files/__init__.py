"""Files that people name: read when they are files of a sensible size, and written whole, to the disk."""
