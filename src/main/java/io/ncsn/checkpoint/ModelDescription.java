package io.ncsn.checkpoint;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import java.util.Map;

/**
 * The description of a model without its parameters.
 *
 * @param table columns on which the model was trained
 * @param scaler conversion from data units to the network's units
 * @param ranges ranges of the training rows in the network's units
 * @param provenance origin of the model by name: data, settings and versions
 */
public record ModelDescription(
    NetworkSpec network,
    NoiseSchedule schedule,
    TableSchema table,
    Scaler scaler,
    ColumnRanges ranges,
    Map<String, String> provenance) {
  /** The prefix of setting keys in {@code provenance}. */
  public static final String SETTING = "setting.";

  /** The name in {@code provenance} of the hash of the table's rows. */
  public static final String FINGERPRINT = "data.fingerprint";

  public ModelDescription {
    provenance = Map.copyOf(provenance);
  }

  /** Returns the codec that reads rows of the table's columns and writes samples. */
  public RowCodec codec() {
    return RowCodec.of(table, scaler);
  }
}
