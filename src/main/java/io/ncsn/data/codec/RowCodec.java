package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How rows of a table become rows of numbers, and how these become rows of the table's columns
 * again. {@link RowReader} and {@link RowWriter} do it.
 *
 * @param layout whether the columns are columns of the table, or the positions of one array or
 *     vector column
 * @param features name of that one column; empty for {@code COLUMNS}
 * @param columns one a column or position; their values follow each other in a row
 * @param rules what all rows obey, in the order in which rows are made to
 */
public record RowCodec(
    Layout layout,
    String features,
    List<ColumnCodec> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RowRule> rules)
    implements Serializable {
  public RowCodec {
    columns = List.copyOf(columns);
    rules = rules == null ? List.of() : List.copyOf(rules); // older models have none
  }

  /** Makes the codec of rows that obey no rules. */
  public RowCodec(Layout layout, String features, List<ColumnCodec> columns) {
    this(layout, features, columns, List.of());
  }

  /** Returns this codec with rules. */
  public RowCodec with(List<RowRule> other) {
    return new RowCodec(layout, features, columns, other);
  }

  /** Returns the codec of all columns but the first, which obeys no rules. */
  public RowCodec withoutFirst() {
    return new RowCodec(layout, features, columns.subList(1, columns.size()));
  }

  /** Returns the codec of standardised numbers. Each number that is finite is good. */
  public static RowCodec of(TableSchema schema, Scaler scaler) {
    if (schema.dimension() != scaler.dimension()) {
      throw new IllegalArgumentException(
          "Cannot decode rows of "
              + schema.dimension()
              + " columns with a scaler of "
              + scaler.dimension());
    }
    List<ColumnCodec> columns = new ArrayList<>();
    for (int c = 0; c < schema.dimension(); c++) {
      Column column = schema.columns().get(c);
      columns.add(
          new NumberCodec(
              column.name(),
              column.type(),
              column.constant(),
              column.holdsNoNegatives(),
              scaler.mean()[c],
              scaler.scale()[c],
              -Double.MAX_VALUE,
              Double.MAX_VALUE));
    }
    return new RowCodec(schema.layout(), schema.features(), columns);
  }

  /** Returns this codec with other limits, beyond which a number is bad. */
  public RowCodec within(Limits limits) {
    int[] first = firstValues();
    List<ColumnCodec> limited = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      ColumnCodec column = columns.get(c);
      limited.add(
          column instanceof NumberCodec number
              ? number.within(limits.low()[first[c]], limits.high()[first[c]])
              : column);
    }
    return new RowCodec(layout, features, limited, rules);
  }

  /** Returns this codec for tables in which every null stands for a value that is not known. */
  public RowCodec withUnknownNulls() {
    List<ColumnCodec> masked =
        columns.stream()
            .map(c -> c instanceof MaskedCodec ? c : (ColumnCodec) new MaskedCodec(c))
            .toList();
    return new RowCodec(layout, features, masked, rules);
  }

  /** Returns whether every column is a standardised number. */
  public boolean hasOnlyNumbers() {
    return columns.stream().allMatch(NumberCodec.class::isInstance);
  }

  /**
   * Returns the columns of a codec of standardised numbers.
   *
   * @throws IllegalStateException if there are others
   */
  public TableSchema schema() {
    return new TableSchema(
        layout,
        features,
        numbers().stream()
            .map(
                number ->
                    new Column(
                        number.name(),
                        number.type(),
                        number.constant(),
                        number.unsigned() ? Boolean.TRUE : null))
            .toList());
  }

  /**
   * Returns the scaler of a codec of standardised numbers.
   *
   * @throws IllegalStateException if there are others
   */
  public Scaler scaler() {
    return new Scaler(
        numbers().stream().mapToDouble(NumberCodec::mean).toArray(),
        numbers().stream().mapToDouble(NumberCodec::scale).toArray());
  }

  private List<NumberCodec> numbers() {
    if (!hasOnlyNumbers()) {
      throw new IllegalStateException("Not every column is a standardised number");
    }
    return columns.stream().map(NumberCodec.class::cast).toList();
  }

  /** Returns the number of values of a row. */
  public int width() {
    return firstValues()[columns.size()];
  }

  /** Returns the names of what measures see: the columns that are drawn, of vectors each number. */
  public List<String> measured() {
    return List.of(PlainCells.schema(PlainCells.columns(this)).fieldNames());
  }

  /**
   * Returns the groups of channels that a stored row is. Numbers that stand alone are one group.
   */
  public ChannelLayout channels() {
    if (hasOnlyNumbers()) {
      return ChannelLayout.plain(columns.size());
    }
    List<ChannelGroup> groups = new ArrayList<>();
    columns.forEach(column -> groups.addAll(column.groups(groups.size())));
    return new ChannelLayout(groups);
  }

  /** Returns which channels stand for null. */
  public boolean[] nullChannels() {
    boolean[] isNull = new boolean[channels().channelWidth()];
    int[] first = firstChannels();
    for (int c = 0; c < first.length; c++) {
      if (columns.get(c).nullLevel() >= 0) {
        isNull[first[c] + columns.get(c).nullLevel()] = true;
      }
    }
    return isNull;
  }

  /**
   * Returns the logarithm of what a row's channels leave out of its probability: the shares of the
   * distributions that its numbers own.
   *
   * @param values rows as they were read, [rows × width]; those of the row finite
   * @param at where the row begins
   * @return minus infinity if a number is outside the training rows' range
   */
  public double logShare(double[] values, int at) {
    double sum = 0;
    int from = at;
    for (ColumnCodec column : columns) {
      sum += column.logShare(values, from);
      from += column.width();
    }
    return sum;
  }

  /** Returns the first channel of each column; for a codec that has channels of its own. */
  int[] firstChannels() {
    ChannelLayout channels = channels();
    int[] first = new int[columns.size()];
    int group = 0;
    for (int c = 0; c < first.length; c++) {
      first[c] = channels.channelOffset(group);
      group += columns.get(c).groups(group).size();
    }
    return first;
  }

  /** Returns where each column's values begin in a row, and the row's width at last. */
  int[] firstValues() {
    int[] first = new int[columns.size() + 1];
    for (int c = 0; c < columns.size(); c++) {
      first[c + 1] = first[c] + columns.get(c).width();
    }
    return first;
  }

  /**
   * Returns rows as they were read in the form in which they are stored, in double precision.
   *
   * @param values row-major [rows, width]; NaN stays
   */
  public double[] units(double[] values) {
    double[] units = new double[values.length];
    int at = 0;
    while (at < values.length) {
      for (ColumnCodec column : columns) {
        for (int part = 0; part < column.width(); part++, at++) {
          units[at] = column.unit(part, values[at]);
        }
      }
    }
    return units;
  }

  /** Returns what makes the values of a row, as they were read, those that are stored. */
  public Scaler storedScaler() {
    double[] mean = new double[width()];
    double[] scale = new double[mean.length];
    int at = 0;
    for (ColumnCodec column : columns) {
      for (int part = 0; part < column.width(); part++, at++) {
        mean[at] = column.mean(part);
        scale[at] = column.scale(part);
      }
    }
    return new Scaler(mean, scale);
  }

  /**
   * Converts the values of a block's rows into the form in which they are stored.
   *
   * @param stored gets them, [width][at least the block's rows]
   */
  public void store(ColumnBlock block, float[][] stored) {
    int at = 0;
    for (ColumnCodec column : columns) {
      for (int part = 0; part < column.width(); part++) {
        column.store(part, block.column(at), block.rows(), stored[at]);
        at++;
      }
    }
  }
}
