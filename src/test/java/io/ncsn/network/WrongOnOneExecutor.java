package io.ncsn.network;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Spark's plugin that makes the first executor a machine whose packed products are wrong. */
public final class WrongOnOneExecutor implements SparkPlugin {
  private static final String FIRST = "0";

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        if (context.executorID().equals(FIRST)) {
          FastPaths.replaceBy(new FaultyProducts());
        }
      }
    };
  }
}
