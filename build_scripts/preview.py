"""A portal while somebody edits it: shown on this machine alone, and made again as soon as a file is another.

Pages of a department that was edited are shown when they are made, before all that speaks of the whole portal is. What
is wrong with an edit stands on every page with file, line and cure, and the last site that could be made goes on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from build_scripts.pages.render import environment
from build_scripts.words.language import UNSAID, Both

_OWN, _SCRIPT = "/-/preview", "/-/preview.js"
_STYLES = ("theme/assets/stylesheets/tokens.css", "preview.css")
_LOOK = 0.3
"""So many seconds pass until somebody looks for edits again, or five times as many as looking takes."""
_SETTLED = 0.1
"""An edit has ended when nothing is another after so many seconds: an editor or git writes several files."""
_PATIENCE = 25
"""So many seconds a browser waits for an answer about what is new."""
_HERE = {"localhost", "127.0.0.1", "::1"}
_TEXTS = ("text/", "application/json", "application/ld+json", "application/yaml", "image/svg+xml")


class Preview:
    """What is shown: a site, the pages of one that is being made, and what is wrong with the last edit."""

    def __init__(self, site: Path) -> None:
        """Begin with the site that is there, if any; what the preview adds to pages is read once, for templates may be edited."""
        env = environment("zh")
        assert env.loader is not None
        self.script, *styles = (env.loader.get_source(env, name)[0] for name in ("preview.js", *_STYLES))
        self._panel, self._styles = env.get_template("preview.html.j2"), Markup("\n").join(map(Markup, styles))
        self.site = site
        self.early: Path | None = None
        self.wrong = UNSAID
        self._number = 0
        self._new = Condition()

    def show(self, *, early: Path | None = None, wrong: Both = UNSAID) -> None:
        """Show something else: pages of the site that is being made in ``early``, or what is ``wrong``."""
        with self._new:
            self.early, self.wrong = early, wrong
            self._number += 1
            self._new.notify_all()

    def after(self, seen: str) -> int:
        """Return what number what is shown has, once it is another than was ``seen``."""
        with self._new:
            self._new.wait_for(lambda: f"{self._number}" != seen, timeout=_PATIENCE)
            return self._number

    def place(self, path: Path) -> Path | None:
        """Return the file for a path below the root of the site; None where there is none."""
        for root in (self.early, self.site):
            if root is not None and (root / path).is_file():
                return root / path
        return None

    def with_panel(self, page: bytes) -> tuple[bytes, str]:
        """Return a page with what the preview adds to it, and a digest by which it is known."""
        wrong = self.wrong
        shown = sha256(page + f"{wrong}".encode()).hexdigest()[:16]
        told = self._panel.render(
            wrong=wrong if wrong != UNSAID else None, site=bool(page), styles=self._styles, script=_SCRIPT, shown=shown
        )
        body, end, rest = page.rpartition(b"</body>")
        if not end:
            body, rest = (
                page or b'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>mingzhang</title>',
                b"",
            )
        return body + told.encode() + end + rest, shown

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """Answer browsers of this machine.

        Raises:
            OSError: where the port cannot be had.
        """
        handler = type("Handler", (_Handler,), {"preview": self})
        with _Server(("127.0.0.1", port), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield
            finally:
                server.shutdown()


class _Server(ThreadingHTTPServer):
    """Listens to browsers."""

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that has gone before it had its answer."""


class _Handler(SimpleHTTPRequestHandler):
    """Answers a browser."""

    protocol_version = "HTTP/1.1"
    preview: Preview

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send what stands before the body of an answer, and return the body."""
        asked = urlsplit(self.path)
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in _HERE:
            return self._answer(
                HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain"
            )  # a name that leads here from elsewhere
        if asked.path == _OWN:
            number = self.preview.after(parse_qs(asked.query).get("after", [""])[0])
            return self._answer(HTTPStatus.OK, f"{number}".encode(), "text/plain")
        if asked.path == _SCRIPT:
            return self._answer(HTTPStatus.OK, self.preview.script.encode(), "text/javascript")
        path = Path(self.translate_path(asked.path)).relative_to(self.directory)
        place, index = self.preview.place(path), self.preview.place(path / "index.html")
        if index is not None and not asked.path.endswith("/"):
            return self._redirected(f"{asked.path}/{'?' if asked.query else ''}{asked.query}")
        place = place or index
        status = HTTPStatus.OK if place is not None else HTTPStatus.NOT_FOUND
        place = place or self.preview.place(Path("404.html"))
        try:
            content = place.read_bytes() if place is not None else b""
        except OSError:  # the folder of a site that is being made has just become the site
            content = b""
        kind = self.guess_type(f"{place}") if place is not None else "text/html"
        return self._answer(status, content, kind)

    def _redirected(self, to: str) -> BytesIO:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return BytesIO()

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> BytesIO:
        self.send_response(status)
        if kind == "text/html":
            content, shown = self.preview.with_panel(content)
            self.send_header("X-Preview", shown)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind)
        self.send_header("Content-Length", f"{len(content)}")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return BytesIO(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what is wrong."""


def edits(places: Iterable[Path]) -> Iterator[None]:
    """Yield at once, and then whenever a file in one of these places is another, is gone or has come."""
    watched = tuple(places)
    seen = _seen(watched)
    yield
    while True:
        began = time.monotonic()
        now = _seen(watched)
        if now == seen:
            time.sleep(max(_LOOK, 5 * (time.monotonic() - began)))
            continue
        while True:
            time.sleep(_SETTLED)
            seen, now = now, _seen(watched)
            if now == seen:
                break
        yield


def _seen(places: Iterable[Path]) -> dict[str, tuple[int, int, int]]:
    """Return what tells each file from what it was."""
    seen = {}
    for place in places:
        found = (f"{folder}/{name}" for folder, _, names in os.walk(place) for name in names)
        for path in found if place.is_dir() else (f"{place}",):
            try:
                told = os.stat(path)  # noqa: PTH116 - of tens of thousands of files a Path each is dear
            except OSError:
                continue
            seen[path] = told.st_mtime_ns, told.st_size, told.st_ino
    return seen
