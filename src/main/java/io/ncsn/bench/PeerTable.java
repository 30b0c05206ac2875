package io.ncsn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.data.shard.PackedFloats;
import io.ncsn.noise.NoiseSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in the peer's format, with the same standardised rows, hold-out and noise levels as this
 * program's.
 */
final class PeerTable {
  /** The name of the training among the peer's works. */
  static final String WORK = "fit";

  private final Path directory;
  private final Size size;

  /**
   * Writes the table.
   *
   * @param size size of the peer's network
   * @param train standardised training rows
   * @param holdout standardised hold-out rows
   */
  PeerTable(Path directory, Size size, float[] train, float[] holdout, NoiseSchedule schedule) {
    this.directory = directory;
    this.size = size;
    try {
      Files.createDirectories(directory);
      write("train", train);
      write("holdout", holdout);
      float[] levels = new float[schedule.size()];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (float) schedule.sigma(i);
      }
      write("levels", levels);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the peer's table to " + directory, e);
    }
  }

  private void write(String name, float[] values) throws IOException {
    Files.write(file(name), PackedFloats.pack(values));
  }

  private Path file(String name) {
    return directory.resolve(name + ".f32");
  }

  /**
   * The result of the peer.
   *
   * @param parameters parameters of its network, [n]
   * @param loss its estimate of the hold-out loss
   * @param error standard error of that estimate
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(float[] parameters, double loss, double error) {}

  /** Trains in PyTorch for {@code seconds} in the way {@code way}. */
  Found fit(Peer peer, List<String> way, double seconds, List<String> settings) {
    List<String> work = new ArrayList<>(List.of(WORK, "--table", directory.toString()));
    work.addAll(size.arguments());
    work.addAll(List.of("--seconds", String.valueOf(seconds)));
    work.addAll(settings);
    JsonNode answer = peer.answer(work, way);
    return new Found(parameters(), answer.path("loss").asDouble(), answer.path("error").asDouble());
  }

  private float[] parameters() {
    try {
      byte[] bytes = Files.readAllBytes(file("parameters"));
      float[] parameters = new float[bytes.length / Float.BYTES];
      PackedFloats.unpack(bytes, parameters, 0);
      return parameters;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the peer's parameters", e);
    }
  }
}
