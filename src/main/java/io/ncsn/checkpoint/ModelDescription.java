package io.ncsn.checkpoint;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import java.util.Map;

/**
 * What a model is, apart from its numbers.
 *
 * @param table columns it was trained on
 * @param scaler from data units to the network's
 * @param ranges of the training rows, in the network's units
 * @param provenance where it comes from: data, settings and versions, by name
 */
public record ModelDescription(
    NetworkSpec network,
    NoiseSchedule schedule,
    TableSchema table,
    Scaler scaler,
    ColumnRanges ranges,
    Map<String, String> provenance) {
  /** In {@code provenance}, what stands before the key of a setting. */
  public static final String SETTING = "setting.";

  /** In {@code provenance}, the name of the hash of the table's rows. */
  public static final String FINGERPRINT = "data.fingerprint";

  public ModelDescription {
    provenance = Map.copyOf(provenance);
  }
}
