package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that samples and traces have besides those of the table. */
public final class OwnColumns {
  /** Numbers the samples from 0. */
  public static final String ID = "sample_id";

  /** Says where between two seeds' noise a sample began, from 0 to 1. */
  public static final String INTERPOLATION = "interpolation";

  /** Numbers the steps of a trace from 0. */
  static final String STEP = "trace_step";

  /** Noise level of a trace's row. */
  static final String SIGMA = "trace_sigma";

  private OwnColumns() {}

  /** Returns their names, which no column of the table may have. */
  public static List<String> names(SampleSettings settings) {
    List<String> ours = new ArrayList<>(List.of(ID));
    if (settings.trace() > 0) {
      ours.addAll(List.of(STEP, SIGMA));
    }
    if (!settings.interpolate().isEmpty()) {
      ours.add(INTERPOLATION);
    }
    return ours;
  }

  /**
   * Checks that samples can have all columns of a table.
   *
   * @throws io.ncsn.data.codec.DataException if a column of the table has one of the names
   */
  static void requireOthers(RowCodec codec, SampleSettings settings) {
    SampleColumns.requireOthers(codec, names(settings));
  }

  /** Returns those of {@code columns} that are ids, which samples number. */
  static List<IdCodec> ids(List<ColumnCodec> columns) {
    List<IdCodec> ids = new ArrayList<>();
    for (ColumnCodec column : columns) {
      if (column.ofKnownCells() instanceof IdCodec id) {
        ids.add(id);
      }
    }
    return ids;
  }

  /**
   * Checks that each sample can have ids of its own.
   *
   * @param asked where the number of samples comes from
   * @throws ConfigException if an id's type has room for fewer
   */
  static void requireRoom(List<IdCodec> ids, long samples, String asked) {
    for (IdCodec id : ids) {
      if (id.room() < samples) {
        throw new ConfigException(
            "Cannot draw %d rows (%s): the id '%s' is %s, and %.0f of its values come after the training rows'; draw at most as many, or train with data.types.%s = number"
                .formatted(samples, asked, id.name(), id.type(), id.room(), id.name()));
      }
    }
  }

  /**
   * Returns the schema of a model's samples.
   *
   * @throws io.ncsn.data.codec.DataException if a column of the table has one of the names
   */
  static StructType schema(ModelDescription model, SampleSettings settings) {
    requireOthers(model.codec(), settings);
    StructType schema = SampleColumns.schema(model.codec(), ID);
    return settings.interpolate().isEmpty()
        ? schema
        : schema.add(INTERPOLATION, DataTypes.DoubleType, false);
  }
}
