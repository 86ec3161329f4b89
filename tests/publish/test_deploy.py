"""The real nginx with the configuration of `deploy/`: the public edition for all, the staff one after signing in."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, run
from playwright.sync_api import Browser

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: apt-get install nginx-light)")

PUBLIC, STAFF = "report.example.gov.cn", "staff.example.gov.cn"
LOGIN = {"Authorization": f"Basic {base64.b64encode(b'clerk:right').decode()}"}
INTERNAL = ("不得对外公开".encode(), b".internal {")
"""What stands on every staff page, and in their style sheet."""


UNGUARDED = {"rate=5r/s": "rate=1000r/s", "auth_delay 1s;": ""}


@dataclass(frozen=True)
class Answer:
    """What the server said. Headers by their lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running nginx: its two ports on loopback, and the folder of its sites."""

    http: int
    https: int
    sites: Path

    def get(
        self, host: str, path: str, headers: dict[str, str] | None = None, *, method: str = "GET", sni: str = ""
    ) -> Answer:
        """Asks `host` over TLS for `path`, spelt exactly so."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        raw = socket.create_connection(("127.0.0.1", self.https), timeout=10)
        connection = http.client.HTTPSConnection("127.0.0.1", self.https)
        connection.sock = context.wrap_socket(raw, server_hostname=sni or host)
        return ask(connection, host, path, headers or {}, method)

    def get_in_the_clear(self, host: str, path: str) -> Answer:
        return ask(http.client.HTTPConnection("127.0.0.1", self.http, timeout=10), host, path, {}, "GET")


def ask(connection: http.client.HTTPConnection, host: str, path: str, headers: dict[str, str], method: str) -> Answer:
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": host, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """nginx in a folder of its own, with the shipped configuration but for its ports and places."""
    folder = tmp_path_factory.mktemp("nginx")
    sites = folder / "sites"
    shutil.copytree(site, sites / "site")
    done = run("disclosure", "publish", "--edition", "staff", "--to", str(sites / "site-staff"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with serving(folder) as server:
        yield server


@contextmanager
def serving(folder: Path, *, guarded: bool = False) -> Iterator[Server]:
    """A server for the sites in `folder`; only a `guarded` one limits how often and how fast passwords are tried."""
    http_port, https_port = free_ports()
    configure(folder, http_port, https_port, guarded=guarded)
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            wait_for(https_port, process)
            yield Server(http_port, https_port, folder / "sites")
        finally:
            process.terminate()


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def configure(folder: Path, http_port: int, https_port: int, *, guarded: bool = False) -> None:
    """Puts the shipped files in place, with `folder` for the server's own folders, a certificate, and one login."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={PUBLIC}",
         "-addext", f"subjectAltName=DNS:{PUBLIC},DNS:{STAFF}",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    bcrypt = "$2b$10$MFS9EswpKz4N6B/KhXKFHe/tsLTPN/4D6wJ1i.sAxDg.WonIQLhL6"  # what mkpasswd makes of "right"
    (folder / "htpasswd").write_text(f"clerk:{bcrypt}\n")
    places = {
        "listen 80": f"listen 127.0.0.1:{http_port}",
        "listen 443": f"listen 127.0.0.1:{https_port}",
        "/srv/disclosure": str(folder / "sites"),
        "/etc/nginx/disclosure.htpasswd": str(folder / "htpasswd"),
        "/etc/nginx/disclosure": str(folder),
        # the tests ask for hundreds of files, or for a few
        **({"rate=5r/s": "rate=1r/s", "burst=60": "burst=3"} if guarded else UNGUARDED),
    }
    shutil.copy(ROOT / "deploy/nginx/refused.html", folder)
    (folder / "snippets").mkdir()
    for source, target in (("disclosure.conf", "disclosure.conf"), ("snippet.conf", "snippets/disclosure.conf")):
        text = (ROOT / "deploy/nginx" / source).read_text("utf-8")
        for shipped, here in places.items():
            text = text.replace(shipped, here)
        assert "/etc/" not in text.replace("# ", "").partition("\n")[2], text
        (folder / target).write_text(text, "utf-8")
    temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    user = "user root;" if os.geteuid() == 0 else ""  # the sites are in a folder that only this user may enter
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ {temporary} access_log off; include /etc/nginx/mime.types; default_type application/octet-stream;\n"
        "include disclosure.conf; }\n"
    )


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nginx does not answer")


# --- putting the sites there ---------------------------------------------------------------------------------------


def put(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(ROOT / "deploy/put.sh"), *words], capture_output=True, encoding="utf-8", check=False
    )


def small_site(folder: Path, words: str, edition: str = "public") -> Path:
    """A folder with a page that says `words`, and its manifest."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(words)
    manifest = {"edition": edition, "files": {"index.html": hashlib.sha256(words.encode()).hexdigest()}}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
    return folder


def test_one_command_puts_a_site_there_and_then_another_in_its_place(tmp_path: Path) -> None:
    live = tmp_path / "srv/site"
    live.parent.mkdir()
    for words in ("one", "two", "three", "four", "five"):
        done = put(str(small_site(tmp_path / "site", words)), str(live))
        assert (done.returncode, done.stderr) == (0, "")
        assert (live / "index.html").read_text() == words
        time.sleep(1.1)  # the folders are named by the second
    assert sorted(entry.name for entry in live.iterdir()) == ["index.html", "manifest.json"]
    kept = sorted(folder for folder in live.parent.iterdir() if not folder.is_symlink())
    assert [(folder / "index.html").read_text() for folder in kept] == ["three", "four", "five"]
    assert put(str(kept[0]), f"{live}/").returncode == 0
    assert (live / "index.html").read_text() == "three"


@pytest.mark.parametrize(
    ("edition", "place", "said"),
    [
        ("staff", "site", "内部版放在以 staff 结尾的位置"),
        ("public", "site-staff", "内部版放在以 staff 结尾的位置"),
        ("public", "folder", "这里已有一个文件夹，不是这条命令放的"),
        ("", "site", "没有 manifest.json"),
        ("broken", "site", "复制出来的与 manifest.json 不符"),
    ],
)
def test_a_site_that_does_not_belong_there_is_not_put(edition: str, place: str, said: str, tmp_path: Path) -> None:
    site = small_site(tmp_path / "new", "new", "staff" if edition == "staff" else "public")
    if edition == "broken":
        (site / "index.html").write_text("other")
    if not edition:
        (site / "manifest.json").unlink()
    (tmp_path / "srv/folder").mkdir(parents=True)
    done = put(str(site), str(tmp_path / "srv" / place))
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "srv" / place / "index.html").exists()


def test_a_kill_at_any_change_to_the_disk_leaves_the_old_or_the_new_site_live(tmp_path: Path) -> None:
    """strace kills the command and what it runs at the first, second, … of the calls that change the disk."""
    calls = "rename,renameat,renameat2,mkdir,unlink,unlinkat,rmdir,symlink,symlinkat,chmod,fchmodat,write,copy_file_range,ftruncate"
    live = tmp_path / "srv/site"
    live.parent.mkdir()
    assert put(str(small_site(tmp_path / "old", "old")), str(live)).returncode == 0
    new, seen = small_site(tmp_path / "new", "new"), set()
    for number in range(1, 60):
        command = ["sh", str(ROOT / "deploy/put.sh"), str(new), str(live)]
        inject = [f"--inject={calls}:signal=KILL:when={number}", f"--trace={calls}", "-f", "-o", "/dev/null"]
        done = subprocess.run(["strace", *inject, *command], capture_output=True, check=False)
        said = (live / "index.html").read_text()
        seen.add(said)
        assert said in ("old", "new")
        assert {entry.name for entry in live.iterdir()} == {"index.html", "manifest.json"}
        if done.returncode == 0:
            break
        if said == "new":
            assert put(str(tmp_path / "old"), str(live)).returncode == 0
    assert seen == {"old", "new"}
    assert done.returncode == 0


# --- the public side -----------------------------------------------------------------------------------------------

HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/index.html", "/2023/", "/2023/disputes.html", "/2023/print.html", "/data/figures.csv", "/nowhere.html"])  # fmt: skip
def test_everything_public_comes_with_the_headers(path: str, server: Server) -> None:
    answer = server.get(PUBLIC, path)
    assert answer.status == (404 if path == "/nowhere.html" else 200)
    assert HEADERS.items() <= answer.headers.items()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert answer.headers["server"] == "nginx"
    assert "x-robots-tag" not in answer.headers


def test_a_missing_page_is_answered_with_the_site_s_own(server: Server) -> None:
    assert server.get(PUBLIC, "/2023/nowhere.html").body == (server.sites / "site/404.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/index.html", "text/html"), ("/data/figures.csv", "text/csv"), ("/data/figures.json", "application/json"), ("/assets/print.css", "text/css")],
)  # fmt: skip
def test_what_is_served_says_what_it_is_and_is_compressed(path: str, kind: str, server: Server) -> None:
    answer = server.get(PUBLIC, path, {"Accept-Encoding": "gzip"})
    assert answer.headers["content-type"].partition(";")[0] == kind
    if kind != "application/json":
        assert answer.headers["content-type"].endswith("charset=utf-8")
    content = (server.sites / f"site{path}").read_bytes()
    assert (gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body) == content
    assert ("content-encoding" in answer.headers) is (len(content) >= 1024)


def test_pages_are_asked_for_again_and_files_named_by_their_content_are_kept(server: Server) -> None:
    page = server.get(PUBLIC, "/2023/disputes.html")
    assert page.headers["cache-control"] == "no-cache"
    assert server.get(PUBLIC, "/2023/disputes.html", {"If-None-Match": page.headers["etag"]}).status == 304
    for file in (server.sites / "site").rglob("*.[0-9a-f]" + "[0-9a-f]" * 7 + ".*"):
        path = f"/{file.relative_to(server.sites / 'site').as_posix()}"
        assert "immutable" in server.get(PUBLIC, path).headers["cache-control"], path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_sent(method: str, server: Server) -> None:
    assert server.get(PUBLIC, "/index.html", method=method).status == 405


def test_in_the_clear_there_is_only_the_way_to_the_encrypted_side(server: Server) -> None:
    for host in (PUBLIC, STAFF):
        answer = server.get_in_the_clear(host, "/2023/?a=1")
        assert (answer.status, answer.headers["location"]) == (301, f"https://{host}/2023/?a=1")
        assert HEADERS.items() <= answer.headers.items()
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        server.get_in_the_clear("127.0.0.1", "/")


def said_to(port: int, sent: bytes) -> bytes:
    """What comes back over a bare connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        connection.sendall(sent)
        with suppress(ConnectionResetError):
            return connection.recv(10_000)
    return b""


@pytest.mark.parametrize("sent", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\x05hello"])
def test_nonsense_gets_no_answer(sent: bytes, server: Server) -> None:
    assert said_to(server.http, sent) == b""
    assert b"HTTP" not in said_to(server.https, sent)


def test_a_known_name_in_the_clear_on_the_encrypted_side_is_refused_without_a_version(server: Server) -> None:
    said = said_to(server.https, f"GET / HTTP/1.1\r\nHost: {PUBLIC}\r\n\r\n".encode())
    assert "这次请求没有办理".encode() in said
    assert b"nginx/" not in said


@pytest.mark.parametrize(
    ("host", "path", "method", "headers", "status"),
    [
        (PUBLIC, "/index.html", "POST", {}, 405),
        (PUBLIC, "/index.html", "GET", {"X": "a" * 9000}, 400),
        (PUBLIC, "/index.html", "GET", {"Range": "bytes=999999999-"}, 416),
        (PUBLIC, "/index.html", "GET", {"Content-Length": "99999"}, 413),
        (PUBLIC, "/.htpasswd", "GET", {}, 404),
        (PUBLIC, "/data/", "GET", {}, 404),
        (STAFF, "/index.html", "GET", {}, 401),
    ],
)
def test_every_refusal_is_in_chinese_has_the_headers_and_no_version(
    host: str, path: str, method: str, headers: dict[str, str], status: int, server: Server
) -> None:
    answer = server.get(host, path, headers, method=method)
    assert answer.status == status
    assert HEADERS.items() <= answer.headers.items()
    assert "没有" in answer.body.decode()
    assert "nginx" not in answer.body.decode()
    assert answer.headers["server"] == "nginx"


def test_a_redirect_has_the_headers(server: Server) -> None:
    answer = server.get(PUBLIC, "/2023")
    assert answer.status == 301
    assert HEADERS.items() <= answer.headers.items()


def test_only_what_today_s_intermediate_profile_allows_is_spoken(server: Server) -> None:
    def speaks(*options: str) -> bool:
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{server.https}", "-servername", PUBLIC, *options]
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).stdout
        return b"Cipher is (NONE)" not in said and b"Cipher is " in said

    assert speaks("-tls1_3")
    assert speaks("-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
    for cipher in ("ECDHE-RSA-AES128-SHA", "AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384"):
        assert not speaks("-tls1_2", "-cipher", cipher), cipher
    assert not speaks("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")


def test_whoever_sends_nothing_is_hung_up_on(server: Server) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    raw = socket.create_connection(("127.0.0.1", server.https), timeout=20)
    with context.wrap_socket(raw, server_hostname=PUBLIC) as connection:
        connection.sendall(b"GET / HT")
        started = time.monotonic()
        with suppress(ConnectionResetError):
            assert b"200" not in connection.recv(1000)
        assert time.monotonic() - started < 15


def test_robots_are_told_what_they_may_read(server: Server) -> None:
    assert b"Allow: /" in server.get(PUBLIC, "/robots.txt").body
    assert b"Disallow: /\n" in server.get(STAFF, "/robots.txt", LOGIN).body


def test_passwords_cannot_be_tried_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    for name in ("site", "site-staff"):
        small_site(tmp_path / "sites" / name, "small")
    wrong = {"Authorization": f"Basic {base64.b64encode(b'clerk:wrong').decode()}"}
    with serving(tmp_path, guarded=True) as server:
        started = time.monotonic()
        assert server.get(STAFF, "/index.html", wrong).status == 401
        assert time.monotonic() - started >= 1
        with ThreadPoolExecutor(20) as many:  # even the right one among too many
            tried = [*many.map(lambda _: server.get(STAFF, "/index.html", LOGIN).status, range(20))]
        assert 429 in tried
        assert server.get(PUBLIC, "/index.html").status == 200
        time.sleep(3)
        assert server.get(STAFF, "/index.html", LOGIN).status == 200


# --- the staff side ------------------------------------------------------------------------------------------------


def staff_files(server: Server) -> list[str]:
    folder = server.sites / "site-staff"
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_no_staff_file_is_given_without_signing_in(server: Server) -> None:
    paths = staff_files(server)
    assert len(paths) > 30
    for path in (*paths, "", "2023/", "nowhere.html", ".htpasswd"):
        for headers in ({}, {"Authorization": f"Basic {base64.b64encode(b'clerk:wrong').decode()}"}):
            answer = server.get(STAFF, f"/{path}", headers)
            assert answer.status == 401, path
            assert not any(text in answer.body for text in INTERNAL), path


def test_staff_who_sign_in_get_every_file_and_keep_none(server: Server) -> None:
    for path in staff_files(server):
        if path == "404.html":
            continue
        answer = server.get(STAFF, f"/{path}", LOGIN)
        assert answer.status == 200, path
        assert answer.body == (server.sites / "site-staff" / path).read_bytes()
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert HEADERS.items() <= answer.headers.items()


# --- nothing of the staff side through the public one ----------------------------------------------------------------

SPELLINGS = (
    "/{0}", "//{0}", "/./{0}", "/{0}/", "/{0}.", "/{0}%20", "/{0}%00", "/{0}~", "/{0}.bak", "/{0}::$DATA", "/{0};a", "/{0}?a",
    "/2023/../{0}", "/2023/%2e%2e/{0}", "/site-staff/{0}", "/SITE-STAFF/{0}", "/%73ite-staff/{0}",
    "/../site-staff/{0}", "/../../site-staff/{0}", "//../site-staff/{0}", "/..//site-staff//{0}", "/./../site-staff/{0}",
    "/%2e%2e/site-staff/{0}", "/%2E%2E/site-staff/{0}", "/.%2e/site-staff/{0}", "/%2e%2e%2fsite-staff%2f{0}",
    "/..%2fsite-staff/{0}", "/..%2Fsite-staff%2F{0}", "/%252e%252e/site-staff/{0}", "/%252e%252e%252fsite-staff/{0}",
    "/..%5csite-staff%5c{0}", "/..\\site-staff\\{0}", "/..;/site-staff/{0}", "/..%00/site-staff/{0}",
    "/%c0%ae%c0%ae/site-staff/{0}", "/%uff0e%uff0e/site-staff/{0}", "/assets/../../site-staff/{0}",
    "/assets../site-staff/{0}", "/data../site-staff/{0}", "/site/../site-staff/{0}", "/2023/..%2f..%2fsite-staff/{0}",
    "https://staff.example.gov.cn/{0}", "http://staff.example.gov.cn/{0}",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_path_leads_from_the_public_side_to_a_staff_file(spelling: str, server: Server) -> None:
    kept = [path for path in staff_files(server) if path.startswith("staff/")]
    for path in (*kept, kept[0].upper(), kept[0].replace("/", "%2f"), "index.html", "2023/disputes.html"):
        try:
            answer = server.get(PUBLIC, spelling.format(path))
        except (http.client.InvalidURL, http.client.RemoteDisconnected, ConnectionResetError):
            continue
        assert not any(text in answer.body for text in INTERNAL), (spelling, path)
        if path in kept:
            assert answer.status in (400, 401, 403, 404), (spelling, path)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "", "site-staff", f"{PUBLIC}.", f"{STAFF}.", STAFF.upper(), f"{STAFF}:443", f"{STAFF}@{PUBLIC}", f"{PUBLIC}, {STAFF}"])  # fmt: skip
@pytest.mark.parametrize("path", ["/staff/index.html", "/staff/staff.css", "/index.html"])
def test_no_other_name_of_the_server_leads_to_a_staff_file(host: str, path: str, server: Server) -> None:
    for sni in (PUBLIC, STAFF):
        try:
            answer = server.get(host, path, sni=sni)
        except (http.client.RemoteDisconnected, ConnectionResetError):
            continue
        assert not any(text in answer.body for text in INTERNAL)
    with pytest.raises(ssl.SSLError):
        server.get(PUBLIC, path, sni="other.example.gov.cn")


def test_an_unknown_host_gets_no_answer_on_the_encrypted_side_either(server: Server) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        server.get("other.example.gov.cn", "/index.html", sni=PUBLIC)


def test_a_login_opens_nothing_more_on_the_public_side(server: Server) -> None:
    assert server.get(PUBLIC, "/staff/index.html", LOGIN).status == 404


def test_a_symbolic_link_laid_into_the_public_folder_is_not_followed(server: Server) -> None:
    link = server.sites / "site/elsewhere"
    link.symlink_to(server.sites / "site-staff")
    try:
        assert server.get(PUBLIC, "/elsewhere/staff/index.html").status in (403, 404)
    finally:
        link.unlink()


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [PUBLIC, STAFF])
def test_the_pages_run_under_the_policy_without_a_complaint(host: str, server: Server, browser: Browser) -> None:
    sent_here = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {host} 127.0.0.1"],
    )
    context = sent_here.new_context(
        ignore_https_errors=True, http_credentials={"username": "clerk", "password": "right"} if host == STAFF else None
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/index.html", "/2023/disputes.html", "/2023/print.html", "/indicators.html"):
        answer = page.goto(f"https://{host}:{server.https}{path}", wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200
    sent_here.close()
    assert complaints == []
