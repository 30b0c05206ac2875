package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * α-precision and β-recall are what synthcity's own {@code AlphaPrecision} finds in the same files,
 * by its naive variant. {@code synthcity/measures.py} wrote its figures down.
 */
class SynthcityTest {
  private static final List<MixedColumn> COLUMNS =
      List.of(
          MixedColumn.number("age"),
          MixedColumn.number("amount"),
          MixedColumn.number("share"),
          MixedColumn.category("city"),
          MixedColumn.category("paid"));

  /** One row that is judged otherwise at one of the quantiles changes more. */
  private static final double LESS_THAN_A_ROW = 1e-9;

  private static JsonNode theirs;
  private static Coverage ours;

  @BeforeAll
  static void measure() throws IOException, URISyntaxException {
    try (InputStream found = SynthcityTest.class.getResourceAsStream("synthcity/found.json")) {
      theirs = new ObjectMapper().readTree(found);
    }
    ours =
        MixedQuality.of(table("real"), table("synthetic"), Optional.empty(), COLUMNS)
            .measures()
            .coverage();
  }

  @Test
  void alphaPrecisionIsSynthcitysOfTheNaiveVariant() {
    assertThat(ours.alphaPrecision().value())
        .isCloseTo(theirs("alpha precision"), within(LESS_THAN_A_ROW));
  }

  @Test
  void betaRecallIsSynthcitysOfTheNaiveVariant() {
    assertThat(ours.betaRecall().value()).isCloseTo(theirs("beta recall"), within(LESS_THAN_A_ROW));
  }

  private static double theirs(String measure) {
    return theirs.path("all columns").path(measure).asDouble(Double.NaN);
  }

  private static Dataset<Row> table(String name) throws URISyntaxException {
    Path file = Path.of(SynthcityTest.class.getResource("synthcity/" + name + ".csv").toURI());
    return LocalSpark.session()
        .read()
        .option("header", true)
        .schema("age INT, amount DOUBLE, share DOUBLE, city STRING, paid STRING")
        .csv(file.toString());
  }
}
