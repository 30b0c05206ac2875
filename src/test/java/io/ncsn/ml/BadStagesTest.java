package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.SignedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Spark ML's stages say to mistakes, word for word as docs/bad-input.md has it. */
class BadStagesTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final Path DOC = Path.of("docs", "bad-input.md");
  private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| `(\\w+)` \\| `(.+)` \\|");

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static NoiseConditionalScoreNetworkModel model;

  /** A mistake, named as in the document. */
  private record Mistake(String what, ThrowingCallable call) {
    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  static void fit() throws IOException {
    table =
        SPARK
            .range(0, 101, 1, 2)
            .selectExpr("id * 37 % 101 / 4D as width", "id * 53 % 97 / 8D as height");
    model = estimator().fit(table);
    model.write().save(path("saved"));
    model.write().save(path("newer"));
    change("newer/metadata/part-00000", "\"defaultParamMap\":{", "\"defaultParamMap\":{\"hue\":1,");
    model.write().save(path("future"));
    change("future/model/model.json", "\"format\" : 2", "\"format\" : 4");
    model.write().save(path("broken"));
    change("broken/metadata/part-00000", "}", "");
    estimator().write().save(path("estimator"));
    Files.writeString(folder.resolve("a-file"), "");
  }

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(
            "a column that the table lacks",
            () -> estimator().setInputCols(new String[] {"width", "hight"}).fit(table)),
        new Mistake(
            "a table that lacks a column of the model",
            () -> model.transform(table.select("height"))),
        new Mistake(
            "a table with a column of the name of the densities",
            () -> model.transform(model.transform(table))),
        new Mistake(
            "a row that the model cannot score",
            () ->
                model
                    .transform(table.selectExpr("if(width = 6.5, null, width) as width", "height"))
                    .collect()),
        new Mistake(
            "a training without an end",
            () -> new NoiseConditionalScoreNetwork().setSeed(1).fit(table)),
        new Mistake(
            "a column of weights that the table lacks",
            () -> estimator().setWeightCol("w").fit(table)),
        new Mistake(
            "weights below 0",
            () ->
                estimator()
                    .setWeightCol("w")
                    .fit(table.selectExpr("width", "height", "if(width < 1, -1, 1) as w"))),
        new Mistake(
            "a validation indicator of numbers",
            () -> estimator().setValidationIndicatorCol("height").fit(table)),
        new Mistake(
            "a validation indicator beside a fraction",
            () ->
                estimator()
                    .setValidationIndicatorCol("test")
                    .setSetting("data.holdout", "0.3")
                    .fit(table)),
        new Mistake(
            "a column of weights to learn",
            () ->
                estimator()
                    .setWeightCol("width")
                    .setInputCols(new String[] {"width", "height"})
                    .fit(table)),
        new Mistake("rounds out of range", () -> estimator().setMaxRounds(0).fit(table)),
        new Mistake("seconds out of range", () -> estimator().setMaxSeconds(-1).fit(table)),
        new Mistake("a batch of no rows", () -> estimator().setBatchSize(0).fit(table)),
        new Mistake(
            "a learning rate out of range", () -> estimator().setLearningRate(-0.5).fit(table)),
        new Mistake(
            "a setting that there is not, as a param",
            () -> estimator().setSetting("network.hiden", "8").fit(table)),
        new Mistake(
            "a param that is a setting too",
            () -> estimator().setSetting("train.seed", "1").setSeed(2).fit(table)),
        new Mistake(
            "a setting of commands alone",
            () -> estimator().setSetting("data.input", "people.csv").fit(table)),
        new Mistake(
            "a treatment of invalid rows that is none",
            () -> estimator().setHandleInvalid("drop").fit(table)),
        new Mistake(
            "a row that cannot be read",
            () ->
                estimator()
                    .setSetting("data.scale", "column")
                    .fit(table.selectExpr("if(width = 6.5, null, width) as width", "height"))),
        new Mistake(
            "a work directory that is a file",
            () -> estimator().setWorkDir(path("a-file")).fit(table)),
        new Mistake(
            "a place without a model",
            () -> NoiseConditionalScoreNetworkModel.load(path("nothing"))),
        new Mistake(
            "a model of a version to come",
            () -> NoiseConditionalScoreNetworkModel.load(path("future"))),
        new Mistake(
            "params of a version to come",
            () -> NoiseConditionalScoreNetworkModel.load(path("newer"))),
        new Mistake(
            "metadata that is broken",
            () -> NoiseConditionalScoreNetworkModel.load(path("broken"))),
        new Mistake(
            "another stage than a model",
            () -> NoiseConditionalScoreNetworkModel.load(path("estimator"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void saysWhatIsWrong(Mistake mistake) throws IOException {
    Throwable said = catchThrowable(mistake.call());
    assertThat(said).isNotNull();
    boolean isComputed = mistake.what().equals("a row that the model cannot score");
    said = isComputed ? Throwables.getRootCause(said) : said;
    assertThat(said.getClass().getName()).startsWith("io.ncsn.");
    assertThat(inWords(said.getMessage())).isEqualTo(documented().get(mistake.what()));
  }

  @Test
  void theDocumentHasNoOtherMistakes() throws IOException {
    assertThat(documented().keySet())
        .containsExactlyElementsOf(mistakes().stream().map(Mistake::what).toList());
  }

  private static NoiseConditionalScoreNetwork estimator() {
    return new NoiseConditionalScoreNetwork()
        .setMaxRounds(1)
        .setSettings(Map.of("network.hidden", "[5]", "train.averaging-frequency", "2"));
  }

  private static String inWords(String said) {
    return said.replaceAll("(file:(//)?)?" + Pattern.quote(folder.toString()), "DIR")
        .replaceAll("ncsn-[-0-9a-f]{36}", "ncsn-UUID")
        .replaceAll("\\n *", "<br>");
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> said = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOC)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        said.put(row.group(1), row.group(3));
      }
    }
    return said;
  }

  private static void change(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertThat(text).contains(from);
    String changed = text.replace(from, to);
    boolean isManifest = file.endsWith("model.json");
    Files.writeString(folder.resolve(file), isManifest ? SignedManifest.of(changed) : changed);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
