package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;

/** Every row is in exactly one shard, however many there are and however they come. */
class ShardLayoutPropertiesTest {

  @Property(seed = "30301", tries = 500)
  void trainingRowsAreSharedOutEvenly(
      @ForAll @LongRange(min = 1, max = 3_000_000) long rows,
      @ForAll @IntRange(min = 1, max = 200) int dimension,
      @ForAll @IntRange(min = 1, max = 40) int replicas) {
    if (rows < replicas) {
      return; // refused: ShardLayoutTest
    }
    ShardLayout layout = ShardLayout.train(rows, dimension, replicas);
    assertThat(layout.shards() % replicas).isZero();
    requireOneShardEach(layout, rows);
    int[] sizes = Arrays.stream(layout.shardRows()).sorted().toArray();
    assertThat(sizes[0]).isPositive();
    assertThat(sizes[sizes.length - 1] - sizes[0]).isLessThanOrEqualTo(1);
  }

  @Property(seed = "30302", tries = 500)
  void heldOutRowsAreSharedOutEvenly(
      @ForAll @LongRange(min = 1, max = 3_000_000) long rows,
      @ForAll @IntRange(min = 1, max = 200) int dimension) {
    ShardLayout layout = ShardLayout.holdout(rows, dimension);
    requireOneShardEach(layout, rows);
    assertThat(Arrays.stream(layout.shardRows())).allMatch(size -> size > 0 && size <= 512);
  }

  /**
   * On Spark: whatever files the rows lie in, each is in one shard, and the shards are the same.
   */
  @Property(seed = "30303", tries = 3)
  void everyRowIsInOneShardForAnyPartitioning(
      @ForAll @IntRange(min = 10, max = 900) int count,
      @ForAll @IntRange(min = 1, max = 9) int files,
      @ForAll long seed)
      throws IOException {
    Path directory = Files.createTempDirectory("shards");
    try {
      List<Row> rows = Tables.rows(count);
      PreparedTable inOrder = prepared(rows, 1, directory.resolve("one"));
      Collections.shuffle(rows, new Random(seed));
      PreparedTable shuffled = prepared(rows, files, directory.resolve("other"));
      assertThat(Tables.bits(shuffled)).isEqualTo(Tables.bits(inOrder));
      List<Shard> shards = new ArrayList<>(shuffled.train().collect());
      shards.addAll(shuffled.holdout().collect());
      double[] found =
          Tables.values(shuffled, shards).stream().mapToDouble(r -> r.get(0)).toArray();
      double[] expected = rows.stream().mapToDouble(row -> row.getDouble(0)).toArray();
      Arrays.sort(found);
      Arrays.sort(expected);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.abs(found[i] - expected[i])).isLessThan(1e-5);
      }
    } finally {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  private static PreparedTable prepared(List<Row> rows, int files, Path directory) {
    Path input = directory.resolve("input.parquet");
    Tables.frame(rows).repartition(files).write().parquet(input.toString());
    DataSettings settings = TestSettings.of(input).build();
    return Tables.prepare(settings, directory.resolve("work"));
  }

  private static void requireOneShardEach(ShardLayout layout, long rows) {
    int[] sizes = layout.shardRows();
    assertThat(Arrays.stream(sizes).asLongStream().sum()).isEqualTo(rows);
    assertThat(layout.firstRank(0)).isZero();
    assertThat(layout.firstRank(layout.files())).isEqualTo(rows);
    long first = 0;
    for (int shard = 0; shard < sizes.length; shard++) {
      assertThat(layout.shardOf(first)).isEqualTo(shard);
      assertThat(layout.shardOf(first + sizes[shard] - 1)).isEqualTo(shard);
      int file = layout.fileOfShard(shard);
      assertThat(first).isBetween(layout.firstRank(file), layout.firstRank(file + 1) - 1);
      first += sizes[shard];
    }
  }
}
