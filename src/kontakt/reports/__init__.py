"""What is made of the figures for those who lead and those who pay: the board, reports, cost shares."""
