package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for schedulers can be read, and start commands that the program knows. */
class SchedulerFilesTest {
  private static final Path FILES = Path.of("submit", "schedulers");
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\",");

  @Test
  void theCronJobStartsAPipeline() throws IOException {
    Map<String, Object> job = yaml("kubernetes-cronjob.yaml");
    assertThat(job).containsEntry("apiVersion", "batch/v1").containsEntry("kind", "CronJob");
    Map<String, Object> pod = at(job, "spec", "jobTemplate", "spec", "template", "spec");
    assertThat(pod).containsEntry("restartPolicy", "Never");
    Map<String, Object> container = firstOf(pod, "containers");
    assertThat(container).containsEntry("command", List.of("/opt/ncsn/submit/ncsn"));
    List<String> words = words(container.get("args"));
    understood(words.subList(0, words.indexOf("--")));
    Map<String, Object> rule =
        firstOf(at(job, "spec", "jobTemplate", "spec", "podFailurePolicy"), "rules");
    assertThat(at(rule, "onExitCodes"))
        .containsEntry("containerName", container.get("name"))
        .containsEntry(
            "values",
            List.of(ExitCode.USAGE.code(), ExitCode.DATA.code(), ExitCode.GATES_MISSED.code()));
  }

  @Test
  void theSparkOperatorStartsAPipeline() throws Exception {
    Map<String, Object> application = yaml("spark-operator.yaml");
    assertThat(application).containsEntry("kind", "ScheduledSparkApplication");
    Map<String, Object> template = at(application, "spec", "template");
    assertThat(Class.forName((String) template.get("mainClass"))).isEqualTo(Main.class);
    understood(words(template.get("arguments")));
  }

  @Test
  void theDagStartsAPipeline(@TempDir Path cache) throws Exception {
    Path dag = FILES.resolve("airflow_dag.py");
    String text = Files.readString(dag);
    assertThat(text).contains("java_class=\"" + Main.class.getName() + "\"");
    int from = text.indexOf("application_args=");
    String arguments = text.substring(from, text.indexOf("],", from));
    understood(TEXT.matcher(arguments).results().map(found -> found.group(1)).toList());

    ProcessBuilder python =
        new ProcessBuilder("python3", "-m", "py_compile", dag.toString()).inheritIO();
    python.environment().put("PYTHONPYCACHEPREFIX", cache.toString());
    Process process = start(python);
    assumeTrue(process != null, "no python3 here to compile the DAG");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theCrontabStartsAPipeline() throws IOException {
    String line =
        Files.readAllLines(FILES.resolve("crontab")).stream()
            .filter(text -> text.contains("submit/ncsn "))
            .findFirst()
            .orElseThrow();
    assertThat(line).startsWith("30 2 * * * ").doesNotContain("%");
    String command = line.replaceAll(".*submit/ncsn | >>.*", "");
    understood(
        WORD.matcher(command)
            .results()
            .map(MatchResult::group)
            .map(word -> word.replace("\"", ""))
            .toList());
  }

  private static void understood(List<String> words) {
    assertThat(words).startsWith("pipeline").contains("--publish", "require.shape=<= 0.1");
    assertThatCode(() -> NcsnCommand.commandLine().parseArgs(words.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException notThere) {
      return null;
    }
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(FILES.resolve(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> at(Map<String, Object> from, String... keys) {
    Map<String, Object> found = from;
    for (String key : keys) {
      found = (Map<String, Object>) found.get(key);
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> firstOf(Map<String, Object> from, String key) {
    return ((List<Map<String, Object>>) from.get(key)).get(0);
  }

  private static List<String> words(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}
