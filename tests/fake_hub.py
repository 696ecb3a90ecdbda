"""A small Hugging Face hub for tests: one model, range requests, checksums; it may be gated or break off."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MODEL = "somebody/mini"
COMMIT = "c0ffee" + "0" * 34


@dataclass
class Hub:
    """What a hub does and has done."""

    folder: Path
    is_gated: bool = False
    break_after: int | None = None  # bytes of a weight file, once
    damages: set[str] = field(default_factory=set)  # files whose bytes are not those of their checksum
    sent: list[tuple[str, int]] = field(default_factory=list)  # file and bytes of each download
    url: str = ""


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    """Serve a hub on loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def _answer(self, status: int, body: bytes, headers: dict[str, str], *, declared: int | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body) if declared is None else declared), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if hub.is_gated:
                self._answer(403, b"", {"X-Error-Code": "GatedRepo", "X-Error-Message": "Access is restricted"})
            elif self.path.startswith(f"/api/models/{MODEL}/revision/"):
                body = json.dumps({"id": MODEL, "modelId": MODEL, "sha": COMMIT, "siblings": self._siblings()}).encode()
                self._answer(200, body, {"Content-Type": "application/json"})
            elif self.path.startswith(f"/{MODEL}/resolve/"):
                self._file(self.path.rpartition("/")[2])
            else:
                self._answer(404, b"", {"X-Error-Code": "RepoNotFound"})

        def _siblings(self) -> list[dict[str, object]]:
            rows: list[dict[str, object]] = [{"rfilename": "evil.py", "size": 3}]
            for path in sorted(hub.folder.iterdir()):
                row: dict[str, object] = {"rfilename": path.name, "size": path.stat().st_size}
                if path.suffix == ".safetensors":
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()
                    row["lfs"] = {"sha256": digest, "size": path.stat().st_size, "pointerSize": 100}
                rows.append(row)
            return rows

        def _file(self, name: str) -> None:
            data = (hub.folder / name).read_bytes()
            etag = hashlib.sha256(data).hexdigest()
            if name in hub.damages:
                data = bytes(len(data))
            headers = {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
            start = 0
            if wanted := self.headers.get("Range"):
                start = int(wanted.removeprefix("bytes=").split("-")[0])
                headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            body = data[start:]
            declared = len(body)
            if self.command == "GET":
                if hub.break_after is not None and name.endswith(".safetensors"):
                    body, hub.break_after = body[: hub.break_after], None
                    self.close_connection = True
                hub.sent.append((name, len(body)))
            self._answer(206 if start else 200, body, headers, declared=declared)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
