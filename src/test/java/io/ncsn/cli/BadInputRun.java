package io.ncsn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the command did with an input: as a user sees it.
 *
 * @param code exit code
 * @param said on standard error; directories by DIR and OUT, {@code <br>} for a line break
 * @param left files and directories that were not there before, or are of another length
 */
record BadInputRun(int code, String said, List<String> left) {

  /**
   * Runs the command line of {@code input}.
   *
   * @param directory empty; gets the input
   * @param output what the command is told to write to; not there
   */
  static BadInputRun of(BadInput input, Path directory, Path output) throws IOException {
    List<String> line = new ArrayList<>(input.make().in(directory));
    if (!line.contains("--output") && !line.get(0).equals("inspect")) {
      line.addAll(List.of("--output", output.toString()));
    }
    SortedMap<String, Long> before = files(directory, output);
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    SortedMap<String, Long> after = files(directory, output);
    after.entrySet().removeAll(before.entrySet());
    return new BadInputRun(
        code, inWords(err.toString(), directory, output), List.copyOf(after.keySet()));
  }

  private static String inWords(String said, Path directory, Path output) {
    return said.strip()
        .replaceAll("(?m)^ncsn: ", "")
        .replaceAll("(file:(//)?)?" + Pattern.quote(directory.toString()), "DIR")
        .replaceAll("(file:(//)?)?" + Pattern.quote(output.toString()), "OUT")
        .replaceAll("Call From \\S+ to", "Call From HOST to")
        .replaceAll("part-(\\d+)-[-0-9a-f]+-c000", "part-$1")
        .replaceAll("\\n *", "<br>");
  }

  private static SortedMap<String, Long> files(Path... roots) throws IOException {
    SortedMap<String, Long> lengths = new TreeMap<>();
    for (Path root : roots) {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              lengths.put(folder.toString(), 0L);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              lengths.put(file.toString(), attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path notThereOrNotAllowed, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return lengths;
  }
}
