package io.ncsn.sample;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A step of some chains of a block.
 *
 * @param sigma the noise level after it
 * @param channels row-major [chains, dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
record TraceStep(double sigma, float[] channels) {

  /**
   * Returns the rows of the chains that are finite: those of samples, the step and its noise level.
   *
   * @param before labels or columns that the chains are given, in stored rows; empty: none
   * @param step the step's number
   * @param last whether the rows are samples, which are mended
   */
  Stream<InternalRow> rows(
      SampleForm form, float[] before, int step, boolean last, StructType schema) {
    float[] stored = last ? form.stored(channels) : form.read(channels);
    if (before.length > 0) {
      DrawnLabels.put(before, stored);
    }
    int width = form.spec().dimension();
    return IntStream.range(0, channels.length / width)
        .filter(chain -> BlockSampler.isFinite(channels, chain * width, width))
        .mapToObj(
            chain -> {
              SpecificInternalRow row = new SpecificInternalRow(schema);
              int at = form.write(chain, stored, chain, row, last);
              row.setInt(at, step);
              row.setDouble(at + 1, sigma);
              return row;
            });
  }
}
