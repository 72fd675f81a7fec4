"""What people see: one file for each form. Nothing is decided here.

`words` turns a step of the walk, a recommendation or a service into blocks; `plain` and `terminal` show
blocks; `as_json` gives the same facts to programs.
"""
