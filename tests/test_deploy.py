"""What is shipped in ``deploy/`` serves a portal as it says: servers run with the very files, on a port of this machine."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT, policies

from build_scripts.cli import main
from build_scripts.publish import swap, work_folder, write_files
from build_scripts.publish.policy import policy_files

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
SHIPPED = PROJECT / "deploy" / "nginx"
MODULES = Path("/usr/lib/nginx/modules")
STOCK = """
{modules}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
user {user};
worker_processes 2;
events {{ worker_connections 128; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include conf.d/*.conf;
    include sites-enabled/*;
}}
"""
"""The distribution's own configuration, in a folder of ours."""
WELCOME = "server {{ listen {port} default_server; listen [::]:{port} default_server; root /var/www/html; }}"

with_nginx = pytest.mark.skipif(
    NGINX is None, reason="nginx is not installed: apt install --no-install-recommends nginx-light"
)


@pytest.fixture
def folder():
    """Return a folder that everybody may enter, as a server's own user must; pytest's are for one user alone."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="session")
def short_portal(real_site):
    """Return the portal of the sample where a server's own user can read it, and an English page and data files with it."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        wanted = ("404.html", "index.html", *policy_files(()), "feed.xml", "sitemap.xml", "catalog.jsonld")
        for name in wanted:
            if (real_site / name).is_file():
                write_files(Path(made) / "site", {name: (real_site / name).read_bytes()})
        for name in ("assets", "downloads", "en/about", "about"):
            shutil.copytree(real_site / name, Path(made) / "site" / name)
        extra = {"data.jsonl": b"{}\n", "notes.yml": "名: 1\n".encode(), ".git/config": b"secret", "t.md": b"#"}
        write_files(Path(made) / "site", extra)
        write_files(Path(made) / "site", {"packed.csv": b"a" * 3000, "packed.csv.gz": b"\x1f\x8bpacked before"})
        yield Path(made) / "site"


def free_port():
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        return other.getsockname()[1]


def configured(folder, site, port, *marks, welcome=False):
    """Put the shipped files where a stock Debian has them, for a site and a port; ``marks`` are the parts that are wanted."""
    etc = folder / "etc"
    shutil.copytree(SHIPPED / "mingzhang", etc / "mingzhang")
    shutil.copy("/etc/nginx/mime.types", etc)
    text = (SHIPPED / "mingzhang.conf").read_text(encoding="utf-8")
    text = re.sub(r"listen (\[::\]:)?80 ", rf"listen \g<1>{port} ", text).replace("/srv/mingzhang/site", str(site))
    if "path" in marks:  # in the place of the other
        text = re.sub(r"    location / \{.*?\n    \}\n", "", text, flags=re.DOTALL)
    files = {"conf.d/mingzhang.conf": text.encode()}
    files |= {f"mingzhang/{path.name}": path.read_bytes() for path in (etc / "mingzhang").iterdir()}
    for mark in marks:
        files = {name: re.sub(rb"#%s# ?" % mark.encode(), b"", content) for name, content in files.items()}
    if welcome:
        files["sites-enabled/default"] = WELCOME.format(port=port).encode()
    kinds = ("filter", "static") if "brotli" in marks else ()
    modules = "".join(f"load_module {MODULES}/ngx_http_brotli_{kind}_module.so;\n" for kind in kinds)
    user = "www-data" if os.getuid() == 0 else ""
    stock = STOCK.format(folder=folder, modules=modules, user=user or "nobody")
    files["nginx.conf"] = (stock if user else stock.replace("user nobody;\n", "")).encode()
    write_files(etc, files)
    return [NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(etc / "nginx.conf")]


@contextmanager
def running(folder, site, *marks):
    """Run nginx with the shipped files and return what asks it."""
    port = free_port()
    command = configured(folder, site, port, *marks)
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    with answering([*command, "-g", "daemon off;"], port) as ask:
        yield ask


@contextmanager
def answering(command, port, **how):
    """Run a server and return what asks it, once it answers."""
    with subprocess.Popen(command, **how) as server:
        try:
            wait_for(port)

            def ask(path, **headers):
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                    named = {name.replace("_", "-"): text for name, text in headers.items()}
                    connection.request("GET", path, headers=named)
                    answer = connection.getresponse()
                    return answer.status, answer.headers, answer.read()

            ask.port = port
            yield ask
        finally:
            server.terminate()


def wait_for(port):
    """Wait until somebody listens on a port."""
    for _ in range(100):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise AssertionError(port)


@contextmanager
def nginx_below(folder, site):
    """Run nginx with the portal below a path of its own."""
    with running(folder, site, "path") as ask:
        yield ask


@contextmanager
def caddy(folder, site):
    """Run Caddy with the shipped file."""
    if shutil.which("caddy") is None:
        pytest.skip("Caddy is not installed: apt install caddy")
    port = free_port()
    text = (PROJECT / "deploy" / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace(":80 {", f"http://127.0.0.1:{port} {{").replace("/srv/mingzhang/site", str(site))
    write_files(folder, {"Caddyfile": f"{{\n\tadmin off\n}}\n{text}".encode()})
    home = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    asked = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with answering(asked, port, env=home, stderr=subprocess.DEVNULL) as ask:
        yield ask


TYPES = {
    "/": "text/html; charset=utf-8",
    "/downloads/statements.csv": "text/csv; charset=utf-8",
    "/downloads/statements.parquet": "application/vnd.apache.parquet",
    "/downloads/mingzhang.sqlite": "application/vnd.sqlite3",
    "/downloads/mingzhang.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/downloads/mingzhang.zip": "application/zip",
    "/downloads/datapackage.json": "application/json; charset=utf-8",
    "/downloads/CITATION.cff": "application/yaml; charset=utf-8",
    "/downloads/SHA256SUMS": "text/plain; charset=utf-8",
    "/catalog.jsonld": "application/ld+json; charset=utf-8",
    "/data.jsonl": "application/x-ndjson; charset=utf-8",
    "/notes.yml": "application/yaml; charset=utf-8",
    "/t.md": "text/markdown; charset=utf-8",
    "/feed.xml": "application/atom+xml; charset=utf-8",
    "/assets/stylesheets/portal.css": "text/css; charset=utf-8",
}
OPEN = {path for path in TYPES if path.rpartition(".")[2] not in {"css", "md"} and path != "/"}


SERVERS = [
    pytest.param(running, "", marks=with_nginx),
    pytest.param(nginx_below, "/jixiao", marks=with_nginx),
    pytest.param(caddy, ""),
]


@pytest.mark.parametrize(("server", "below"), SERVERS, ids=["nginx", "nginx below a path", "caddy"])
def test_everything_is_sent_with_its_type_and_headers(folder, short_portal, server, below):
    """Types with charset, the policy of the build, what others may read, caching, compression and the portal's own 404."""
    policy = policies(short_portal)
    with server(folder, short_portal) as ask:
        found = {path: ask(below + path) for path in TYPES}
        assert {path: (status, headers["Content-Type"]) for path, (status, headers, _) in found.items()} == {
            path: (200, kind) for path, kind in TYPES.items()
        }
        assert {
            path for path, (_, headers, _) in found.items() if headers["Access-Control-Allow-Origin"] == "*"
        } == OPEN
        for _, headers, _ in found.values():
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers.get_all("Content-Security-Policy") == [policy[""]]
            assert headers.get_all("Cache-Control") == ["no-cache"]
            assert headers["Server"] in {"nginx", None}  # and no version
        assert ask(f"{below}/about/?embed=x")[1]["Content-Security-Policy"] == policy["*"]

        hashed = ask(f"{below}/assets/stylesheets/portal.css?v=0123abcd")[1]
        assert hashed.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
        assert ask(f"{below}/about/?v=0123abcd")[1]["Cache-Control"] == "no-cache"
        assert ask(f"{below}/assets/none.css?v=0123abcd")[1]["Cache-Control"] == "no-cache"
        status, headers, body = ask(f"{below}/about/", If_None_Match=ask(f"{below}/about/")[1]["ETag"])
        assert (status, body) == (304, b"")
        assert headers["Cache-Control"] == "no-cache"

        for path in ("/", "/downloads/statements.csv", "/downloads/datapackage.json", "/feed.xml"):
            packed = ask(below + path, Accept_Encoding="gzip")[1]
            assert (path, packed["Content-Encoding"], packed["Vary"]) == (path, "gzip", "Accept-Encoding")
        assert ask(f"{below}/packed.csv", Accept_Encoding="gzip")[2] == b"\x1f\x8bpacked before"

        status, headers, part = ask(f"{below}/downloads/statements.parquet", Range="bytes=0-3")
        assert (status, part, headers["Access-Control-Allow-Origin"]) == (
            206,
            b"PAR1",
            "*",
        )  # as DuckDB reads it from afar

        missing = (short_portal / "404.html").read_bytes()
        for path in ("/none", "/en/none/", "/a/b/c.html", "/.git/config", "/downloads/none.csv", "/assets/"):
            status, headers, body = ask(below + path)
            assert (path, status, body == missing) == (path, 404, True)
            assert headers["Content-Type"] == "text/html; charset=utf-8"
            assert headers["Content-Security-Policy"] == policy[""]
        status, headers, _ = ask(f"{below}/en/about")
        assert (status in {301, 308}, headers["Location"]) == (True, f"{below}/en/about/")
        if below:
            assert ask(below)[1]["Location"] == f"{below}/"


@with_nginx
def test_brotli_is_sent_where_its_module_is_there(folder, short_portal):
    """The lines that stand behind a mark are right."""
    if not (MODULES / "ngx_http_brotli_filter_module.so").exists():
        pytest.skip("apt install libnginx-mod-http-brotli-filter libnginx-mod-http-brotli-static")
    with running(folder, short_portal, "brotli") as ask:
        for path in ("/", "/downloads/statements.csv"):
            assert ask(path, Accept_Encoding="gzip, br")[1]["Content-Encoding"] == "br"


@with_nginx
def test_the_distributions_welcome_page_cannot_win(folder, short_portal):
    """Where its link is still there nginx does not start, and names it: nobody sees "Welcome to nginx!" instead of a portal."""
    command = configured(folder, short_portal, free_port(), welcome=True)
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 1
    assert "duplicate default server" in checked.stderr
    assert "rm /etc/nginx/sites-enabled/default" in (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")


@with_nginx
def test_the_lines_for_tls_are_right(folder, short_portal):
    """A certificate and the marks taken away: http leads to https, which tells browsers to stay there."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = folder / "key.pem", folder / "fullchain.pem"
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]
    asked += ["-subj", "/CN=portal.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(asked, check=True, capture_output=True)
    port, secure = free_port(), free_port()
    command = configured(folder, short_portal, port, "tls")
    conf = folder / "etc" / "conf.d" / "mingzhang.conf"
    text = conf.read_text(encoding="utf-8").replace("443", str(secure)).replace("/etc/ssl/mingzhang", str(folder))
    write_files(conf.parent, {conf.name: text.encode()})
    context = ssl.create_default_context(cafile=str(certificate))
    context.check_hostname = False
    with answering([*command, "-g", "daemon off;"], port) as ask:
        assert ask("/about/", Host="portal.example")[1]["Location"] == "https://portal.example/about/"
        with closing(http.client.HTTPSConnection("127.0.0.1", secure, timeout=10, context=context)) as safe:
            safe.request("GET", "/about/")
            answer = safe.getresponse()
            assert (answer.status, answer.headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert len(answer.read()) > 1000


ASKS = """
import http.client, os, sys
port, folder = int(sys.argv[1]), sys.argv[2]
asked, wrong = 0, []
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
print("begun", flush=True)
while os.path.exists(f"{folder}/asking"):
    for path in ("/", "/wuhan/office/", "/downloads/statements.csv"):
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        asked += 1
        if answer.status != 200 or len(body) != 1000:
            wrong.append((path, answer.status, len(body)))
print(asked, wrong)
"""


@with_nginx
def test_nobody_who_asks_while_sites_change_misses_a_page(folder):
    """A loop of requests to a running nginx while 60 sites take their places and three former ones theirs again: no miss."""
    site, pages = folder / "site", ("index.html", "wuhan/office/index.html", "downloads/statements.csv")

    def publish(number):
        with work_folder(site) as work:
            made = dict.fromkeys(pages, b"%d" % number * (1000 // len(b"%d" % number)))
            write_files(work / "site", {**made, **policy_files(())})
            assert swap(work / "site", site, keep=3)

    publish(1000)
    (folder / "asking").touch()
    with running(folder, site) as ask:
        asked = [sys.executable, "-c", ASKS, str(ask.port), str(folder)]
        with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as asking:
            assert asking.stdout.readline() == "begun\n"
            for number in range(60):
                publish(1001 + number)
            for _ in range(3):
                assert main(["rollback", "--out", str(site)]) == 0
            assert ask("/")[2].startswith(b"1057")
            (folder / "asking").unlink()
            count, _, wrong = asking.stdout.read().partition(" ")
    assert wrong.strip() == "[]"
    assert int(count) > 60


@with_nginx
def test_the_container_serves_without_root(folder, short_portal):
    """What its Dockerfile does to the distribution's configuration, done here: nginx runs as www-data on port 8080's like."""
    stock = Path("/etc/nginx")
    if os.getuid() or "include /etc/nginx/sites-enabled/*;" not in (stock / "nginx.conf").read_text(encoding="utf-8"):
        pytest.skip("only root can become www-data, and only Debian's nginx is in the container")
    etc, port = folder / "nginx", free_port()
    for name in ("conf.d", "modules-enabled", "sites-enabled"):
        (etc / name).mkdir(parents=True)
    for name in ("nginx.conf", "mime.types"):
        shutil.copy(stock / name, etc)
    shutil.copytree(SHIPPED / "mingzhang", etc / "mingzhang")
    shutil.copy(SHIPPED / "mingzhang.conf", etc / "conf.d")
    dockerfile = (PROJECT / "deploy" / "container" / "Dockerfile").read_text(encoding="utf-8")
    for source in re.findall(r"^COPY (deploy\S+)", dockerfile, re.MULTILINE):
        assert (PROJECT / source).exists()
    steps = re.findall(r"^RUN (sed -i.*?temporary\.conf)$", dockerfile, re.MULTILINE | re.DOTALL)
    places = {"/etc/nginx": str(etc), "/tmp": str(folder)}  # noqa: S108 - the container's own
    step = re.sub("|".join(places), lambda place: places[place[0]], steps[0])
    subprocess.run(["sh", "-ec", step], check=True)
    for path in (etc / "nginx.conf", etc / "conf.d" / "mingzhang.conf"):
        text = (
            path.read_text(encoding="utf-8")
            .replace("/etc/nginx", str(etc))
            .replace("/srv/mingzhang/site", str(short_portal))
        )
        write_files(path.parent, {path.name: re.sub(r"\b8080 ", f"{port} ", text).encode()})
    folder.chmod(0o777)
    command = json.loads(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[0])
    served = shlex.join([*command, "-c", str(etc / "nginx.conf")])
    # an engine gives the container's user the pipes that it reads
    asked = ["setpriv", "--reuid=33", "--regid=33", "--clear-groups", "sh", "-c", f"{served} | cat >/dev/null"]
    with answering(asked, port) as ask:
        try:
            status, headers, _ = ask("/downloads/statements.csv")
        finally:
            os.kill(int((folder / "nginx.pid").read_text(encoding="utf-8")), signal.SIGTERM)
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_code_hosts_get_files_that_are_pinned_and_ask_for_little():
    """Each action of others is named by its commit; nothing may be written but the pages; the whole history is fetched."""
    github, gitlab = (
        yaml.safe_load((PROJECT / "deploy" / "pages" / f"{host}.yml").read_text(encoding="utf-8"))
        for host in ("github", "gitlab")
    )
    steps = [step for job in github["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    assert github["permissions"] == {}
    assert {name: job["permissions"] for name, job in github["jobs"].items()} == {
        "build": {"contents": "read"}, "deploy": {"pages": "write", "id-token": "write"},
    }  # fmt: skip
    assert steps[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert gitlab["pages"]["variables"] == {"GIT_DEPTH": "0"}
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert "make site" in gitlab["pages"]["script"]
