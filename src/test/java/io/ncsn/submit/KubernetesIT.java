package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods that Spark asks an API server for with {@code submit/kubernetes.properties}. No kubelet
 * runs them: the driver that asks for executors is a process of this machine.
 */
@Needs(value = Tool.PYSPARK, toTest = "what is asked of Kubernetes")
class KubernetesIT {
  private static final String NAMESPACE = "tables";
  private static final String IMAGE = "registry.example/spark:3.5.8-java17";
  private static final String ACCOUNT = "table-modeller";
  private static final String CACHE = "/var/lib/ncsn/javacpp";
  private static final long MIB = 1 << 20;
  private static final Map<String, String> VARIABLES =
      Map.of(
          "OMP_NUM_THREADS",
          "1",
          "OPENBLAS_NUM_THREADS",
          "1",
          "GLIBC_TUNABLES",
          "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=4000000000"
              + ":glibc.malloc.top_pad=268435456",
          "LC_ALL",
          "C.UTF-8");

  @TempDir private Path folder;

  @Test
  void aDriverThatOnlyRunsTheProgram() throws Exception {
    try (ApiServer server = new ApiServer()) {
      Path log = folder.resolve("log");
      Process job =
          submit(server, log, "--conf", "spark.kubernetes.submission.waitAppCompletion=false");

      assertThat(job.waitFor()).as(Files.readString(log)).isZero();
      Pod pod = only(server.pods(NAMESPACE, "driver"));
      assertThat(pod.getSpec().getServiceAccountName()).isEqualTo(ACCOUNT);
      Container container = only(pod.getSpec().getContainers());
      assertThat(container.getImage()).isEqualTo(IMAGE);
      assertThat(container.getArgs())
          .containsSequence("--class", "io.ncsn.cli.Main")
          .endsWith(program().toArray(String[]::new));
      assertThat(variables(container)).containsAllEntriesOf(VARIABLES);
      assertMemory(container, 3 * 1024);
    }
  }

  @Test
  void executorsWithRoomForNativeLibrariesAndAKeptCache() throws Exception {
    try (ApiServer server = new ApiServer()) {
      Path log = folder.resolve("log");
      Process driver =
          submit(server, log, "--deploy-mode", "client", "--conf", "spark.driver.host=127.0.0.1");
      try {
        while (server.pods(NAMESPACE, "executor").size() < 2) {
          assertThat(driver.isAlive()).as(Files.readString(log)).isTrue();
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      } finally {
        driver.destroyForcibly().waitFor();
      }
      assertThat(server.pods(NAMESPACE, "executor")).hasSize(2).allSatisfy(KubernetesIT::isFit);
    }
  }

  private static void isFit(Pod executor) {
    assertThat(executor.getSpec().getServiceAccountName()).isEqualTo(ACCOUNT);
    Container container = only(executor.getSpec().getContainers());
    assertThat(container.getImage()).isEqualTo(IMAGE);
    Map<String, String> variables = variables(container);
    assertThat(variables)
        .containsAllEntriesOf(VARIABLES)
        .containsEntry("SPARK_EXECUTOR_MEMORY", "4096m")
        .containsValue("-Dorg.bytedeco.javacpp.cachedir=" + CACHE);
    assertMemory(container, 6 * 1024);
    int tasks = Integer.parseInt(variables.get("SPARK_EXECUTOR_CORES"));
    assertThat(container.getResources().getRequests().get("cpu").getNumericalAmount())
        .isEqualByComparingTo(String.valueOf(tasks));
    // What docs/clusters.md says that is needed outside the heap.
    assertThat(2 * 1024).isGreaterThanOrEqualTo(500 + 250 * tasks);

    assertThat(container.getVolumeMounts())
        .filteredOn(mount -> mount.getMountPath().equals(CACHE))
        .singleElement()
        .satisfies(
            mount ->
                assertThat(executor.getSpec().getVolumes())
                    .filteredOn(volume -> volume.getName().equals(mount.getName()))
                    .singleElement()
                    .extracting(volume -> volume.getHostPath().getPath())
                    .isEqualTo(CACHE));
  }

  private static void assertMemory(Container container, long mebibytes) {
    assertThat(
            List.of(container.getResources().getRequests(), container.getResources().getLimits()))
        .extracting(resources -> Quantity.getAmountInBytes(resources.get("memory")).longValue())
        .containsOnly(mebibytes * MIB);
  }

  private static Map<String, String> variables(Container container) {
    Map<String, String> all = new HashMap<>();
    container.getEnv().forEach(variable -> all.put(variable.getName(), variable.getValue()));
    return all;
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private Process submit(ApiServer server, Path log, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(program());
    line.addAll(List.of("--", "--properties-file", properties().toString()));
    line.addAll(List.of("--master", server.master()));
    line.addAll(List.of(options));
    return Script.of(Script.ROOT.resolve("submit/ncsn"), line.toArray(String[]::new))
        .with(Map.of("SPARK_HOME", Distribution.home().toString()))
        .start(log);
  }

  private List<String> program() {
    return List.of(
        "train",
        "--output",
        folder.resolve("output").toString(),
        "--set",
        "data.input=dataset:digits",
        "--set",
        "train.max-rounds=1");
  }

  /** The file with its values filled in, and the lines that keep the native libraries. */
  private Path properties() throws IOException {
    String file =
        Files.readString(Script.ROOT.resolve("submit/kubernetes.properties"))
            .replace("<namespace>", NAMESPACE)
            .replace("<image>", IMAGE)
            .replace("<service-account>", ACCOUNT)
            .replace("s3a://<bucket>/ncsn-uploads", folder.resolve("uploads").toUri().toString())
            .replaceAll("(?m)^# (?=spark[.])", "");
    return Files.writeString(folder.resolve("kubernetes.properties"), file);
  }
}
