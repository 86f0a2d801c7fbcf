"""The app in a browser: one process for each session, over the protocol of Textual's web driver."""
