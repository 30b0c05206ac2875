package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;

import io.ncsn.config.Settings;
import io.ncsn.output.JobKind;
import io.ncsn.output.RunRecord;
import io.ncsn.sample.Scores;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.Written;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores: model directory and table to the gradients of the log-density. */
public final class ScorePhase {
  private static final Logger LOG = LoggerFactory.getLogger(ScorePhase.class);

  private final SparkSession spark;
  private final Path model;
  private final Path output;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param output directory of the Parquet files; not there, or with some of them
   * @param record has the settings in force; gets {@code score.rows}, {@code score.unreadable},
   *     {@code score.mean-norm}, {@code score.seconds} and {@code score.rows-per-second}
   */
  public ScorePhase(SparkSession spark, Path model, Path output, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.output = output;
    this.record = record;
  }

  /** Scores every row of {@code data.input}, keeping the columns {@code kept}. */
  public void run(List<String> kept) {
    Settings settings = record.settings().settings();
    ModelRows table = ModelRows.open(spark, model, settings.data(), kept, Scores.columns());
    Scores scores =
        new Scores(
            spark,
            table.checkpoint(),
            settings.score(),
            table.kernel(spark, record, JobKind.SCORE));
    if (settings.score().sigma().isEmpty()) {
      record.settle(record.settings().resolved("score.sigma", Double.toString(scores.sigma())));
    }
    LOG.info("Scores of {} at noise level {}", settings.data().input(), scores.sigma());
    Written written =
        scores.write(table.rows(), output.toString(), new WavePace(settings.waves().seconds()));
    Row found =
        spark
            .read()
            .parquet(output.toString())
            .agg(count(col(Scores.NORM)), avg(col(Scores.NORM)))
            .first();
    record
        .put("score.rows", written.rows())
        .put("score.unreadable", written.rows() - found.getLong(0))
        .put("score.seconds", written.seconds())
        .put("score.rows-per-second", written.rows() / written.seconds());
    if (!found.isNullAt(1)) {
      record.put("score.mean-norm", found.getDouble(1));
    }
    LOG.info("Scores of {} rows: {}", written.rows(), output);
  }
}
