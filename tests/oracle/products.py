"""How a proxy or server that people use is started before an endpoint.

`make products` installs them where the machine permits; what is missing is told by `missing`. The
set-ups are in `product_proxies` and `product_servers`.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from odd_certificates import authority
from oracle.network_runs import Place
from oracle.ports import HOST, free_port, wait_for
from oracle.tls_places import at
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from collections.abc import Generator

START_S: Final = 15.0
ROOT: Final = authority("Endpoint Root")
BEHIND: Final = {one.name: one for one in FAULTS}
Write = Callable[[Path, int, int], list[str]]


class Product(Struct, frozen=True):
    """One product with one configuration.

    Attributes:
        program: Its name, or path.
        write: Writes its configuration and returns its arguments, from a folder, the port that
            it is to listen on, and the endpoint's port.
        expect: Finding that the doctor must put first; None when Codex works.
        login: User and password of the proxy's URL, with `@`.
        certificate: The name of the file in the folder that is CODEX_CA_CERTIFICATE.
        is_server: Whether it is the endpoint itself, else a proxy before it.
        scheme: That of base_url.
        why: Why that finding is the true cause, decided before the doctor was asked.
        behind: Name of the lab's set-up that is served behind it, where it is a server.
    """

    program: str
    write: Write
    expect: str | None = None
    login: str = ""
    certificate: str = "ca.pem"
    is_server: bool = False
    scheme: str = "https"
    why: str = ""
    behind: str = HEALTHY.name

    @property
    def missing(self) -> str:
        """What is not installed, "" when all is."""
        return "" if shutil.which(self.program) else f"{Path(self.program).name} is not installed"

    def open(self, folder: Path) -> AbstractContextManager[Place]:
        """Start it before an endpoint of its own."""
        return self._serving(folder) if self.is_server else self._proxying(folder)

    @contextmanager
    def _proxying(self, folder: Path) -> Generator[Place]:
        with ExitStack() as stack:
            place = stack.enter_context(at(SET_UPS["leaf-plain"](), folder))
            behind = int(place.base_url.rpartition(":")[2].partition("/")[0])
            port = stack.enter_context(self._running(folder, behind))
            kept = {key: value for key, value in place.environ.items() if key != "NO_PROXY"}
            own = {
                "HTTPS_PROXY": f"http://{self.login}{HOST}:{port}",
                "CODEX_CA_CERTIFICATE": str(folder / self.certificate),
            }
            yield replace(place, environ=kept | own)

    @contextmanager
    def _serving(self, folder: Path) -> Generator[Place]:
        (folder / "ca.pem").write_bytes(ROOT.pem)
        with serving(BEHIND[self.behind]) as lab, self._running(folder, lab.port) as port:
            # Codex's own traffic stays on this machine.
            environ = {
                "HTTPS_PROXY": f"http://{HOST}:9",
                "NO_PROXY": HOST,
                "CODEX_CA_CERTIFICATE": str(folder / self.certificate),
            }
            yield Place(lab, f"{self.scheme}://{HOST}:{port}/v1", environ)

    @contextmanager
    def _running(self, folder: Path, behind: int) -> Generator[int]:
        port = free_port()
        command = [self.program, *self.write(folder, port, behind)]
        with (folder / "product.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
            try:
                wait_for(port, process, folder / "product.log", within_s=START_S)
                yield port
            finally:
                process.terminate()
                process.wait()
