package io.ncsn.submit;

import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;

/** PySpark's own Spark: a whole distribution, with its parts for YARN and Kubernetes. */
public final class Distribution {
  private Distribution() {}

  /** What SPARK_HOME names. */
  public static Path home() throws IOException, InterruptedException {
    Script where =
        Script.of(
            Path.of(Tool.pySparkEnvironment(), "bin/python"),
            "-c",
            "import pyspark; print(pyspark.__path__[0])");
    return Path.of(where.run().output().strip());
  }
}
