package io.ncsn.report;

import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A headless browser that opens a file and gives back what it made of it. */
final class Chromium {
  private final String program;
  private final Path directory;

  /** Works in {@code directory}; for tests that need {@link Tool#BROWSER}. */
  Chromium(Path directory) {
    this.directory = directory;
    this.program = Tool.browser().orElseThrow().toString();
  }

  /** The page after its scripts ran, and what the browser's console said. */
  record Page(String dom, String console) {}

  /** Opens {@code html} as a file. */
  Page open(String html) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("report.html"), html);
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + directory.resolve("profile"),
            "--enable-logging=stderr",
            "--v=0",
            "--window-size=1280,4000",
            "--virtual-time-budget=15000",
            "--dump-dom",
            file.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The browser did not end within 120 s: " + command);
    }
    String console =
        String.join(
            "\n",
            Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList());
    return new Page(Files.readString(dom), console);
  }
}
