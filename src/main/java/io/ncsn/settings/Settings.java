package io.ncsn.settings;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DatedPlace;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Kind;
import io.ncsn.config.NoiseSettings;
import io.ncsn.config.Places;
import io.ncsn.config.ReportSettings;
import io.ncsn.config.RequireSettings;
import io.ncsn.config.TableSettings;
import io.ncsn.config.TrackingSettings;
import io.ncsn.config.Values;
import io.ncsn.config.WaveSettings;
import io.ncsn.network.NetworkSettings;
import io.ncsn.sample.ImputeSettings;
import io.ncsn.sample.LikelihoodSettings;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.ScoreSettings;
import io.ncsn.train.TrainSettings;

/** Every setting of a run. {@code output} is a directory, local or any Hadoop URI. */
public record Settings(
    String output,
    DataSettings data,
    NoiseSettings noise,
    NetworkSettings network,
    TrainSettings train,
    SampleSettings sample,
    LikelihoodSettings likelihood,
    ScoreSettings score,
    ImputeSettings impute,
    WaveSettings waves,
    TableSettings table,
    EvaluateSettings evaluate,
    RequireSettings require,
    ReportSettings report,
    TrackingSettings tracking) {

  /** Reads every section. Each adds its own mistakes to {@code values}. */
  static Settings read(Values values) {
    String output = values.readIfSet("output", Kind.place("a directory's path or URI")).orElse("");
    Places.check(values, "output", output);
    DatedPlace.check(values, "output", output);
    TrainSettings train = TrainSettings.read(values);
    return new Settings(
        output,
        DataSettings.read(values),
        NoiseSettings.read(values),
        NetworkSettings.read(values, train.objective()),
        train,
        SampleSettings.read(values, train.objective()),
        LikelihoodSettings.read(values),
        ScoreSettings.read(values),
        ImputeSettings.read(values),
        WaveSettings.read(values),
        TableSettings.read(values),
        EvaluateSettings.read(values),
        RequireSettings.read(values),
        ReportSettings.read(values),
        TrackingSettings.read(values));
  }

  /** Returns these settings with another output. */
  Settings withOutput(String place) {
    return with(place, data);
  }

  /** Returns these settings for another table, or other columns of it. */
  public Settings withData(DataSettings other) {
    return with(output, other);
  }

  private Settings with(String place, DataSettings rows) {
    return new Settings(
        place,
        rows,
        noise,
        network,
        train,
        sample,
        likelihood,
        score,
        impute,
        waves,
        table,
        evaluate,
        require,
        report,
        tracking);
  }
}
