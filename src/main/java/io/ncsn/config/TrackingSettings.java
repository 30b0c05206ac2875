package io.ncsn.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code tracking.*}: where finished runs are told of.
 *
 * @param uri address of an MLflow tracking server; empty: none
 * @param experiment name of the experiment that gets the runs
 */
public record TrackingSettings(Optional<String> uri, String experiment) {
  private static final String URI = "tracking.mlflow.uri";

  /** Reads {@code tracking.*}. */
  public static TrackingSettings read(Values values) {
    TrackingSettings settings =
        new TrackingSettings(
            values.read(URI, Kind.text("an http or https address").orNone()),
            values.read("tracking.mlflow.experiment", Kind.text("a name")));
    values.rule(
        List.of(URI),
        settings.uri.filter(address -> !address.matches("https?://[^/\\s]+\\S*")).isPresent(),
        "tracking.mlflow.uri is %s, which is not the address of a tracking server; set one such as http://mlflow.example:5000, or none"
            .formatted(values.rendered(URI)));
    values.rule(
        List.of(URI),
        settings.uri.filter(address -> address.matches("https?://\\S*@\\S*")).isPresent(),
        "tracking.mlflow.uri is %s, and who lists this machine's processes could read the user and password in it; leave them out, and set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
            .formatted(Redaction.hideCredentials(values.rendered(URI))));
    return settings;
  }
}
