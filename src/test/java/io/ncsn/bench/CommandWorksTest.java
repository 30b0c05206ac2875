package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of whole commands, by a script in the place of {@code submit/ncsn}. */
class CommandWorksTest {
  private static final String RECORD =
      "{\"train.rows-per-second\": 7001, \"train.overhead\": 0.07, \"train.seconds\": -100, "
          + "\"sample.rows-per-second\": 7002, \"likelihood.rows-per-second\": 7003, "
          + "\"likelihood.step-error\": 0.004}";

  @TempDir private Path folder;
  private Path script;
  private Path conf;

  @BeforeEach
  void install() throws IOException {
    script = Files.createDirectories(folder.resolve("submit")).resolve("ncsn");
    conf = Files.createDirectories(folder.resolve("conf"));
    for (String name : List.of("table.conf", "numbers.conf")) {
      Files.copy(Path.of("conf", name), conf.resolve(name));
    }
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$*" >> '%s'
        while [ "$1" != --output ]; do shift; done
        mkdir "$2" && echo '%s' > "$2/run.json"
        """
            .formatted(folder.resolve("commands"), RECORD));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void trainingIsThatOfTheShippedConfigurationBesideAsManyNumbers() throws IOException {
    try (Lab lab = lab()) {
      Work work = ShippedTraining.ofTable(lab, 7);
      work.prepare();

      double[] found = work.measure();

      assertThat(found).hasSameSizeAs(work.quantities()).startsWith(7001, 0.07);
      assertThat(found[2]).as("seconds outside the rounds").isBetween(100.0, 200.0);
      assertThat(work.peer())
          .containsSubsequence("train", "--hidden", "256,256,256", "--batch", "2048");
      int channels = Integer.parseInt(work.peer().get(work.peer().indexOf("--dim") + 1));
      assertThat(channels).as("levels of nine categories, and numbers").isBetween(104, 160);
      work.close();
    }
    assertThat(commands())
        .allMatch(command -> command.startsWith("train --config " + conf.resolve("table.conf")))
        .element(1)
        .asString()
        .contains(" --set train.max-seconds=7.0 --output ");
  }

  @Test
  void trainingOfNumbersIsThatOfItsShippedConfiguration() throws IOException {
    try (Lab lab = lab()) {
      Work work = ShippedTraining.ofNumbers(lab, 7);
      work.prepare();

      assertThat(work.measure()).hasSameSizeAs(work.quantities()).startsWith(7001, 0.07);
      assertThat(work.peer())
          .containsSubsequence("train", "--dim", "16", "--hidden", "256,256,256", "--batch", "128");
      work.close();
    }
    assertThat(commands())
        .allMatch(command -> command.startsWith("train --config " + conf.resolve("numbers.conf")));
  }

  @Test
  void samplesAreThoseOfTheDefaults() throws IOException {
    try (Lab lab = lab()) {
      Work work = new ShippedSampling(lab);
      work.prepare();

      assertThat(work.measure()).hasSameSizeAs(work.quantities()).startsWith(7002);
      work.close();
    }
    assertThat(commands()).hasSize(3);
    assertThat(commands().get(2)).matches("sample --model \\S+/model --output \\S+ -- \\S+ \\S+");
  }

  @Test
  void densitiesAreFoundByTheDefaultAndInOwnSteps() throws IOException {
    try (Lab lab = lab()) {
      Work work = new ShippedLikelihood(lab, 37, 7);
      work.prepare();

      assertThat(work.measure())
          .hasSameSizeAs(work.quantities())
          .containsExactly(7003, 0.004, 7003);
      work.close();
    }
    assertThat(commands()).hasSize(3);
    assertThat(commands().get(0)).contains("numbers.conf", "train.max-seconds=7.0");
    assertThat(commands().get(1)).startsWith("likelihood --model").doesNotContain("--set");
    assertThat(commands().get(2)).contains("--set likelihood.steps=none ");
  }

  @Test
  void startsAreThreeSmallJobs() throws IOException {
    try (Lab lab = lab()) {
      Work work = new StartsWork(lab);
      work.prepare();

      assertThat(work.measure()).hasSameSizeAs(work.quantities());
      work.close();
    }
    assertThat(commands())
        .extracting(command -> command.split(" ", 2)[0])
        .containsExactly("train", "sample", "likelihood", "train", "sample", "likelihood");
    assertThat(commands().get(3)).contains("train.max-rounds=5");
    assertThat(commands().get(4)).contains("--count 1000 ");
  }

  private Lab lab() {
    return new Lab(LocalSpark::session, Map.of(Launcher.VARIABLE, script.toString()));
  }

  private List<String> commands() throws IOException {
    return Files.readAllLines(folder.resolve("commands"));
  }
}
