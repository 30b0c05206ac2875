package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.LevelLines;
import io.ncsn.data.codec.TextLevels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels beyond the cap share a code, and are drawn within it. */
class PooledLevelsTest {
  private static final int LEVELS = 301;

  /** Level i stands in 3 + i rows. */
  private static List<Object> cells() {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < LEVELS; i++) {
      cells.addAll(Collections.nCopies(3 + i, UTF8String.fromString("level " + i)));
    }
    cells.addAll(Collections.nCopies(1009, null));
    return cells;
  }

  @Test
  void rareLevelsShareACodeWithTheirWholeFrequency() {
    ColumnPlan plan = new Cells(DataTypes.StringType, cells()).plan(options(32));
    double[] frequencies = ((Codes) plan.codec().groups(0).get(0)).frequencies();
    double rows = cells().size();
    assertThat(frequencies).hasSize(33);
    assertThat(frequencies[0]).isEqualTo((3 + 300) / rows);
    double pooled = 0;
    for (int i = 0; i < LEVELS - 31; i++) {
      pooled += 3 + i;
    }
    assertThat(frequencies[31]).isCloseTo(pooled / rows, within(1e-12));
    assertThat(frequencies[32]).isEqualTo(1009 / rows);
    assertThat(plan.values())
        .isEqualTo("301 levels, 270 of them rare, drawn together (78.9 % of rows)");
  }

  @Test
  void theyAreDrawnByTheirFrequencies() {
    CategoryCodec codec =
        (CategoryCodec) new Cells(DataTypes.StringType, cells()).plan(options(32)).codec();
    int draws = 200_003;
    Map<Object, Integer> drawn = new HashMap<>();
    for (Object cell : Cells.written(codec, Collections.nCopies(draws, Cells.row(31)))) {
      drawn.merge(cell, 1, Integer::sum);
    }
    double pooled = codec.levels().countFrom(31);
    for (int level = 31; level < LEVELS; level++) {
      double share = codec.levels().count(level) / pooled;
      double sigma = Math.sqrt(draws * share * (1 - share));
      assertThat((double) drawn.getOrDefault(codec.levels().text(level), 0))
          .isCloseTo(draws * share, within(5 * sigma));
    }
    assertThat(drawn).hasSizeLessThanOrEqualTo(LEVELS - 31);
  }

  @Test
  void threeHundredThousandLevelsTakeFewMegabytes() {
    Map<UTF8String, Long> counts = new HashMap<>();
    for (int i = 0; i < 300_007; i++) {
      counts.put(UTF8String.fromString("customer-" + i), 1L + i % 7);
    }
    TextLevels levels = TextLevels.of(counts);
    byte[] lines = LevelLines.write(levels);
    assertThat(lines.length).isLessThan(6_000_000);
    TextLevels read = LevelLines.read(lines);
    for (int i = 0; i < 300_007; i += 101) {
      int level = read.indexOf(UTF8String.fromString("customer-" + i));
      assertThat(read.count(level)).isEqualTo(1 + i % 7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ta\n", "3\ta", "3\ta\\b\n", "\n"})
  void damagedLinesAreRefused(String lines) {
    assertThatThrownBy(() -> LevelLines.read(lines.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read the levels of a column: ");
  }

  private static PlanOptions options(int codes) {
    return new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 0.05, 20, 1000, codes);
  }
}
