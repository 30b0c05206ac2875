package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ChannelNames;
import io.ncsn.sample.Scores;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the scores of a table's rows under a model: the gradient of the log-density, in the table's
 * units. A row with a cell that holds no finite number has none (null). The score of a mixed row is
 * by its channels, in their units.
 */
public final class ModelScores {
  private static final Logger LOG = LoggerFactory.getLogger(ModelScores.class);

  private final ModelRows reader;
  private final Scores scores;
  private final MachineAgreement machines;

  ModelScores(ModelRows reader, Scores scores, MachineAgreement machines) {
    this.reader = reader;
    this.scores = scores;
    this.machines = machines;
  }

  /** The noise level of the scores, in standardised units. */
  public double sigma() {
    return scores.sigma();
  }

  /**
   * Returns the names of the channels of a mixed row, of which each has a number in the scores.
   * Empty for a table of numbers, whose scores are in the order of its columns.
   */
  public List<String> channels() {
    return reader.codec().hasOnlyNumbers() ? List.of() : ChannelNames.of(reader.codec());
  }

  /** {@code given} with {@code score.sigma} replaced, and logged, if it is {@code auto}. */
  public EffectiveSettings settle(EffectiveSettings given) {
    SettledSettings settled = new SettledSettings(given);
    if (given.settings().score().sigma().isEmpty()) {
      settled.settle("score.sigma", Double.toString(sigma()));
    }
    return settled.get();
  }

  /**
   * The columns {@code kept} of each row, and its score. The scores are found each time that the
   * Dataset is computed, so cache or write what is used twice.
   *
   * @param table has the model's columns
   */
  public Dataset<Row> rows(Dataset<Row> table, List<String> kept) {
    return scores.rows(reader.of(table, kept));
  }

  /**
   * Writes the columns {@code kept} and the score of every row, or of those rows that an earlier
   * call which was stopped did not.
   *
   * @param directory gets Parquet files, without {@code _SUCCESS}
   */
  public ScoreResult write(Dataset<Row> table, List<String> kept, String directory, WavePace pace) {
    return writeRows(reader.of(table, kept), new WaveTarget(directory, pace));
  }

  /** As the other {@code write}, of the table that {@code data.input} names. */
  public ScoreResult write(DataSettings data, List<String> kept, String directory, WavePace pace) {
    return write(data, kept, new WaveTarget(directory, pace));
  }

  /** As the other {@code write}, of the table that {@code data.input} names. */
  public ScoreResult write(DataSettings data, List<String> kept, WaveTarget target) {
    LOG.info("Scores of {} at noise level {}", data.input(), sigma());
    return writeRows(reader.of(data, kept), target);
  }

  private ScoreResult writeRows(Dataset<Row> rows, WaveTarget target) {
    Written written = scores.write(rows, target);
    Row found =
        reader
            .spark()
            .read()
            .parquet(target.directory())
            .agg(count(col(Scores.NORM)), avg(col(Scores.NORM)))
            .first();
    LOG.info("Scores of {} rows: {}", written.rows(), target.directory());
    return new ScoreResult(
        written.rows(),
        written.rows() - found.getLong(0),
        found.isNullAt(1) ? OptionalDouble.empty() : OptionalDouble.of(found.getDouble(1)),
        channels(),
        written.seconds(),
        machines);
  }
}
