"""A national vocabulary of municipal words, such as Los: read from its files, kept, and looked up."""
