package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.ConfigException;
import io.ncsn.data.read.HeldRows;
import io.ncsn.data.read.InvalidRows;
import io.ncsn.network.KernelPlan;
import io.ncsn.sample.AddedColumn;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import io.ncsn.sample.LikelihoodSettings;
import io.ncsn.sample.RowsInPlace;
import io.ncsn.sample.ScoreSettings;
import io.ncsn.sample.Scores;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Adds what a model says about rows to the rows where they are. Nothing is computed before the
 * result is used, each partition is computed by itself, and streams work too.
 */
public final class ModelColumns {
  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final KernelPlan kernel;
  private final List<AddedColumn> columns;

  ModelColumns(
      SparkSession spark, Checkpoint checkpoint, KernelPlan kernel, List<AddedColumn> columns) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.kernel = kernel;
    this.columns = columns;
  }

  /**
   * Adds the rows' log-densities, as {@link ModelDensities} finds them.
   *
   * @param name the column's name
   * @throws ConfigException if the model knows the score at one noise level only
   */
  public ModelColumns density(String name, LikelihoodSettings settings) {
    LikelihoodPlan plan = plan(settings);
    columns.add(new Likelihood(spark, checkpoint, plan, kernel).column(name));
    return this;
  }

  /**
   * Adds the rows' scores, as {@link ModelScores} finds them: arrays of doubles.
   *
   * @param name the column's name
   * @throws ConfigException for a noise level that the model was not trained at
   */
  public ModelColumns score(String name, ScoreSettings settings) {
    columns.add(new Scores(spark, checkpoint, settings, kernel).column(name));
    return this;
  }

  /**
   * Adds the rows' latent codes: where the probability-flow ODE takes them at the greatest noise
   * level, in standard deviations. They are arrays of doubles, about N(0, I) over the data.
   *
   * @param name the column's name
   * @throws ConfigException if the model knows the score at one noise level only, or is of a mixed
   *     table
   */
  public ModelColumns code(String name, LikelihoodSettings settings) {
    requireNumbers("find latent codes");
    LikelihoodPlan plan = plan(settings);
    columns.add(new Likelihood(spark, checkpoint, plan, kernel).codes(name));
    return this;
  }

  /**
   * Adds the rows' reconstructions: where the probability-flow ODE takes their latent codes back.
   * They are arrays of doubles in the table's units, and differ from the rows by the error of the
   * integration, which {@code likelihood.tolerance} bounds.
   *
   * @param name the column's name
   * @throws ConfigException as {@link #code} does
   */
  public ModelColumns reconstruction(String name, LikelihoodSettings settings) {
    requireNumbers("reconstruct rows");
    LikelihoodPlan plan = plan(settings);
    columns.add(new Likelihood(spark, checkpoint, plan, kernel).reconstructions(name));
    return this;
  }

  private void requireNumbers(String what) {
    if (checkpoint.model().isMixed()) {
      throw MixedResolution.notYet(checkpoint.model().network(), what);
    }
  }

  /**
   * Returns the table with these columns.
   *
   * @param invalid what becomes of rows that the model cannot read
   * @throws io.ncsn.data.codec.DataException if the table lacks a column of the model
   */
  public Dataset<Row> of(Dataset<Row> table, InvalidRows invalid) {
    HeldRows values = HeldRows.of(table.schema(), checkpoint.model().codec(), invalid);
    return new RowsInPlace(spark, checkpoint, kernel).with(table, values, columns);
  }

  private LikelihoodPlan plan(LikelihoodSettings settings) {
    return LikelihoodPlan.resolve(settings, checkpoint.model());
  }
}
