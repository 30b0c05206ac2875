package io.ncsn.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.network.Architecture;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Mlp;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import io.ncsn.noise.NoiseSchedule;
import java.util.List;
import java.util.Map;

/**
 * The part of {@code model.json} that describes a model. A model of a table of numbers has {@code
 * network}, {@code table} and {@code scaler}. A model of a mixed table has {@code mixed} and {@code
 * codec}.
 *
 * @param codec SHA-256 (hex) of the codec's files by their names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelFields(
    NetworkSpec network,
    Mixed mixed,
    NoiseSchedule schedule,
    TableSchema table,
    Scaler scaler,
    Map<String, String> codec,
    ColumnRanges ranges,
    Map<String, String> provenance) {

  /**
   * A {@link MixedSpec} without its layout, which follows from the codec.
   *
   * @param hidden widths of the layers of a plain network
   * @param unet a network of images instead; null for a plain network
   * @param pairs the groups of codes whose levels are paired; null: all of them, if {@code paired}
   * @param columns widths of the layers of the network of columns beside images; null: none
   * @param energy true for a network of energies; null for one of scores
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mixed(
      List<Integer> hidden,
      Unet unet,
      boolean flagged,
      boolean paired,
      List<Integer> pairs,
      List<Integer> columns,
      Boolean energy) {
    static Mixed of(MixedSpec spec) {
      Unet unet = spec.architecture() instanceof Unet images ? images : null;
      return new Mixed(
          unet == null ? spec.hidden() : null,
          unet,
          spec.flagged(),
          spec.paired(),
          spec.pairs().isEmpty() ? null : spec.pairs(),
          spec.hasColumns() ? spec.columns() : null,
          spec.energy() ? true : null);
    }

    MixedSpec spec(ChannelLayout layout) {
      return new MixedSpec(
          layout,
          architecture(),
          flagged,
          paired,
          pairs == null ? List.of() : pairs,
          columns == null ? List.of() : columns,
          Boolean.TRUE.equals(energy));
    }

    Architecture architecture() {
      return unet == null ? new Mlp(hidden) : unet;
    }
  }

  /**
   * Returns the fields of {@code model}.
   *
   * @param codec SHA-256 (hex) of the codec's files by their names; not used for a table of numbers
   */
  static ModelFields of(ModelDescription model, Map<String, String> codec) {
    if (model.network() instanceof MixedSpec mixed) {
      return new ModelFields(
          null,
          Mixed.of(mixed),
          model.schedule(),
          null,
          null,
          codec,
          model.ranges(),
          model.provenance());
    }
    return new ModelFields(
        model.ofNumbers(),
        null,
        model.schedule(),
        model.table(),
        model.scaler(),
        null,
        model.ranges(),
        model.provenance());
  }

  boolean isMixed() {
    return mixed != null;
  }

  /**
   * Returns the description.
   *
   * @param files the contents of the codec's files by their names; empty for a table of numbers
   */
  ModelDescription description(Map<String, byte[]> files) {
    if (!isMixed()) {
      return new ModelDescription(network, schedule, table, scaler, ranges, provenance);
    }
    RowCodec read = CodecFiles.read(files);
    return new ModelDescription(mixed.spec(read.channels()), schedule, read, ranges, provenance);
  }
}
