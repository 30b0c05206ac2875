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
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A row of which some cells are given.
 *
 * @param stored the row as it is stored, NaN where it is not given
 * @param cells the given cells
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record GivenRow(float[] stored, List<GivenCell> cells) implements Serializable {
  public GivenRow {
    cells = List.copyOf(cells);
  }

  /**
   * Reads conditions.
   *
   * @param setting the setting that has them, which messages name
   * @param texts the cells as text, empty for null, by the columns' names; case does not count
   * @throws ConfigException if a column or a cell is not known from the training rows
   */
  public static GivenRow of(RowCodec codec, String setting, Map<String, Optional<String>> texts) {
    int[] first = codec.firstValues();
    float[] stored = new float[codec.width()];
    Arrays.fill(stored, Float.NaN);
    List<GivenCell> cells = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          int column = column(codec, setting, name);
          if (cells.stream().anyMatch(other -> other.column() == column)) {
            throw new ConfigException(
                "Cannot give column '%s' two values (%s): case does not count in names; name it once"
                    .formatted(codec.columns().get(column).name(), setting));
          }
          GivenCell cell = new TextCell(column, codec.columns().get(column), setting).read(text);
          for (int i = 0; i < cell.values().length; i++) {
            stored[first[column] + i] = (float) cell.values()[i];
          }
          cells.add(cell);
        });
    return new GivenRow(stored, cells);
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

  /** Writes the given cells over those of {@code row}, whose columns begin at {@code ordinal}. */
  public void write(InternalRow row, int ordinal) {
    for (GivenCell cell : cells) {
      row.update(ordinal + cell.column(), cell.cell());
    }
  }
}
