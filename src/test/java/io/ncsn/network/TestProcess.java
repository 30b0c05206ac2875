package io.ncsn.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs test classes in a process of its own, for what libraries read from the environment when they
 * are loaded.
 */
final class TestProcess {
  private static final String TESTS = "Tests that succeeded: ";

  private TestProcess() {}

  /**
   * What a process left.
   *
   * @param output what both streams said
   */
  record Result(int code, String output) {
    /** Tests that ran and succeeded. */
    long succeeded() {
      return output
          .lines()
          .filter(line -> line.startsWith(TESTS))
          .mapToLong(line -> Long.parseLong(line.substring(TESTS.length())))
          .sum();
    }
  }

  /**
   * Runs {@code classes} to their end.
   *
   * @param environment variables beyond the inherited ones
   * @param cases value of {@code ncsn.kernel-cases}
   */
  static Result run(Map<String, String> environment, int cases, List<Class<?>> classes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-Dncsn.kernel-cases=" + cases));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TestProcess.class.getName());
    classes.forEach(tests -> command.add(tests.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JDK_JAVA_OPTIONS"); // exact arithmetic needs the second compiler
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Prints the processor and the failures of the classes; exit code 1 if there are some. */
  public static void main(String[] classes) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    out.println(Processor.here());
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String tests : classes) {
      request.selectors(DiscoverySelectors.selectClass(tests));
    }
    TestExecutionSummary summary = execute(request.build());
    summary.printFailuresTo(out);
    out.println(TESTS + summary.getTestsSucceededCount());
    System.exit(summary.getTotalFailureCount() == 0 ? 0 : 1);
  }

  private static TestExecutionSummary execute(LauncherDiscoveryRequest request) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
