package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrowColumnsTest {
  @TempDir Path directory;

  @Test
  void findsTheColumnThatACodeForUnknownCrushes() {
    LocalSpark.session()
        .sql(
            "select if(id % 500 = 7, 999999999, 5 + id % 116) price, id % 31 quantity,"
                + " if(id % 500 = 7, 1, 0) flag, 1e-180 * (id % 97) tiny, 7 same from range(3000)")
        .write()
        .parquet(directory.resolve("t.parquet").toString());
    PreparedTable table =
        Tables.prepare(
            TestSettings.of(directory.resolve("t.parquet")).build(), directory.resolve("work"));
    assertThat(table.schema().columns())
        .extracting(column -> column.constant())
        .containsExactly(false, false, false, false, true);
    assertThat(NarrowColumns.of(table, 0.01))
        .singleElement()
        .satisfies(
            narrow -> {
              assertThat(narrow.column()).isEqualTo("price");
              assertThat(narrow.width()).isLessThan(1e-5);
              assertThat(narrow.greatest()).isBetween(100.0, 130.0);
            });
  }
}
