"""Pages, the API and the public documents: parse, call one service, render."""
