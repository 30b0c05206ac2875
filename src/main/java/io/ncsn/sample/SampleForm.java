package io.ncsn.sample;

import io.ncsn.channels.ChannelReader;
import io.ncsn.channels.MarginalCalibration;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Makes rows of samples from the ends of chains.
 *
 * @param given cells that all rows are given, exactly or as sets; null: none
 * @param calibration corrects rows that are given no cell; null: none
 * @param interpolation the way between the noise of two seeds; null: samples do not say where they
 *     lie
 */
record SampleForm(
    ModelSpec spec,
    RowWriter writer,
    long seed,
    GivenRow given,
    MarginalCalibration calibration,
    Interpolation interpolation) {

  /**
   * Writes the samples' columns.
   *
   * @param whole whether the row is a sample, and no step on the way to one
   * @return how many there are
   */
  int write(long sample, float[] stored, int chain, InternalRow row, boolean whole) {
    row.setLong(0, sample);
    int start = chain * spec.layout().storedWidth();
    writer.write(stored, start, sample, row, 1);
    boolean[] columns = null;
    if (given != null) {
      given.write(row, 1, stored, start, Streams.hash(seed, Purpose.GIVEN_SETS, sample));
      columns = given.columns(writer.columns());
    }
    if (whole) {
      writer.mend(stored, start, sample, row, 1, columns);
    }
    int width = 1 + writer.columns();
    if (interpolation == null) {
      return width;
    }
    row.setDouble(width, interpolation.at(sample));
    return width + 1;
  }

  /** Returns samples in the form in which rows are stored, calibrated. */
  float[] stored(float[] channels) {
    float[] stored = read(channels);
    if (calibration != null) {
      calibration.correct(stored, channels.length / spec.dimension());
    }
    return stored;
  }

  /** Returns rows of channels in the form in which rows are stored. */
  float[] read(float[] channels) {
    if (spec.layout().isPlain()) {
      return channels;
    }
    int rows = channels.length / spec.dimension();
    float[] stored = new float[rows * spec.layout().storedWidth()];
    new ChannelReader(spec.layout()).read(channels, rows, stored);
    return stored;
  }
}
