"""Programs of the system that tests start: Debian's packages."""

import os
import shutil

import pytest

_PACKAGES = {
    "nginx": "nginx-light",
    "caddy": "caddy",
    "openssl": "openssl",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
}


def needed(name: str) -> str:
    """Where it lies. Where there is none, the test does not run, and the summary says so; in CI it fails."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        missing = f"there is no {name} on this machine (on Debian: apt install {_PACKAGES[name]})"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
