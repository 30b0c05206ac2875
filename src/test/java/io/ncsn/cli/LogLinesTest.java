package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogLinesTest {
  /** Logs a line that needs escaping, and an exception. */
  static final class Logs {
    public static void main(String[] arguments) {
      Logging.configure(false);
      Logger log = LoggerFactory.getLogger("io.ncsn.Logs");
      log.info("\"Ä\" of s3a://id:secret@bucket/t\n\tand\\more");
      log.warn("odd", new IllegalStateException("of s3a://id:secret@bucket/u"));
    }
  }

  @Test
  void linesAreTextUnlessAskedFor() throws Exception {
    for (String format : new String[] {null, "text"}) {
      List<String> lines = log(format);
      assertThat(lines.get(0))
          .matches("[0-9:]{8} INFO  Logs: \"Ä\" of s3a://\\(hidden\\)@bucket/t");
      assertThat(lines.get(1)).isEqualTo("\tand\\more");
      assertThat(lines.get(2)).matches("[0-9:]{8} WARN  Logs: odd");
      assertThat(lines.get(3)).endsWith("IllegalStateException: of s3a://(hidden)@bucket/u");
    }
  }

  @Test
  void linesAreJsonIfAskedFor() throws Exception {
    List<String> lines = log("json");
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(Instant.parse(first.get("time").asText())).isBefore(Instant.now());
    assertThat(first.get("level").asText()).isEqualTo("INFO");
    assertThat(first.get("logger").asText()).isEqualTo("io.ncsn.Logs");
    assertThat(first.get("message").asText())
        .isEqualTo("\"Ä\" of s3a://(hidden)@bucket/t\n\tand\\more");
    assertThat(first.get("error").asText()).isEmpty();
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.get("level").asText()).isEqualTo("WARN");
    assertThat(second.get("error").asText())
        .startsWith("java.lang.IllegalStateException: of s3a://(hidden)@bucket/u\n")
        .contains("\tat io.ncsn.cli.LogLinesTest$Logs.main(");
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatCode(() -> Logging.requireFormat(null)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Logging.requireFormat("JSON"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot log as 'JSON' (NCSN_LOG_FORMAT): need text or json; set one of them, or leave it out");
  }

  private static List<String> log(String format) throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(ChildJvm.command(List.of("-Dfile.encoding=UTF-8"), Logs.class))
            .redirectErrorStream(true);
    process.environment().remove("NCSN_LOG_FORMAT");
    if (format != null) {
      process.environment().put("NCSN_LOG_FORMAT", format);
    }
    Process started = process.start();
    String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(started.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
