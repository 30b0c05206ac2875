package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments.replace("FOLDER", folder.toString()).split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as("%s%n%s", arguments, output).isEqualTo(code);
    assertThat(output).doesNotContain("\tat ");
  }
}
