"""The settings of web servers in docs/operating.md, with each server that is installed."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from gzip import decompress as gunzip
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from tests.support.paths import ROOT
from tests.support.sites import Site

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
NAME, FOLDER = "scans.example.org", "/srv/www/scans"
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
_MODULES = Path("/usr/lib/apache2/modules")
_LOADED = ("mpm_event", "authz_core", "mime", "alias", "deflate", "dir", "filter", "headers", "setenvif")


def nginx(settings: str, place: Path, port: int) -> list[str]:
    own = [
        f"pid {place}/nginx.pid;",
        "daemon off;",
        "events {}",
        "http {",
        "include /etc/nginx/mime.types;",
        "access_log off;",
    ]
    own += [f"{name}_temp_path {place}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    file = place / "nginx.conf"
    file.write_text("\n".join([*own, settings.replace("listen 80", f"listen 127.0.0.1:{port}"), "}"]), encoding="utf-8")
    return ["nginx", "-e", f"{place}/errors", "-c", str(file)]


def caddy(settings: str, place: Path, port: int) -> list[str]:
    file = place / "Caddyfile"
    served = settings.replace(f"{NAME} {{", f"http://{NAME}:{port} {{", 1)
    file.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{served}", encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]


def apache2(settings: str, place: Path, port: int) -> list[str]:
    own = [f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in _LOADED]
    own += [
        f"Listen 127.0.0.1:{port}",
        f"PidFile {place}/pid",
        f"ErrorLog {place}/errors",
        f"DefaultRuntimeDir {place}",
    ]
    own += ["TypesConfig /etc/mime.types", f"ServerName {NAME}", "User nobody", "Group nogroup"]
    file = place / "apache2.conf"
    file.write_text("\n".join([*own, settings.replace("*:80", f"*:{port}")]), encoding="utf-8")
    return ["apache2", "-D", "FOREGROUND", "-f", str(file)]


SERVERS: dict[str, tuple[str, Callable[[str, Path, int], list[str]]]] = {
    "nginx": ("nginx", nginx),
    "caddy": ("caddyfile", caddy),
    "apache2": ("apache", apache2),
}
FOUND = [name for name in SERVERS if shutil.which(name, path=_PATH)]


def settings_of(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture(params=FOUND)
def port(request: pytest.FixtureRequest, scans_in_git: Site) -> Iterator[int]:
    """Serve the site with the settings of the guide by a server that is installed."""
    language, write = SERVERS[request.param]
    with socket.socket() as free, tempfile.TemporaryDirectory() as name:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        place = Path(name)
        place.chmod(0o755)  # servers that root starts serve files as another user
        output = shutil.copytree(scans_in_git.output, place / "site")
        command = write(settings_of(language).replace(FOLDER, str(output)), place, port)
        free.close()
        surroundings = {**os.environ, "PATH": _PATH, "HOME": name, "XDG_DATA_HOME": name}
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
            try:
                _wait_for(port, server)
                yield port
            finally:
                server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(server.stderr.read().decode() if server.poll() is not None and server.stderr else "no answer")


def get(port: int, address: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address, headers={"Host": NAME, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_the_settings_do_what_the_guide_says(port: int, scans_in_git: Site) -> None:
    scan = "/scans/iclr-2023/task-arithmetic"
    raw = next(each for each in scans_in_git.addresses() if each.startswith("raw/"))
    pack = next(each for each in scans_in_git.addresses() if re.search(r"\.git/objects/(pack|..)/", each))

    page, content = get(port, f"{scan}/")
    assert page.status == 200
    assert page.getheader("Content-Type", "").replace(" ", "").lower() == "text/html;charset=utf-8"
    assert page.getheader("Content-Encoding") == "gzip"
    assert len(content) < len(scans_in_git.page(f"{scan[1:]}/index.html")) / 2
    assert page.getheader("Cache-Control") == "max-age=300"
    assert page.getheader("X-Robots-Tag") is None

    kept = {
        "/theme/site.css": "max-age=86400",
        f"/{raw}": "max-age=31536000, immutable",
        f"/{pack}": "max-age=31536000, immutable",
        "/scanpress.git/info/refs": "no-cache",
    }
    assert {address: get(port, address)[0].getheader("Cache-Control") for address in kept} == kept
    for address in (f"{scan}.json", f"{scan}.bib", f"{scan}.csl.json", f"/{raw}"):
        assert get(port, address)[0].getheader("X-Robots-Tag") == "noindex"
    table, content = get(port, "/data/answers.csv.gz")
    assert table.getheader("Content-Encoding") is None  # programs would get another file than the manifest describes
    assert content == (scans_in_git.output / "data/answers.csv.gz").read_bytes()

    missing, content = get(port, "/scans/there/is/none")
    assert missing.status == 404
    assert b"<h1>Page not found" in (gunzip(content) if missing.getheader("Content-Encoding") else content)
    moved = {"": None, "/": "/", ".json": ".json"}
    for end, to in moved.items():
        response, _ = get(port, f"/scans/iclr-2024/old-name{end}")
        assert response.status == (301 if to else 404)
        if to:
            assert response.getheader("Location", "").endswith(f"/scans/iclr-2024/new-name{to}")
    folder, _ = get(port, scan)
    assert (folder.status, folder.getheader("Location", "").rpartition(NAME)[2].rpartition(f":{port}")[2]) in {
        (301, f"{scan}/"),
        (308, f"{scan}/"),
    }
