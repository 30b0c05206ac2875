package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;

/**
 * The columns a model is of, so that samples can be written with the input's names and types.
 *
 * @param layout whether the features are columns of their own or one array or vector column
 * @param features name of that one column; empty for {@code COLUMNS}
 * @param columns one a dimension, in the order of the rows' values; for one array or vector column
 *     they are named {@code features[i]}
 */
public record TableSchema(Layout layout, String features, List<Column> columns)
    implements Serializable {
  public TableSchema {
    columns = List.copyOf(columns);
  }

  public int dimension() {
    return columns.size();
  }

  /** How the features stand in the table. */
  public enum Layout {
    COLUMNS,
    ARRAY,
    VECTOR
  }

  /**
   * One column.
   *
   * @param type Spark SQL type in DDL form, such as {@code int}, {@code double}, {@code
   *     decimal(10,2)}; for arrays the element's type
   * @param constant whether every training row holds one value here, which is then the scaler's
   *     mean: samples give it back exactly, whatever the network says
   * @param unsigned whether the file's own type has no negative numbers, though {@code type} has;
   *     null, as in older models: it has
   */
  public record Column(
      String name,
      String type,
      boolean constant,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean unsigned)
      implements Serializable {
    /** A column of signed numbers. */
    public Column(String name, String type, boolean constant) {
      this(name, type, constant, null);
    }

    /** A column that varies. */
    public Column(String name, String type) {
      this(name, type, false, null);
    }

    /** Whether a cell of the column is never below 0. */
    public boolean holdsNoNegatives() {
      return Boolean.TRUE.equals(unsigned);
    }

    /** Fingerprints of tables are made from it: a signed column has the text it always had. */
    @Override
    public String toString() {
      return "Column[name=%s, type=%s, constant=%s%s]"
          .formatted(name, type, constant, holdsNoNegatives() ? ", unsigned=true" : "");
    }
  }
}
