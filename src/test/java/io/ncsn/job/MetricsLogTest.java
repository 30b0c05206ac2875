package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.output.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir private Path folder;

  @Test
  void metricsGoOnWhereAnInterruptedRunStopped() throws IOException {
    Storage storage = new Storage(new Configuration());
    var path = new org.apache.hadoop.fs.Path(folder.toUri().getPath(), "metrics.jsonl");
    MetricsLog first = new MetricsLog(storage, path);
    first.add(Map.of("round", 1));
    assertThat(folder.resolve("metrics.jsonl")).doesNotExist();
    first.flush();
    MetricsLog second = new MetricsLog(storage, path);
    second.add(Map.of("round", 2));
    second.flush();
    assertThat(Files.readString(folder.resolve("metrics.jsonl")))
        .isEqualTo("{\"round\":1}\n{\"round\":2}\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.crc");
  }
}
