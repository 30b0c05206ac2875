package io.ncsn.ml;

import static org.apache.spark.sql.functions.avg;

import io.ncsn.data.codec.DataException;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Judges a model by the mean log-density of rows that it was not trained on; greater is better.
 * Rows without a finite log-density do not count.
 */
public final class LogDensityEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Makes an evaluator. */
  public LogDensityEvaluator() {
    this(Identifiable$.MODULE$.randomUID("logDensityEval"));
  }

  /** Makes an evaluator with an identifier. */
  public LogDensityEvaluator(String uid) {
    this.uid = uid;
    setDefault(logDensityCol(), ScoreNetworkParams.LOG_DENSITY);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The column of log-densities. */
  public Param<String> logDensityCol() {
    return new Param<>(this, "logDensityCol", "Name of the column of log-densities.");
  }

  /** Returns {@link #logDensityCol}. */
  public String getLogDensityCol() {
    return getOrDefault(logDensityCol());
  }

  /** Sets {@link #logDensityCol}. */
  public LogDensityEvaluator setLogDensityCol(String value) {
    return (LogDensityEvaluator) set(logDensityCol(), value);
  }

  /**
   * Returns the mean log-density, in nats.
   *
   * @param dataset as the model's {@code transform} returns it
   * @throws DataException if no row has a finite log-density
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    String name = getLogDensityCol();
    Column density = functions.col("`" + name.replace("`", "``") + "`");
    Row mean = dataset.toDF().where(density.gt(Double.NEGATIVE_INFINITY)).agg(avg(density)).first();
    if (mean.isNullAt(0)) {
      throw new DataException(
          "Cannot evaluate: no row has a value in column '%s'; give rows that the model can read"
              .formatted(name));
    }
    return mean.getDouble(0);
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public LogDensityEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  /** Returns the reader of saved evaluators. */
  public static MLReader<LogDensityEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved evaluator. */
  public static LogDensityEvaluator load(String path) {
    return read().load(path);
  }
}
