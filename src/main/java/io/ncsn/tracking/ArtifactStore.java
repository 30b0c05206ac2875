package io.ncsn.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where a run's files go: through the tracking server, or straight to the file system it names. */
interface ArtifactStore {
  /** Opens a file to read. */
  interface Source {
    InputStream open() throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param name its path in the run's artifacts, with slashes
   * @param length its bytes
   */
  void put(String name, long length, Source source) throws IOException;

  /**
   * Returns the store of a run.
   *
   * @param server the tracking server's address
   * @param artifacts the run's artifact URI: {@code mlflow-artifacts:/…} goes through the server,
   *     any other to Hadoop's file system of that scheme
   * @param hadoop Hadoop's settings, such as the keys of an object store
   */
  static ArtifactStore of(
      String server, String artifacts, Credentials credentials, Configuration hadoop) {
    URI place = URI.create(artifacts);
    if ("mlflow-artifacts".equals(place.getScheme())) {
      String base = server.replaceAll("/+$", "") + "/api/2.0/mlflow-artifacts/artifacts";
      HttpClient client = HttpClient.newHttpClient();
      return (name, length, source) ->
          put(client, URI.create(base + place.getPath() + "/" + name), credentials, length, source);
    }
    Path root =
        new Path("s3".equals(place.getScheme()) ? "s3a" + artifacts.substring(2) : artifacts);
    return (name, length, source) -> copy(new Path(root, name), source, hadoop);
  }

  private static void put(
      HttpClient client, URI place, Credentials credentials, long length, Source source)
      throws IOException {
    HttpRequest.BodyPublisher body =
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(
                    () -> {
                      try {
                        return source.open();
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }),
                length);
    HttpRequest.Builder request = HttpRequest.newBuilder(place).PUT(body);
    credentials.header().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "%s answered %d: %s".formatted(place, answer.statusCode(), answer.body()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void copy(Path place, Source source, Configuration hadoop) throws IOException {
    try (InputStream in = source.open();
        OutputStream out = place.getFileSystem(hadoop).create(place, true)) {
      in.transferTo(out);
    }
  }
}
