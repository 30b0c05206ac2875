package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.Main;

/** The Scala of docs/spark-ml.md is compiled, and run on a small table for a short time. */
class ScalaSnippetTest {
  private static final Path DOCUMENT = Path.of("docs/spark-ml.md");

  @TempDir private Path folder;

  @Test
  void theDocumentsScalaCompilesAndRuns() throws Exception {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf("```scala\n") + "```scala\n".length();
    String snippet = document.substring(begin, document.indexOf("```", begin));
    assertThat(snippet).contains(".setMaxSeconds(60)");
    Path source =
        Files.writeString(
            folder.resolve("Snippet.scala"),
            """
            object Snippet {
              def rows(flights: org.apache.spark.sql.DataFrame): Array[org.apache.spark.sql.DataFrame] = {
                %s
                Array(strange, like, whole)
              }
            }
            """
                .formatted(snippet.replace(".setMaxSeconds(60)", ".setMaxRounds(2)")));

    Main.process(
        new String[] {
          "-classpath",
          System.getProperty("java.class.path"),
          "-d",
          folder.toString(),
          "-language:_",
          source.toString()
        });

    assertThat(Main.reporter().hasErrors()).isFalse();
    Dataset<Row> flights =
        LocalSpark.session()
            .range(211)
            .selectExpr(
                "100 + 3 * sin(id) as distance",
                "cos(0.7 * id) as delay",
                "if(id % 3 = 0, 'AB', 'CD') as carrier");
    try (URLClassLoader compiled = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Dataset<?>[] found =
          (Dataset<?>[])
              compiled.loadClass("Snippet").getMethod("rows", Dataset.class).invoke(null, flights);
      assertThat(List.of(found[0].columns()))
          .containsExactly("distance", "delay", "carrier", "logDensity");
      assertThat(found[0].count()).isEqualTo(211);
      assertThat(found[1].count()).isEqualTo(2);
      assertThat(found[2].count()).isEqualTo(211);
    }
  }
}
