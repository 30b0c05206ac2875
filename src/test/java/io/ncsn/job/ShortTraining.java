package io.ncsn.job;

import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import io.ncsn.config.SettingOverride;
import io.ncsn.config.SettingsReader;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.testing.LocalSpark;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A model that is trained for some seconds, by the phases of the program in the tests' own Spark
 * session, and its log-densities.
 */
public final class ShortTraining {
  private final Path folder;

  /**
   * @param folder gets model, work files and densities
   * @param settings as after {@code --set}
   */
  public ShortTraining(Path folder, String... settings) {
    this.folder = folder;
    Storage storage = new Storage(new Configuration());
    OutputDirectory output = new OutputDirectory(storage, folder.toString());
    MetricsLog metrics = new MetricsLog(storage, output.metrics());
    new TrainPhase(LocalSpark.session(), output, metrics, () -> ProgressLine.NONE, record(settings))
        .run();
  }

  /** The columns {@code kept} of the table that {@code settings} name, and log-densities. */
  public Dataset<Row> densities(String name, List<String> kept, String... settings) {
    String output = folder.resolve(name).toString();
    new LikelihoodPhase(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(folder.resolve("model").toString()),
            new org.apache.hadoop.fs.Path(output),
            record(settings))
        .run(kept);
    return LocalSpark.session().read().parquet(output);
  }

  /** Of a run with {@code settings}, as after {@code --set}. */
  public static RunRecord record(String... settings) {
    List<SettingOverride> overrides = new ArrayList<>();
    for (String set : settings) {
      int equals = set.indexOf('=');
      overrides.add(
          new SettingOverride(set.substring(0, equals), set.substring(equals + 1), "the test"));
    }
    EffectiveSettings effective =
        new SettingsReader(
                location -> {
                  throw new FileNotFoundException(location);
                })
            .read(Optional.empty(), overrides, EnumSet.noneOf(Requirement.class));
    return new RunRecord("test", effective);
  }
}
