package io.ncsn.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Ends each test only when the tasks of its failed jobs have ended: they would write into a
 * directory while it is deleted. JUnit finds it as a service. Classes that run beside others cannot
 * tell whose tasks these are.
 */
public final class TasksEnd implements AfterEachCallback {
  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    if (!context.getConfigurationParameter(PARALLEL, Boolean::valueOf).orElse(false)) {
      LocalSpark.awaitTasks();
    }
  }
}
