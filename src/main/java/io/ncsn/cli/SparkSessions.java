package io.ncsn.cli;

import io.ncsn.train.RoundsPlugin;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the Spark session. What results depend on is set by {@link SiteSettings}; of the rest,
 * what spark-submit was given wins. The serialiser is Java's: float arrays travel as fast with it,
 * and ND4J's arrays need no registrator.
 */
final class SparkSessions {
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /** Spark's own, and what it lacks: keys of accounts, signatures. */
  private static final String SECRET =
      "(?i)secret|passw(or)?d|passphrase|token|credential|access[.]?key|account[.]key|signature";

  /** For an executor's JVM what {@link Main#leaveTheSurroundings()} is for the driver's. */
  private static final String SAME_EVERYWHERE =
      "-Duser.language=en -Duser.country= -Duser.variant= -Duser.timezone=UTC -Dfile.encoding=UTF-8";

  /**
   * Twenty times as many calls as by default before an executor's second compiler takes a method:
   * else it takes a second of the first task's four, for code that is then called no more. What
   * rows call comes there soon all the same.
   */
  private static final String LATE_COMPILER =
      "-XX:+IgnoreUnrecognizedVMOptions -XX:Tier4InvocationThreshold=100000"
          + " -XX:Tier4MinInvocationThreshold=12000 -XX:Tier4CompileThreshold=300000"
          + " -XX:Tier4BackEdgeThreshold=800000";

  private static final Logger LOG = LoggerFactory.getLogger(SparkSessions.class);

  private static final String LOOPBACK = "127.0.0.1";

  private static final String JARS = "spark.jars";

  /** A master whose tasks run in the driver's process; {@code local-cluster} starts others. */
  private static final Pattern IN_THIS_PROCESS = Pattern.compile("local(\\[.*])?");

  private static final Pattern FILE_SCHEME = Pattern.compile("^file:(//)?");

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private SparkSessions() {}

  /** Whether this process has ever started Spark. */
  static boolean haveStarted() {
    return STARTED.get();
  }

  /**
   * Starts, or joins, the session.
   *
   * @param name shown in Spark's UI and by the cluster manager
   */
  static SparkSession start(String name) {
    StartCode.leaveUnoptimised();
    SparkConf configuration = configuration(new SparkConf(), name);
    SiteSettings.settle(configuration).ifPresent(LOG::warn);
    // A builder would read the settings that were left out again, from the system properties.
    SparkContext.getOrCreate(configuration);
    STARTED.set(true);
    return SparkSession.builder().getOrCreate();
  }

  /** Completes what was submitted; {@code local[*]} without a master. */
  static SparkConf configuration(SparkConf submitted, String name) {
    SparkConf configuration = submitted.clone();
    configuration.setIfMissing("spark.master", "local[*]");
    configuration.setIfMissing("spark.app.name", name);
    configuration.setIfMissing("spark.ui.showConsoleProgress", "false");
    configuration.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    configuration.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    configuration.setIfMissing("spark.redaction.regex", SECRET);
    setExecutorOptions(configuration);
    configuration.setIfMissing("spark.hadoop.parquet.page.verify-checksum.enabled", "true");
    // By default Spark waits three seconds for the executor that has a task's shard, longer than a
    // task of a round takes. So an executor that replaced a lost one would never get work.
    configuration.setIfMissing("spark.locality.wait", "0s");
    // A replica's vectors: above Spark's 1 MiB the driver fetches them in a second step.
    configuration.setIfMissing("spark.task.maxDirectResultSize", "16m");
    if (configuration.get("spark.master").startsWith("local")) {
      // A task that finds no memory fails with its reason, instead of ending the process without.
      configuration.setIfMissing("spark.executor.killOnFatalError.depth", "0");
      configuration.setIfMissing("spark.driver.host", LOOPBACK);
      configuration.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    if (!IN_THIS_PROCESS.matcher(configuration.get("spark.master")).matches()) {
      configuration.set(
          RoundsPlugin.SETTING, RoundsPlugin.among(configuration.get(RoundsPlugin.SETTING, "")));
    }
    SparkContext.jarOfClass(SparkSessions.class).foreach(own -> leave(own, configuration));
    return configuration;
  }

  /**
   * Leaves the program's own jar where it is if tasks run in this process, whose class loader has
   * it. Spark would otherwise copy its 250 MB to a temporary directory for each command.
   *
   * @param own path of the jar, written as in a URI
   */
  static SparkConf leave(String own, SparkConf configuration) {
    if (!IN_THIS_PROCESS.matcher(configuration.get("spark.master")).matches()) {
      return configuration;
    }
    String others =
        Stream.of(configuration.get(JARS, "").split(","))
            .map(String::strip)
            .filter(jar -> !jar.isEmpty() && !FILE_SCHEME.matcher(jar).replaceFirst("").equals(own))
            .collect(Collectors.joining(","));
    return others.isEmpty() ? configuration.remove(JARS) : configuration.set(JARS, others);
  }

  /**
   * The executors' JVMs get the locale, time zone and encoding of the driver's, and its filter
   * unless who submits has another.
   */
  private static void setExecutorOptions(SparkConf configuration) {
    String options = configuration.get(EXECUTOR_OPTIONS, "");
    String defaults = configuration.get("spark.executor.defaultJavaOptions", "");
    if (!(options + defaults).contains(SerialFilter.PROPERTY)) {
      options = options + " " + SerialFilter.option();
    }
    if (!(options + defaults).contains("Tier")) {
      options = options + " " + LATE_COMPILER;
    }
    configuration.set(EXECUTOR_OPTIONS, (options + " " + SAME_EVERYWHERE).strip());
  }
}
