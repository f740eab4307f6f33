"""Run the servers in one directory until the process that wants them ends.

``python -m tests.targets.wordpress.supervisor DIRECTORY OWNER PORT``
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.targets.wordpress.programs import WORDPRESS, find

_PHP = Path(__file__).with_name("php")
#: Seconds between two looks at the owner, and until a server must have ended.
_LOOK, _END = 0.5, 10

_FPM = """
[global]
daemonize = no
error_log = {run}/fpm.log
[www]
{user}
listen = {run}/fpm.sock
pm = static
pm.max_children = 3
clear_env = yes
"""

_NGINX = """
daemon off;
{user}
worker_processes 1;
pid {run}/nginx.pid;
error_log {run}/nginx.log;
events {{ worker_connections 256; }}
http {{
  log_format asked "$host\\t$status\\t$request_uri";
  access_log {run}/access.log asked;
  client_body_temp_path {run}/tmp;
  proxy_temp_path {run}/tmp;
  fastcgi_temp_path {run}/tmp;
  uwsgi_temp_path {run}/tmp;
  scgi_temp_path {run}/tmp;
  types {{ text/css css; text/javascript js; image/svg+xml svg; image/png png; }}
  server {{
    listen 127.0.0.1:{port};
    location ~ ^/wp-(includes|content)/.*\\.(css|js|svg|png|jpg|woff2?)$ {{ root {wordpress}; }}
    location / {{
      fastcgi_pass unix:{run}/fpm.sock;
      fastcgi_param SCRIPT_FILENAME {php}/front.php;
      fastcgi_param SCRIPT_NAME /index.php;
      fastcgi_param PHP_SELF /index.php;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param REQUEST_URI $request_uri;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param SERVER_NAME $host;
      fastcgi_param SERVER_PORT $server_port;
      fastcgi_param REMOTE_ADDR $remote_addr;
      fastcgi_param TARGET_RUN {run};
    }}
  }}
}}
"""


def run(directory: Path, owner: int, port: int) -> None:
    """Serve until ``owner`` ends or this process is told to; remove ``directory`` then."""
    servers: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        commands = _prepare(directory, port)
        with (directory / "servers.log").open("ab") as log:
            servers += [_start(command, log.fileno()) for command in commands]
        while _lives(owner) and all(server.poll() is None for server in servers):
            time.sleep(_LOOK)
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            _end(server)
        shutil.rmtree(directory, ignore_errors=True)


def _prepare(run: Path, port: int) -> list[list[str]]:
    """Write what the servers read, and return their commands."""
    for name in ("data", "sites", "tmp"):
        (run / name).mkdir()
    is_root = os.geteuid() == 0
    places = {"run": run, "php": _PHP, "port": port, "wordpress": WORDPRESS}
    fpm_user = "user = root\ngroup = root" if is_root else ""
    (run / "fpm.conf").write_text(_FPM.format(user=fpm_user, **places))
    nginx_user = "user root;" if is_root else ""
    (run / "nginx.conf").write_text(_NGINX.format(user=nginx_user, **places))
    as_root = ["--user=root"] if is_root else []
    install = [_program("mariadb-install-db"), "--no-defaults", f"--datadir={run}/data", *as_root]
    subprocess.run(
        [*install, "--skip-test-db", "--auth-root-authentication-method=normal"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return [
        [_program("mariadbd"), "--no-defaults", f"--datadir={run}/data", *as_root, *_mariadb(run)],
        [_program("php-fpm"), "--nodaemonize", "--fpm-config", f"{run}/fpm.conf"]
        + (["--allow-to-run-as-root"] if is_root else []),
        [_program("nginx"), "-c", f"{run}/nginx.conf", "-e", f"{run}/nginx.log"],
    ]


def _mariadb(run: Path) -> list[str]:
    """Options of a database that need not survive: quick, small, and reached by its socket."""
    return [
        f"--socket={run}/db.sock",
        f"--pid-file={run}/db.pid",
        f"--tmpdir={run}/tmp",
        "--skip-networking",
        "--skip-grant-tables",
        "--innodb-buffer-pool-size=128M",
        "--innodb-doublewrite=0",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-flush-method=nosync",
    ]


def _program(name: str) -> str:
    found = find(name)
    assert found is not None, name
    return found


def _start(command: list[str], log: int) -> subprocess.Popen[bytes]:
    # Should this process be killed, the servers end with it.
    tied = ["setpriv", "--pdeathsig", "TERM", *command]
    return subprocess.Popen(tied, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")


def _end(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
