"""Firefox, told over its own line of command (Marionette) to open a page, to run a script, and to print."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Firefox:
    """A running Firefox. Its answers are JSON, each with its length before it."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._number = line, 0
        self._read()
        self._tell("WebDriver:NewSession")

    def open(self, address: str) -> None:
        self._tell("WebDriver:Navigate", url=address)

    def run(self, script: str) -> Any:
        return self._tell("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def print(self, pdf: Path) -> None:
        """Prints as a reader does on A4; the margins are those of the page's style sheet."""
        none, sheet = dict.fromkeys(("top", "bottom", "left", "right"), 0), {"width": 21.0, "height": 29.7}
        told = self._tell("WebDriver:Print", page=sheet, margin=none, shrinkToFit=False, pageRanges=[])
        pdf.write_bytes(base64.b64decode(told["value"]))

    def _tell(self, name: str, **values: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, values]).encode()
        self._line.sendall(b"%d:%s" % (len(message), message))
        _, _, fault, answer = self._read()
        assert fault is None, fault
        return answer

    def _read(self) -> Any:
        length = b""
        while (digit := self._line.recv(1)) != b":":
            length += digit
        message = b""
        while len(message) < int(length):
            message += self._line.recv(int(length) - len(message))
        return json.loads(message)


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Starts Firefox with a profile of its own and ends it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(f'user_pref("marionette.port", {port});', "utf-8")
        program = shutil.which("firefox-esr") or "firefox"
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Firefox(_connected(port))
        finally:
            running.kill()
            running.wait()


def _connected(port: int) -> socket.socket:
    for _ in range(240):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("Firefox did not answer")
