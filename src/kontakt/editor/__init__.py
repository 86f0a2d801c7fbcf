"""One editor at work, without a screen: what is to be mended, and mending it."""
