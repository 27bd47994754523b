"""Addresses on the web that people send in."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether a browser can follow it: http or https, with a host, nothing unprintable."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and has_host and text.isprintable() and " " not in text
