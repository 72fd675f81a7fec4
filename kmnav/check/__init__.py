"""`kmnav check`: what must be true of a pack before a person is sent anywhere by it.

One file for each family of rules. A rule is a function from a pack to problems, registered with `@rule`.
Everything is judged at the pack's own date (`as_of`), so that the same pack always gets the same verdict.
"""

from kmnav.check.run import CheckResult, check_pack

__all__ = ["CheckResult", "check_pack"]
