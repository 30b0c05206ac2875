package io.ncsn.data.codec;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Nearest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A row of which some cells are given, exactly or as sets of cells.
 *
 * @param stored the row as it is stored, NaN where it is not given exactly
 * @param cells the cells that are given exactly
 * @param levels those of the exact cells that are levels or states, as sets of one
 * @param sets the cells that are given as sets
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record GivenRow(
    float[] stored, List<GivenCell> cells, List<CellSet> levels, List<CellSet> sets)
    implements Serializable {
  public GivenRow {
    cells = List.copyOf(cells);
    levels = List.copyOf(levels);
    sets = List.copyOf(sets);
  }

  /**
   * Reads conditions.
   *
   * @param setting the setting that has them, which messages name
   * @param texts the cells that a column may have, by its name: values and ranges as text, empty
   *     for null. Case does not count in names
   * @throws ConfigException if a column or a cell is not known from the training rows
   */
  public static GivenRow of(
      RowCodec codec, String setting, Map<String, List<Optional<String>>> texts) {
    int[] first = codec.firstValues();
    int[] channel = codec.firstChannels();
    float[] stored = new float[codec.width()];
    Arrays.fill(stored, Float.NaN);
    List<GivenCell> cells = new ArrayList<>();
    List<CellSet> levels = new ArrayList<>();
    List<CellSet> sets = new ArrayList<>();
    texts.forEach(
        (name, asked) -> {
          int column = column(codec, setting, name);
          requireOnce(cells, sets, column, codec.columns().get(column).name(), setting);
          TextSet set = new TextSet(column, codec.columns().get(column), setting);
          Optional<GivenCell> cell = set.cell(asked);
          cell.ifPresent(cells::add);
          if (cell.isEmpty()) {
            sets.add(set.set(asked, first[column], channel[column]));
          } else if (isLevel(codec.columns().get(column).ofKnownCells(), cell.get())) {
            levels.add(set.set(asked, first[column], channel[column]));
          }
        });
    for (GivenCell cell : cells) {
      for (int i = 0; i < cell.values().length; i++) {
        stored[first[cell.column()] + i] = (float) cell.values()[i];
      }
    }
    return new GivenRow(stored, cells, levels, sets);
  }

  private static boolean isLevel(ColumnCodec column, GivenCell cell) {
    return column instanceof SpreadCodec spread
        ? spread.frequencies().length > 0 && cell.values()[0] != SpreadCodec.REGULAR
        : column.width() > 0 && !(column instanceof VectorCodec);
  }

  /** Returns whether an exact cell is a number that is no level. */
  public boolean givesNumbers() {
    return cells.stream().filter(cell -> cell.values().length > 0).count() > levels.size();
  }

  private static void requireOnce(
      List<GivenCell> cells, List<CellSet> sets, int column, String name, String setting) {
    boolean isGiven =
        Stream.concat(cells.stream().map(GivenCell::column), sets.stream().map(CellSet::column))
            .anyMatch(other -> other == column);
    if (isGiven) {
      throw new ConfigException(
          "Cannot give column '%s' two values (%s): case does not count in names; name it once"
              .formatted(name, setting));
    }
  }

  private static int column(RowCodec codec, String setting, String name) {
    List<String> names = codec.columns().stream().map(ColumnCodec::name).toList();
    return IntStream.range(0, names.size())
        .filter(c -> names.get(c).equalsIgnoreCase(name))
        .boxed()
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "Cannot give column '%s' a value (%s): the model has no such column; %s"
                        .formatted(
                            name,
                            setting,
                            Nearest.of(name, names)
                                .map("did you mean '%s'?"::formatted)
                                .orElse("it has " + String.join(", ", names)))));
  }

  /**
   * Returns which cells are given, exactly or as sets.
   *
   * @param columns number of columns of the row
   */
  public boolean[] columns(int columns) {
    boolean[] given = new boolean[columns];
    cells.forEach(cell -> given[cell.column()] = true);
    sets.forEach(set -> given[set.column()] = true);
    return given;
  }

  /**
   * Writes the given cells over those of a sample.
   *
   * @param row its columns begin at {@code ordinal}
   * @param values stored samples, of which this one begins at {@code at}
   * @param random different for each sample
   */
  public void write(InternalRow row, int ordinal, float[] values, int at, long random) {
    for (GivenCell cell : cells) {
      row.update(ordinal + cell.column(), cell.cell());
    }
    for (CellSet set : sets) {
      set.write(row, ordinal, values, at, random);
    }
  }
}
