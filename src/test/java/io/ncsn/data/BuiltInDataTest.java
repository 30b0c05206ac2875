package io.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInDataTest {
  @TempDir Path work;

  @Test
  void preparesTheDigits() {
    PreparedTable table =
        TablePreparer.prepare(
            LocalSpark.session(), TestSettings.of("dataset:digits").build(), 2, work.toString());
    assertThat(table.rows() + table.holdoutRows()).isEqualTo(3823);
    assertThat(table.schema().dimension()).isEqualTo(64);
    assertThat(table.train().getNumPartitions()).isEqualTo(4);
    assertThat(table.train().collect()).extracting(Shard::id).containsExactly(0, 1, 2, 3);
    assertThat(table.holdout().collect()).hasSize(1);
  }
}
