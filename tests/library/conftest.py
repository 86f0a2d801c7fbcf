"""What is cached and read again: articles with everything that an article may have."""

from ..knowledge.conftest import dog, snow  # noqa: F401
