package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that stand in settings do not come out again. */
class SecretsTest {
  private static final String SECRET = "hunter2";
  private static final String URI = "s3a://id:" + SECRET + "@bucket/table.csv";

  @TempDir private Path folder;

  @Test
  void noResultOfARunHoldsThem() throws IOException {
    LocalSpark.session();
    Path table = Files.write(folder.resolve("table.csv"), List.of("a", "1", "2", "3", "5", "8"));
    Path output = folder.resolve("out");
    String said =
        run(
            0,
            "pipeline",
            "--output",
            output.toString(),
            "--set",
            "data.input=" + table,
            "--set",
            "report.title=from " + URI + "?sig=" + SECRET,
            "--set",
            "train.max-rounds=1",
            "--set",
            "network.hidden=4",
            "--set",
            "noise.levels=4",
            "--set",
            "sample.count=20");
    assertThat(said).doesNotContain(SECRET);
    assertThat(output.resolve("report.html")).content().contains("from s3a://(hidden)@bucket");
    assertThat(output.resolve("run.json")).content().contains("from s3a://(hidden)@bucket");
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(SECRET)).as("secret in " + file).isFalse();
      }
    }
  }

  @Test
  void noMessageOfAMistakeHoldsThem() {
    String output = folder.resolve("out").toString();
    for (String[] line :
        new String[][] {
          {"train", "-o", output, "--set", "train.max-rounds=1", "--set", "data.input=" + URI},
          {"train", "-o", URI, "--set", "train.max-rounds=1", "--set", "data.input=dataset:digits"},
          {"config", "--config", URI},
          {"config", "--set", "data.inptu=" + URI},
          {"config", "--set", "train.seed=" + URI},
          {"config", "--set", URI},
          {"sample", "--model", URI, "-o", output},
          {"evaluate", "-r", URI, "-s", URI},
          {"config", URI}
        }) {
      assertThat(run(1, line)).isNotEmpty().doesNotContain(SECRET);
    }
  }

  /** Whoever logs: Hadoop and Spark log paths too. */
  @Test
  void noLineOfTheLogHoldsThem() throws IOException {
    try (InputStream properties = Main.class.getResourceAsStream("log4j2.properties")) {
      var configuration =
          new PropertiesConfigurationFactory()
              .getConfiguration(new LoggerContext("test"), new ConfigurationSource(properties));
      configuration.initialize();
      var event =
          Log4jLogEvent.newBuilder()
              .setLoggerName("org.apache.hadoop.fs.FileSystem")
              .setLevel(Level.WARN)
              .setMessage(
                  new SimpleMessage("Cannot list " + URI + ", s3a://id:se/" + SECRET + "@b/t"))
              .setThrown(new IOException("No " + URI))
              .build();
      String line =
          configuration.getAppender("console").getLayout().toSerializable(event).toString();
      assertThat(line)
          .contains("Cannot list s3a://(hidden)@bucket/table.csv", "No s3a://(hidden)@bucket")
          .doesNotContain(SECRET);
    }
  }

  private static String run(int code, String... arguments) {
    StringWriter said = new StringWriter();
    int found =
        NcsnCommand.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(arguments);
    assertThat(found).as(said.toString()).isEqualTo(code);
    return said.toString();
  }
}
