package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.noise.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables called {@code dataset:NAME}: the UCI optical digits (8 × 8 pixels of 0 to 16; {@code
 * digits} is the original training file, {@code digits-test} the test file by other writers), and
 * {@link ToyData} and {@link NormalData} by the row.
 */
public final class BuiltInData {
  private static final int BLOCK = 8192;
  private static final int PIXELS = 8;
  private static final List<String> DIGITS = List.of("digits", "digits-test");

  private BuiltInData() {}

  /**
   * Checks the name of a built-in data set.
   *
   * @throws DataException when there is none of the name of {@code input}
   */
  public static void requireKnown(String input) {
    String name = DataSettings.builtInName(input);
    if (!DIGITS.contains(name) && generated(name).isEmpty()) {
      throw unknown(input);
    }
  }

  /** The table; generated rows are a function of their seed and place, not of partitions. */
  public static SourceTable open(SparkSession spark, DataSettings settings) {
    String name = DataSettings.builtInName(settings.input());
    if (DIGITS.contains(name)) {
      return SourceTable.made(settings.input(), digits(spark, name));
    }
    GeneratedData data = generated(name).orElseThrow(() -> unknown(settings.input()));
    StructType schema = new StructType();
    for (String column : data.columns()) {
      schema = schema.add(column, DataTypes.DoubleType);
    }
    JavaRDD<Row> rows = generate(spark, data, settings.rows(), settings.seed());
    return SourceTable.made(settings.input(), spark.createDataFrame(rows, schema));
  }

  private static DataException unknown(String input) {
    String known =
        Stream.concat(DIGITS.stream(), Arrays.stream(ToyData.values()).map(ToyData::label))
            .collect(Collectors.joining(", "));
    return new DataException(
        "Cannot find the built-in data set '"
            + input
            + "'; allowed after 'dataset:' are "
            + known
            + ", normal-D (D columns)");
  }

  private static Optional<GeneratedData> generated(String name) {
    return ToyData.named(name).<GeneratedData>map(data -> data).or(() -> NormalData.named(name));
  }

  private static JavaRDD<Row> generate(
      SparkSession spark, GeneratedData data, long rows, long seed) {
    long blocks = (rows + BLOCK - 1) / BLOCK;
    int partitions =
        (int) Math.max(1, Math.min(blocks, 4L * spark.sparkContext().defaultParallelism()));
    List<Integer> parts = IntStream.range(0, partitions).boxed().toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(parts, partitions)
        .flatMap(
            part ->
                LongStream.range(blocks * part / partitions, blocks * (part + 1) / partitions)
                    .boxed()
                    .flatMap(
                        block ->
                            block(data, seed, block, (int) Math.min(BLOCK, rows - block * BLOCK)))
                    .iterator());
  }

  private static Stream<Row> block(GeneratedData data, long seed, long block, int rows) {
    UniformRandomProvider random = data.stream(seed, block);
    var normal = Streams.normals(random);
    double[] point = new double[data.columns().size()];
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              data.draw(random, normal, point);
              return RowFactory.create(Arrays.stream(point).boxed().toArray());
            });
  }

  private static Dataset<Row> digits(SparkSession spark, String name) {
    StructType schema = new StructType();
    for (int i = 0; i < PIXELS * PIXELS; i++) {
      schema = schema.add("pixel_" + i / PIXELS + "_" + i % PIXELS, DataTypes.IntegerType);
    }
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(name), 1)
            .flatMap(BuiltInData::digitRows);
    return spark.createDataFrame(rows, schema);
  }

  private static Iterator<Row> digitRows(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(BuiltInData.class.getResourceAsStream(name + ".csv.gz")),
                StandardCharsets.US_ASCII))) {
      return lines.lines().skip(1).map(BuiltInData::pixels).toList().iterator();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the digits shipped with this program", e);
    }
  }

  /** A line's pixels, without the label that follows them. */
  private static Row pixels(String line) {
    String[] cells = line.split(",");
    Object[] pixels = new Object[PIXELS * PIXELS];
    Arrays.setAll(pixels, i -> Integer.valueOf(cells[i]));
    return RowFactory.create(pixels);
  }
}
