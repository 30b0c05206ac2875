package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns that a table declares as text stay text, and are numbers or dates where these fit. */
class DeclaredTextTest {
  private static final int DIFFERENT = 211;
  private static final LocalDate DAY = LocalDate.of(1999, 12, 30);
  private static final Instant SECOND = Instant.parse("2001-09-09T01:46:40Z");

  private static Cells cells(IntFunction<String> text) {
    return new Cells(
        DataTypes.StringType,
        IntStream.range(0, 2 * DIFFERENT)
            .mapToObj(i -> UTF8String.fromString(text.apply(i % DIFFERENT)))
            .toList());
  }

  private static ColumnPlan plan(Cells cells, Map<String, ColumnKind> kinds) {
    return cells.plan(
        new PlanOptions(kinds, Nulls.MODEL, Map.of(), 0.05, 20, 1000, 256).ofDeclaredTypes());
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        form("whole numbers", ColumnKind.INTEGER, i -> "" + (i * 7 - 900)),
        form("large numbers", ColumnKind.INTEGER, i -> "" + (i * 3_000_000_019L)),
        form("ZIP codes", ColumnKind.CATEGORY, i -> format("%05d", i * 401)),
        form("prices", ColumnKind.NUMBER, i -> format("%.2f", i * 0.25 - 11)),
        form("fractions", ColumnKind.NUMBER, i -> Double.toString(Math.sin(i) * 1e8)),
        form("decimal commas", ColumnKind.CATEGORY, i -> i + ",5"),
        form("percentages", ColumnKind.CATEGORY, i -> i + " %"),
        form("signed numbers", ColumnKind.CATEGORY, i -> format("%+d", i)),
        form("numbers with blanks", ColumnKind.CATEGORY, i -> " " + i),
        form("negative zeros", ColumnKind.CATEGORY, i -> i == 0 ? "-0" : "" + i),
        form("exponents", ColumnKind.CATEGORY, i -> i + "e3"),
        form("numbers and a word", ColumnKind.CATEGORY, i -> i == 7 ? "NA" : "" + i),
        form("few numbers", ColumnKind.CATEGORY, i -> "" + i % 5),
        form("dates", ColumnKind.DATE, i -> DAY.plusDays(i * 3L).toString()),
        form("dates without zeros", ColumnKind.CATEGORY, i -> "2020-1-" + (1 + i % 28)),
        form("instants", ColumnKind.TIMESTAMP, i -> SECOND.plusSeconds(i * 3607L).toString()),
        form(
            "local times",
            ColumnKind.TIMESTAMP,
            i -> LocalDateTime.of(2021, 3, 4, 5, 6).plusMinutes(i * 61L).toString()),
        form("SQL's times", ColumnKind.CATEGORY, i -> format("2021-03-04 05:%02d:00", i % 60)));
  }

  private static Arguments form(String name, ColumnKind kind, IntFunction<String> text) {
    return arguments(name, kind, text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyTextComesBackAsItIs(String name, ColumnKind kind, IntFunction<String> text) {
    Cells cells = cells(text);

    ColumnPlan plan = plan(cells, Map.of());

    assertThat(plan.kind()).isEqualTo(kind);
    assertThat(plan.codec().type()).isEqualTo("string");
    List<?> texts = cells.cells();
    assertThat(cells.through(plan.codec())).isEqualTo(texts);
    ColumnCodec read = CodecFiles.read(CodecFiles.of(Cells.rowOf(plan.codec()))).columns().get(0);
    assertThat(cells.through(read)).isEqualTo(texts);
  }

  /** The distribution of prices is that of the same prices as decimals. */
  @Test
  void numbersInTextAreModelledAsNumbers() {
    Cells texts = cells(i -> format("%.2f", i * i * 0.01));
    Cells numbers =
        new Cells(
            DataTypes.DoubleType,
            texts.cells().stream().map(cell -> Double.parseDouble(cell.toString())).toList());

    List<float[]> stored = texts.stored(plan(texts, Map.of()).codec());

    List<float[]> expected = numbers.stored(plan(numbers, Map.of()).codec());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(stored.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void emptyCellsAreAState() {
    List<Object> some = new ArrayList<>(cells(i -> "" + i * i).cells());
    some.addAll(Collections.nCopies(31, null));
    Cells cells = new Cells(DataTypes.StringType, some);

    ColumnPlan plan = plan(cells, Map.of());

    assertThat(plan.kind()).isEqualTo(ColumnKind.INTEGER);
    assertThat(cells.through(plan.codec())).isEqualTo(some);
  }

  /** A text that is not what its number would be written as has no place among the numbers. */
  @Test
  void theKindThatIsAskedForDecidesWhereTextsCannotBeWrittenAgain() {
    Cells codes = cells(i -> format("%05d", i * 401));

    ColumnPlan number = plan(codes, Map.of("x", ColumnKind.NUMBER));

    assertThat(number.kind()).isEqualTo(ColumnKind.NUMBER);
    assertThat(number.codec().type()).isEqualTo("int");
    assertThat(plan(cells(i -> "" + i * 5), Map.of("x", ColumnKind.NUMBER)).codec().type())
        .isEqualTo("string");
    assertThat(plan(cells(i -> i + ".0"), Map.of("x", ColumnKind.INTEGER)).codec().type())
        .isEqualTo("double");
    assertThatThrownBy(() -> plan(codes, Map.of("x", ColumnKind.DATE)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot take column 'x' as date");
  }
}
