package io.ncsn.checkpoint;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The description of a model without its parameters.
 *
 * @param codec reads rows of the table's columns, and writes samples
 * @param ranges ranges of the training rows in the network's units, by channel
 * @param provenance origin of the model by name: data, settings and versions; and what was found of
 *     it at the end of its training
 */
public record ModelDescription(
    ModelSpec network,
    NoiseSchedule schedule,
    RowCodec codec,
    ColumnRanges ranges,
    Map<String, String> provenance) {
  /** The prefix of setting keys in {@code provenance}. */
  public static final String SETTING = "setting.";

  /** The name in {@code provenance} of the hash of the table's rows. */
  public static final String FINGERPRINT = "data.fingerprint";

  /** The name in {@code provenance} of the catalogue's table that was read, with its version. */
  public static final String TABLE = "data.table";

  /** The name in {@code provenance} of the number of training rows. */
  public static final String ROWS = "data.rows";

  /** The name in {@code provenance} of the hash of the model that training started from. */
  public static final String START = "start.ema-sha256";

  /** The name in {@code provenance} of the steps that log-densities may take. */
  public static final String DENSITY_STEPS = "found.density-steps";

  /** The name in {@code provenance} of the noise level of rows whose log-densities they are. */
  public static final String DENSITY_SIGMA = "found.density-sigma";

  /** The name in {@code provenance} of the noise level about which these steps are shortest. */
  public static final String DENSITY_CENTRE = "found.density-centre";

  /** The name in {@code provenance} of what these steps leave out of the mean, in nats. */
  public static final String DENSITY_CORRECTION = "found.density-correction";

  public ModelDescription {
    provenance = Map.copyOf(provenance);
  }

  /**
   * Describes a model of a table of numbers.
   *
   * @param table columns on which the model was trained
   * @param scaler conversion from data units to the network's units
   */
  public ModelDescription(
      NetworkSpec network,
      NoiseSchedule schedule,
      TableSchema table,
      Scaler scaler,
      ColumnRanges ranges,
      Map<String, String> provenance) {
    this(network, schedule, RowCodec.of(table, scaler), ranges, provenance);
  }

  /** Returns this description with one more fact about the model. */
  public ModelDescription with(String name, String fact) {
    Map<String, String> more = new TreeMap<>(provenance);
    more.put(name, fact);
    return new ModelDescription(network, schedule, codec, ranges, more);
  }

  /**
   * Returns the description of the network of the columns beside images, which is a part of this
   * one; empty if the model draws none before its images.
   */
  public Optional<ModelDescription> besideImages() {
    return network instanceof MixedSpec mixed && mixed.drawsColumns()
        ? Optional.of(
            new ModelDescription(
                mixed.beside(),
                schedule,
                codec.withoutFirst(),
                ranges.from(mixed.pixels()),
                provenance))
        : Optional.empty();
  }

  /** Returns the columns of a table of numbers. */
  public TableSchema table() {
    return codec.schema();
  }

  /** Returns the conversion from the units of a table of numbers to the network's. */
  public Scaler scaler() {
    return codec.scaler();
  }

  /** Returns the network of a table of numbers. */
  public NetworkSpec ofNumbers() {
    return (NetworkSpec) network;
  }

  /** Returns whether the table has columns of other kinds than numbers. */
  public boolean isMixed() {
    return !(network instanceof NetworkSpec);
  }
}
