"""The patient's web page: one-time links, the page, its HTTP interface, and the same conversation in a terminal."""

from channels.web.channel import WebChannel
from channels.web.deps import STATIC_DIR, WebDeps
from channels.web.links import make_link
from channels.web.routes import create_router

__all__ = ["STATIC_DIR", "WebChannel", "WebDeps", "create_router", "make_link"]
