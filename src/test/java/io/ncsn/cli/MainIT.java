package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process's own exit code, which schedulers go by. */
class MainIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, config",
    "1, config --set train.max-second=1",
    "1, trian",
    "2, train --set data.input=dataset:mnist --set train.max-rounds=1 --output FOLDER/out",
    "3, inspect --model FOLDER"
  })
  void theProcessEndsWithTheCodeOfTheContract(int code, String arguments) throws Exception {
    Files.createDirectory(folder.resolve("model.json")); // no file, so that it cannot be read

    List<String> command = new ArrayList<>(List.of(Main.class.getName()));
    command.addAll(List.of(arguments.replace("FOLDER", folder.toString()).split(" ")));
    Process process = start(command);
    String output = output(process);

    assertThat(process.waitFor()).as("%s%n%s", arguments, output).isEqualTo(code);
    assertThat(output).doesNotContain("\tat ");
  }

  /** As Spark's thread that takes results does where they are larger than the heap. */
  static final class NoMemoryInAThread {
    private NoMemoryInAThread() {}

    public static void main(String[] arguments) throws InterruptedException {
      Main.endWhereAThreadFindsNoMemory();
      List<long[]> results = new ArrayList<>();
      new Thread(
              () -> {
                while (true) {
                  results.add(new long[1 << 24]);
                }
              })
          .start();
      new CountDownLatch(1).await(); // as the main thread does for a job that does not end
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theProcessEndsWhereAnyThreadFindsNoMemory() throws Exception {
    Process process = start(List.of("-Xmx256m", NoMemoryInAThread.class.getName()));
    try {
      assertThat(output(process))
          .contains("ncsn: Cannot go on: found no more memory (Java heap space); give more by --");
      assertThat(process.waitFor()).isEqualTo(3);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
