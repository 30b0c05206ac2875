package io.ncsn.data.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names the channels of a row: {@code age} for a number, {@code income = >50K} for a level, and
 * {@code age = regular} for the state of a number that is no single value.
 */
public final class ChannelNames {
  private ChannelNames() {}

  /** Returns the names of the channels of a mixed row, in order. */
  public static List<String> of(RowCodec codec) {
    return codec.columns().stream().flatMap(column -> of(column).stream()).toList();
  }

  private static List<String> of(ColumnCodec column) {
    if (column instanceof MaskedCodec masked) {
      return of(masked.column());
    }
    if (column instanceof SpreadCodec spread) {
      List<String> states = states(spread);
      List<String> names = new ArrayList<>(levels(column, states));
      names.add(column.name());
      return names;
    }
    if (column instanceof LevelCodec levels) {
      return levels(column, withNull(levels.values().stream(), levels.nulls()));
    }
    if (column instanceof CategoryCodec category) {
      return levels(column, levels(category));
    }
    if (column instanceof VectorCodec vector) {
      List<String> states = vector.nulls() ? levels(column, List.of("regular", "null")) : List.of();
      return Stream.concat(
              states.stream(), IntStream.range(0, vector.length()).mapToObj(vector::partName))
          .toList();
    }
    return IntStream.range(0, column.width()).mapToObj(i -> column.name()).toList();
  }

  private static List<String> states(SpreadCodec spread) {
    return spread.frequencies().length == 0
        ? List.of()
        : withNull(Stream.concat(Stream.of("regular"), spread.states().stream()), spread.nulls());
  }

  private static List<String> levels(CategoryCodec category) {
    Stream<String> coded =
        IntStream.range(0, category.coded())
            .mapToObj(level -> category.levels().text(level).toString());
    boolean pools = category.levels().size() > category.coded();
    return withNull(
        pools ? Stream.concat(coded, Stream.of("rarer levels")) : coded, category.nulls());
  }

  private static List<String> withNull(Stream<String> levels, boolean nulls) {
    return (nulls ? Stream.concat(levels, Stream.of("null")) : levels).toList();
  }

  private static List<String> levels(ColumnCodec column, List<String> levels) {
    return levels.stream().map(level -> column.name() + " = " + level).toList();
  }
}
