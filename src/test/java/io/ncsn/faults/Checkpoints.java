package io.ncsn.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters' hash of every checkpoint that was seen in a model directory, by round. */
final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path manifest;
  private final SortedMap<Integer, String> seen = new TreeMap<>();
  private FileTime last = FileTime.fromMillis(0);

  Checkpoints(Path model) {
    this.manifest = model.resolve("model.json");
  }

  /** Notes the checkpoint that is there now. */
  void look() throws IOException {
    try {
      FileTime now = Files.getLastModifiedTime(manifest);
      if (!now.equals(last)) {
        JsonNode model = JSON.readTree(Files.readAllBytes(manifest));
        String hash = model.path("files").path("parameters").path("sha256").asText();
        int round = model.path("state").path("round").asInt();
        String before = seen.put(round, hash);
        if (before != null && !before.equals(hash)) {
          throw new AssertionError(
              "Round %d had two hashes: %s, %s".formatted(round, before, hash));
        }
        last = now;
      }
    } catch (NoSuchFileException notYet) {
      // the first checkpoint is still to come
    }
  }

  SortedMap<Integer, String> seen() {
    return seen;
  }
}
