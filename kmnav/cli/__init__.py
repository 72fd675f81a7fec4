"""The command line: parse, call, print, exit code. Nothing here is worth a unit test of its own."""
