"""What means danger to life, and whom to ring: the region's table, its file, its rows and its history."""
