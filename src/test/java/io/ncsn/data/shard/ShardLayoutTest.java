package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardLayoutTest {

  @ParameterizedTest
  @CsvSource({
    // rows, dimension, replicas, shards
    "3400, 64, 2, 4", // small: two a replica
    "5000000, 16, 2, 40", // 320 MB of floats: 38.1 shards of 8 MiB, to an even number
    "5000000, 16, 3, 39", // to a multiple of three
    "5, 2, 3, 3", // not enough rows for two a replica
    "7, 2, 3, 6",
    "1, 1, 1, 1"
  })
  void cutsTrainingRowsByTheirSize(long rows, int dimension, int replicas, int shards) {
    ShardLayout layout = ShardLayout.train(rows, dimension, replicas);
    assertThat(layout.shards()).isEqualTo(shards).isEqualTo(layout.files());
    assertThat(Arrays.stream(layout.shardRows()).asLongStream().sum()).isEqualTo(rows);
    int most = Arrays.stream(layout.shardRows()).max().orElseThrow();
    int fewest = Arrays.stream(layout.shardRows()).min().orElseThrow();
    assertThat(fewest).isPositive().isBetween(most - 1, most);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "512, 1", "513, 2", "100000, 196"})
  void cutsHeldOutRowsBy512(long rows, int shards) {
    ShardLayout layout = ShardLayout.holdout(rows, 10);
    assertThat(layout.shards()).isEqualTo(shards);
    if (rows > 0) {
      assertThat(Arrays.stream(layout.shardRows())).allMatch(size -> size > 0 && size <= 512);
    }
  }

  @Test
  void findsThePartOfEachThing() {
    EvenSplit split = new EvenSplit(23, 5);
    for (int thing = 0; thing < 23; thing++) {
      long number = thing;
      int expected =
          IntStream.range(0, 5)
              .filter(part -> split.first(part) <= number && number < split.first(part + 1))
              .findFirst()
              .orElseThrow();
      assertThat(split.partOf(thing)).isEqualTo(expected);
    }
  }

  @Test
  void refusesFewerRowsThanReplicas() {
    assertThatThrownBy(() -> ShardLayout.train(3, 2, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at most 3");
  }
}
