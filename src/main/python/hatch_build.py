"""What the wheel takes from outside this folder: the version from pom.xml, and the jar."""

import os
import re
from pathlib import Path
from typing import Any, Dict

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

POM = Path(__file__).resolve().parents[3] / "pom.xml"


def version() -> str:
    """Return pom.xml's version as Python writes it: 0.1.0-SNAPSHOT is 0.1.0.dev0."""
    found = re.search(r"^  <version>(.+)</version>", POM.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise ValueError(f"Cannot find the version: {POM} has no line '  <version>...</version>'")
    return found.group(1).replace("-SNAPSHOT", ".dev0")


class JarHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the jar that NCSN_WHEEL_JAR names into the package."""

    def initialize(self, version: str, build_data: Dict[str, Any]) -> None:
        jar = os.environ.get("NCSN_WHEEL_JAR")
        if jar:
            build_data["force_include"][jar] = "ncsn/jars/" + Path(jar).name
