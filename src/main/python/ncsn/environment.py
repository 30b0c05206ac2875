"""Where the jar is, and how a Spark session gets it."""

import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, Iterator, Mapping, Optional

from py4j.java_gateway import JavaClass
from pyspark import SparkContext
from pyspark.sql import SparkSession
from pyspark.sql.utils import is_remote

from ncsn_java_names import JAVA_PACKAGE

_KEPT_MEMORY = "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=4000000000:glibc.malloc.top_pad=268435456"

# A task computes on one thread: thread pools of several tasks would compete for the cores. The C library keeps freed memory,
# unless the user has tuned it: a step of convolutions would take thousands of page faults.
_NATIVE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "GLIBC_TUNABLES": os.environ.get("GLIBC_TUNABLES", _KEPT_MEMORY),
}
# The least of Spark's settings for it: every other way to set the driver's memory overrides it.
_DRIVER = {**_NATIVE, "SPARK_DRIVER_MEMORY": os.environ.get("SPARK_DRIVER_MEMORY", "2g")}

# By it, executors' tasks stay from one training round to the next.
_PLUGIN = "io.ncsn.train.RoundsPlugin"

_COMFORT = {
    "spark.sql.repl.eagerEval.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": str(find_spec("pyarrow") is not None).lower(),
}


def jar() -> str:
    """Return the path of the jar that Spark needs: NCSN_JAR if that is set, else the one in this package.

    >>> import ncsn
    >>> ncsn.jar().endswith("-assembly.jar")
    True

    :raises FileNotFoundError: if there is none
    """
    named = os.environ.get("NCSN_JAR")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"Cannot find the jar: NCSN_JAR is {named!r}, which is not a file")
        return str(Path(named).resolve())
    for found in sorted((Path(__file__).parent / "jars").glob("*.jar")):
        return str(found)
    raise FileNotFoundError(
        "Cannot find the jar: this installation of ncsn-spark has none in it; set NCSN_JAR to the path of"
        " ncsn-spark-...-assembly.jar, or install the wheel that 'submit/wheel' builds without --no-jar"
    )


def options() -> Dict[str, str]:
    """Return the settings with which a Spark session can use this package.

    They are for programs that build their session by themselves, before any session runs in the process:

    >>> from pyspark.sql import SparkSession
    >>> import ncsn
    >>> builder = SparkSession.builder.config(map=ncsn.options())
    """
    settings = {"spark.jars": jar(), "spark.plugins": _PLUGIN, "spark.executorEnv.LC_ALL": "C.UTF-8"}
    settings.update({f"spark.executorEnv.{name}": value for name, value in _NATIVE.items()})
    return settings


def session(conf: Optional[Mapping[str, Any]] = None) -> SparkSession:
    """Return the running Spark session, or start one that has the jar.

    A session that this function starts shows DataFrames as tables in notebooks, and exchanges them with pandas through
    Arrow where that is installed, which makes NaN of pandas the empty cells that they stand for. Its driver gets 2 GB
    unless ``spark.driver.memory`` or SPARK_DRIVER_MEMORY says otherwise. In local mode, its tasks run the Python of this
    process unless PYSPARK_PYTHON names another.

    >>> import ncsn
    >>> spark = ncsn.session()

    :param conf: further settings for a session that is not running yet, such as ``{"spark.master": "local[4]"}``
    :raises RuntimeError: if a session runs that lacks the jar
    """
    _require_own_jvm()
    running = SparkSession.getActiveSession()
    if running is None:
        settings = {**_COMFORT, **options(), **(conf or {})}
        with _driver_environment(settings):
            running = SparkSession.builder.config(map=settings).getOrCreate()
    java_class("NoiseConditionalScoreNetwork")
    return running


def java_class(name: str) -> Any:
    """Return a class of the Java package.

    :raises RuntimeError: if no session runs, or the one that runs lacks the jar
    """
    _require_own_jvm()
    context = SparkContext._active_spark_context
    if context is None or context._jvm is None:
        raise RuntimeError("Cannot use ncsn: no Spark session runs; start one with ncsn.session()")
    found = context._jvm
    for part in f"{JAVA_PACKAGE}.{name}".split("."):
        found = getattr(found, part)
    if not isinstance(found, JavaClass):
        raise RuntimeError(
            f"Cannot use ncsn: the running Spark session has no class {JAVA_PACKAGE}.{name}, as it was started without"
            " the jar; restart Python and call ncsn.session() first, or start Spark with"
            " .config(map=ncsn.options()) or spark-submit --jars JAR"
        )
    return found


def _require_own_jvm() -> None:
    if is_remote():
        raise RuntimeError(
            "Cannot use ncsn: this process is a client of Spark Connect, which carries no stages of Spark ML but Spark's"
            " own; run the program where Spark's driver runs, or start one here by ncsn.session() in a process without"
            " SPARK_REMOTE and SparkSession.builder.remote"
        )


def _python(settings: Mapping[str, Any]) -> Dict[str, str]:
    """Which Python the tasks of local mode run: this one.

    PySpark would take the python3 of PATH, which is another one in a notebook or an environment that is not activated.
    """
    elsewhere = any(name in os.environ for name in ("PYSPARK_PYTHON", "PYSPARK_SUBMIT_ARGS", "SPARK_HOME"))
    local = str(settings.get("spark.master", "local")).startswith("local")
    return {"PYSPARK_PYTHON": sys.executable} if local and not elsewhere else {}


@contextmanager
def _driver_environment(settings: Mapping[str, Any]) -> Iterator[None]:
    """Spark's JVM inherits what this process has at the time; the process itself keeps what it had."""
    wanted = {**_DRIVER, **_python(settings)}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
