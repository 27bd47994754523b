"""What time alone brings about: everybody's steps that the clock takes, in batches."""

from resolvers.due.run import bring_about

__all__ = ["bring_about"]
