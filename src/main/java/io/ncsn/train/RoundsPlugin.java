package io.ncsn.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Lets executors' tasks stay from one training round to the next: it carries what they ask to the
 * driver, by Spark's own connections. Sessions have it by {@code spark.plugins}; without it each
 * round is a Spark job, which gives the same bits more slowly.
 */
public final class RoundsPlugin implements SparkPlugin {
  /** Spark's setting that names plugins, separated by commas. */
  public static final String SETTING = "spark.plugins";

  private static volatile PluginContext executor;

  /** Returns {@code spark.plugins} with this one. */
  public static String among(String others) {
    return names(others).anyMatch(RoundsPlugin.class.getName()::equals)
        ? others
        : others.isBlank()
            ? RoundsPlugin.class.getName()
            : others + "," + RoundsPlugin.class.getName();
  }

  static boolean isIn(SparkConf configuration) {
    return names(configuration.get(SETTING, "")).anyMatch(RoundsPlugin.class.getName()::equals);
  }

  private static Stream<String> names(String plugins) {
    return Arrays.stream(plugins.split(",")).map(String::strip);
  }

  /** Returns the way to a desk of the driver, for a task; empty if its executor has no plugin. */
  static Optional<DistantDesk> desk(UUID id) {
    return Optional.ofNullable(executor).map(context -> new DistantDesk(id, context));
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Executor();
  }

  private static final class Driver implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      return Map.of();
    }

    /** Messages come one after another: no answer may wait for a task. */
    @Override
    public Object receive(Object message) {
      return DeskCall.answer((byte[]) message);
    }
  }

  private static final class Executor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      executor = context;
    }
  }
}
