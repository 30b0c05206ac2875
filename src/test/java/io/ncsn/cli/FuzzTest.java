package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.network.ScoreModel;
import io.ncsn.sample.Sampler;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.SignedManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations and model directories with random changes: each is used or refused in words, never
 * by a stack trace, and none hangs. How many: {@code -Dncsn.fuzz=10000}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
  private static final int TRIES = Integer.getInteger("ncsn.fuzz", 200);

  @TempDir Path folder;

  @Test
  void configurationsAreReadOrRefusedInWords() throws IOException {
    List<String> sound = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      for (Path file : files.sorted().toList()) {
        sound.add(Files.readString(file));
      }
    }
    Path job = folder.resolve("job.conf");
    int refused = 0;
    for (int i = 0; i < TRIES; i++) {
      SplittableRandom random = new SplittableRandom(i);
      byte[] bytes = new Mutations(random).of(sound.get(random.nextInt(sound.size())));
      Files.write(job, bytes);
      refused += command(i, bytes, "config", "--config", job.toString());
    }
    assertThat(refused).as("of " + TRIES).isBetween(TRIES / 10, TRIES - TRIES / 20);
  }

  @Test
  void modelDirectoriesAreReadOrRefusedInWords() throws IOException {
    Path model = TinyModel.write(folder.resolve("model"));
    Path manifest = model.resolve("model.json");
    String sound = Files.readString(manifest);
    Settings settings =
        new SettingsReader(location -> "").read(Optional.empty(), List.of(), Set.of()).settings();
    int refused = 0;
    for (int i = 0; i < TRIES; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Mutations mutations = new Mutations(random);
      boolean signed = random.nextInt(4) != 0;
      byte[] bytes =
          signed
              ? SignedManifest.of(mutations.changed(sound)).getBytes(StandardCharsets.UTF_8)
              : mutations.of(sound);
      Files.write(manifest, bytes);
      refused += command(i, bytes, "inspect", "--model", model.toString());
      load(i, bytes, model, settings);
    }
    assertThat(refused).as("of " + TRIES).isBetween(TRIES / 4, TRIES - TRIES / 100);
  }

  /** As sampling does before it starts a job. */
  private static void load(int number, byte[] bytes, Path directory, Settings settings) {
    try {
      Checkpoint checkpoint = ModelDirectory.at(directory.toString(), new Configuration()).read();
      ModelDescription model = checkpoint.model();
      ScoreModel.of(model.ofNumbers()).loadParameters(checkpoint.samplingParameters());
      RowWriter writer = new RowWriter(model.codec());
      Sampler.check(model.codec(), settings.sample(), model.schedule(), model.ofNumbers());
      InternalRow row = new SpecificInternalRow(SampleColumns.schema(model.codec(), "sample_id"));
      writer.write(new float[model.network().dimension()], 0, 0, row, 1);
    } catch (CheckpointException | ConfigException | DataException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (Exception | Error e) {
      throw new AssertionError(described(number, bytes), e);
    }
  }

  /** 1 if it refused. */
  private static int command(int number, byte[] bytes, String... arguments) {
    StringWriter err = new StringWriter();
    int code;
    try {
      code =
          NcsnCommand.commandLine()
              .setOut(new PrintWriter(new StringWriter()))
              .setErr(new PrintWriter(err))
              .execute(arguments);
    } catch (Error e) {
      throw new AssertionError(described(number, bytes), e);
    }
    assertThat(code).as(described(number, bytes)).isBetween(0, 3);
    assertThat(err.toString())
        .as(described(number, bytes))
        .doesNotContain("\tat ", "Failed with", "Exception")
        .matches(text -> text.isBlank() == (code == 0));
    return code == 0 ? 0 : 1;
  }

  private static String described(int number, byte[] bytes) {
    return "number " + number + ":\n" + new String(bytes, StandardCharsets.UTF_8);
  }
}
