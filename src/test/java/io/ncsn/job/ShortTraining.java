package io.ncsn.job;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A model that is trained for some seconds in the tests' own Spark session, and its log-densities.
 */
public final class ShortTraining {
  private final Path folder;
  private final TrainedModel model;

  /**
   * @param folder gets model, work files and densities
   * @param settings as after {@code --set}
   */
  public ShortTraining(Path folder, String... settings) {
    this.folder = folder;
    SparkSession spark = LocalSpark.session();
    Training training = Training.of(settings(settings));
    PreparedTable table = training.prepare(spark, folder.resolve("work").toString());
    this.model = training.on(spark, table, folder.resolve("model").toString()).model();
  }

  /** The model. */
  public TrainedModel model() {
    return model;
  }

  /** The columns {@code kept} of the table that {@code settings} name, and log-densities. */
  public Dataset<Row> densities(String name, List<String> kept, String... settings) {
    String output = folder.resolve(name).toString();
    Settings asked = settings(settings).settings();
    model
        .densities(asked.likelihood())
        .write(asked.data(), kept, output, new WavePace(asked.waves().seconds()));
    return LocalSpark.session().read().parquet(output);
  }

  /** Settings as after {@code --set}. */
  public static EffectiveSettings settings(String... settings) {
    List<SettingOverride> overrides = new ArrayList<>();
    for (String set : settings) {
      int equals = set.indexOf('=');
      overrides.add(
          new SettingOverride(set.substring(0, equals), set.substring(equals + 1), "the test"));
    }
    return new SettingsReader(
            location -> {
              throw new FileNotFoundException(location);
            })
        .read(Optional.empty(), overrides, EnumSet.noneOf(Requirement.class));
  }
}
