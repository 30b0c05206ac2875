package io.ncsn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What some tests need and a machine with a JDK and Maven alone may lack. */
public enum Tool {
  /** A headless browser. */
  BROWSER("install Chromium, or set the environment variable CHROMIUM to a browser's path") {
    @Override
    boolean isThere() {
      return browser().isPresent();
    }
  },
  /** PyTorch in the system's Python. */
  PYTORCH("install PyTorch for /usr/bin/python3, such as Debian's python3-torch") {
    @Override
    boolean isThere() {
      return succeeds("/usr/bin/python3", "-c", "import torch");
    }
  },
  /** PyTorch 2 and what its compiler needs, for the Python of the peers. */
  PYTORCH2(
      "set NCSN_PEERS_PYTHON to a Python with its headers that has PyTorch 2, and install a C++ "
          + "compiler") {
    @Override
    boolean isThere() {
      return succeeds(
              peersPython(),
              "-c",
              "import torch, sysconfig; torch.compile; open(sysconfig.get_path('include') + '/Python.h')")
          && succeeds("g++", "--version");
    }
  },
  /** SDMetrics, the reference of the measures of mixed tables. */
  SDMETRICS(
      "pip install sdmetrics into a virtual environment, and set the environment variable "
          + "SDMETRICS_PYTHON to its bin/python") {
    @Override
    boolean isThere() {
      return succeeds(sdMetricsPython(), "-c", "import sdmetrics");
    }
  },
  /** PySpark and what else {@code src/test/python/requirements.txt} names. */
  PYSPARK(
      "pip install -r src/test/python/requirements.txt into a virtual environment, and set the "
          + "environment variable PYSPARK_ENVIRONMENT to its directory") {
    @Override
    boolean isThere() {
      return succeeds(pySparkEnvironment() + "/bin/python", "-c", "import pyspark, pandas, pytest");
    }
  },
  /** The Python packages of the peers of mixed tables. */
  PEERS(
      "run 'submit/ncsn bench --peer-tables' once, which installs the peers' packages, or set "
          + "NCSN_PEERS_PYTHON to a Python that has them") {
    @Override
    boolean isThere() {
      return succeeds(peersPython(), "-c", "import torch, ctgan, ForestDiffusion");
    }
  },
  /** The files of Fashion-MNIST. */
  FASHION_MNIST("install Debian's dataset-fashion-mnist") {
    @Override
    boolean isThere() {
      return Files.isReadable(fashionMnist().resolve("train-images-idx3-ubyte.gz"));
    }
  },
  /** The program {@code flock}, which keeps two launchers apart. */
  FLOCK("install flock (util-linux)") {
    @Override
    boolean isThere() {
      return succeeds("flock", "--version");
    }
  },
  /**
   * A process that permissions of files bind: any but root's, or one that gives root's right up.
   */
  PERMISSIONS("run as another user than root, or as a root that setpriv can take rights from") {
    @Override
    boolean isThere() {
      return !isRoot() || succeeds("setpriv", "--bounding-set=-dac_override", "true");
    }
  },
  /** The right to become another user. */
  USERS("run as root, with setpriv (util-linux)") {
    @Override
    boolean isThere() {
      return isRoot() && succeeds("setpriv", "--reuid", "65534", "--clear-groups", "true");
    }
  },
  /** The right to mount file systems in a namespace of its own. */
  MOUNTS("run as root, in a container with the capability SYS_ADMIN") {
    @Override
    boolean isThere() {
      return succeeds("unshare", "--mount", "true");
    }
  };

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final String remedy;

  Tool(String remedy) {
    this.remedy = remedy;
  }

  abstract boolean isThere();

  /**
   * Whether {@code -Dncsn.NAME=required} was given: then a test is never skipped for want of it.
   */
  boolean isRequired() {
    return "required".equals(System.getProperty(property()));
  }

  /** How to have the tests run that need it, in one line. */
  String remedy() {
    return "%s; -D%s=required makes its lack a failure".formatted(remedy, property());
  }

  private String property() {
    return "ncsn." + name().toLowerCase(Locale.ROOT);
  }

  /** The directory of Fashion-MNIST's files. */
  public static Path fashionMnist() {
    return Path.of("/usr/share/datasets/fashion-mnist");
  }

  /** The browser's program. */
  public static Optional<Path> browser() {
    Stream<String> onPath =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .flatMap(folder -> BROWSERS.stream().map(name -> folder + "/" + name));
    return Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), onPath)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The Python program that has SDMetrics. */
  public static String sdMetricsPython() {
    return System.getenv().getOrDefault("SDMETRICS_PYTHON", "/usr/bin/python3");
  }

  /** The virtual environment that has PySpark. */
  public static String pySparkEnvironment() {
    return System.getenv().getOrDefault("PYSPARK_ENVIRONMENT", "/usr");
  }

  /** The Python program that has the peers' packages. */
  public static String peersPython() {
    String home = System.getProperty("user.home");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return System.getenv()
        .getOrDefault("NCSN_PEERS_PYTHON", cache + "/ncsn-spark/peers/bin/python");
  }

  /** Whether this process has root's right to pass over the permissions of files. */
  public static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
