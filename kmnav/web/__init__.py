"""The same pack, engine and words as plain pages, for those who cannot install anything.

A page is `replay` of the answers in its address. Nothing is kept between two requests, so any number of
processes can serve the same people. Needs the extra `kmnav[web]`.
"""
