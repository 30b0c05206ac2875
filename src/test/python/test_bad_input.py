"""What the package says to mistakes, word for word."""

import os
import subprocess
import sys

import pytest
from pyspark.sql import SparkSession

import ncsn


def alone(program: str) -> str:
    """The last line of what a Python of its own says."""
    environment = {name: value for name, value in os.environ.items() if name != "NCSN_JAR"}
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert found.returncode != 0
    return found.stderr.strip().splitlines()[-1]


def test_without_a_session() -> None:
    assert alone("import ncsn; ncsn.NoiseConditionalScoreNetwork()") == (
        "RuntimeError: Cannot use ncsn: no Spark session runs; start one with ncsn.session()"
    )


def test_a_jar_that_is_not_there() -> None:
    assert alone("import os, ncsn; os.environ['NCSN_JAR'] = 'no.jar'; ncsn.jar()") == (
        "FileNotFoundError: Cannot find the jar: NCSN_JAR is 'no.jar', which is not a file"
    )


def test_settings_that_are_no_mapping(spark: SparkSession) -> None:
    with pytest.raises(TypeError) as error:
        ncsn.NoiseConditionalScoreNetwork(settings="network.hidden=8")
    assert "settings: found 'network.hidden=8', need a dict such as {'network.hidden': '[64,64]'}" in str(error.value)
