package io.ncsn.cli;

import io.ncsn.data.read.PinnedInput;
import io.ncsn.output.RunRecord;
import io.ncsn.settings.EffectiveSettings;
import org.apache.spark.sql.SparkSession;

/** Fixes the version of the table that a command reads. */
final class InputPin {
  private InputPin() {}

  /**
   * Makes the settings of {@code record} name the version of the table, and records it.
   *
   * @throws io.ncsn.data.codec.DataException if there is no such table
   */
  static void pin(SparkSession spark, RunRecord record) {
    EffectiveSettings settings = record.settings();
    PinnedInput input = PinnedInput.of(spark, settings.settings().data());
    record.settings(settings.reading(input.in(settings.settings().data()))).putAll(input.facts());
  }
}
