package io.ncsn.tracking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * Who asks a tracking server, by the environment variables that MLflow's own clients read.
 *
 * @param user {@code MLFLOW_TRACKING_USERNAME}, or null
 * @param password {@code MLFLOW_TRACKING_PASSWORD}, or null
 * @param token {@code MLFLOW_TRACKING_TOKEN}, or null
 */
record Credentials(String user, String password, String token) {
  static Credentials ofEnvironment() {
    Map<String, String> variables = System.getenv();
    return new Credentials(
        variables.get("MLFLOW_TRACKING_USERNAME"),
        variables.get("MLFLOW_TRACKING_PASSWORD"),
        variables.get("MLFLOW_TRACKING_TOKEN"));
  }

  BasicMlflowHostCreds at(String uri) {
    return new BasicMlflowHostCreds(uri, user, password, token, false);
  }

  /** Returns the value of the header {@code Authorization}. */
  Optional<String> header() {
    if (user != null && password != null) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    return Optional.ofNullable(token).map(value -> "Bearer " + value);
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
