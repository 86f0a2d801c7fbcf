"""The region's proxy for the tests: nginx or Caddy with the file that docs/serve/ has for it, before a server and a
stand-in for whoever signs users in. Only names of places are others: the port, the certificate, what lies behind."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from ..programs import needed

SHIPPED = Path(__file__).parents[2] / "docs" / "serve"
NAME = "kontakt.example.invalid"
_LISTENS_SECONDS = 60
_NGINX = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 200; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/kontakt.conf;
}}
"""


@dataclass(frozen=True)
class Certificate:
    """Self-made, for NAME."""

    file: Path
    key: Path


def certificate(folder: Path) -> Certificate:
    made = Certificate(folder / "kontakt.pem", folder / "kontakt.key")
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    whom = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    where = ["-keyout", str(made.key), "-out", str(made.file)]
    subprocess.run([needed("openssl"), "req", *kind, *whom, *where], check=True, capture_output=True)
    return made


@asynccontextmanager
async def sign_in(port: int) -> AsyncIterator[None]:
    """In the place of oauth2-proxy: a cookie ``who=kari`` is of somebody who signed in as that, ``who=`` of somebody
    whom it knows no name of."""

    async def answer(request: web.Request) -> web.Response:
        if request.path != "/oauth2/auth":
            return web.Response(text=f"sign in, and go to {request.query.get('rd')}")
        who = request.cookies.get("who")
        if who is None:
            return web.Response(status=401)
        return web.Response(status=202, headers={"X-Auth-Request-Email": who} if who else {})

    app = web.Application()
    app.router.add_get("/oauth2/{rest:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def proxy(
    kind: str, folder: Path, certificate: Certificate, *, port: int, served: int, auth: int
) -> AsyncIterator[None]:
    """nginx or caddy on ``port`` of this computer; ``served`` is the port of kontakt, ``auth`` of whoever signs in."""
    shipped = (SHIPPED / {"nginx": "nginx.conf", "caddy": "Caddyfile"}[kind]).read_text(encoding="utf-8")
    for theirs, ours in (
        ("/etc/ssl/kontakt.pem", str(certificate.file)),
        ("/etc/ssl/private/kontakt.key", str(certificate.key)),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"\n{NAME} {{", f"\nhttps://{NAME}:{port} {{\n\tbind 127.0.0.1"),
        ("127.0.0.1:8088", f"127.0.0.1:{served}"),
        ("127.0.0.1:4180", f"127.0.0.1:{auth}"),
    ):
        shipped = shipped.replace(theirs, ours)
    if kind == "nginx":
        (folder / "kontakt.conf").write_text(shipped, encoding="utf-8")
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder), encoding="utf-8")
        command = [needed("nginx"), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    else:
        options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n"
        (folder / "Caddyfile").write_text(options + shipped, encoding="utf-8")
        command = [needed("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    said = (folder / "said").open("wb")
    with said, subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | {"HOME": str(folder)}) as process:
        try:
            await _listens(port, process, folder / "said")
            yield
        finally:
            process.terminate()


async def _listens(port: int, process: "subprocess.Popen[bytes]", said: Path) -> None:
    for _ in range(_LISTENS_SECONDS * 20):
        assert process.poll() is None, said.read_text()
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"it does not listen after a minute: {said.read_text()}")
