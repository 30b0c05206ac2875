package io.ncsn.bench;

import static org.apache.spark.sql.functions.randn;

import io.ncsn.config.DataSettings;
import io.ncsn.data.shard.TablePreparer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** Turns a Parquet table into shards: reads, checks, scales, shuffles and writes it. */
final class IngestWork extends SparkWork {
  private static final int COLUMNS = 16;
  private static final int ROWS_A_FILE = 500_000;

  private final int rows;
  private String input;

  /**
   * Makes the work.
   *
   * @param rows number of rows in the table
   */
  IngestWork(Lab lab, int rows) {
    super("ingest", lab);
    this.rows = rows;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "rows/s", 0, Target.atLeast(1_500_000)));
  }

  @Override
  public void prepare() {
    input = lab().fresh("table");
    int files = Math.max(lab().tasks(), rows / ROWS_A_FILE);
    Column[] columns =
        IntStream.range(0, COLUMNS).mapToObj(i -> randn(i).as("x" + i)).toArray(Column[]::new);
    lab().session().range(0, rows, 1, files).select(columns).write().parquet(input);
    measure();
  }

  @Override
  public double[] measure() {
    String work = lab().fresh("work");
    DataSettings settings = Lab.settings("data.input=" + input).data();
    long begin = System.nanoTime();
    TablePreparer.prepare(lab().session(), settings, lab().tasks(), work);
    double seconds = (System.nanoTime() - begin) / 1e9;
    lab().delete(work);
    return new double[] {rows / seconds};
  }

  @Override
  public void close() {
    lab().delete(input);
  }
}
