package io.ncsn.data.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of images and their labels, found by the names of the MNIST family: {@code
 * train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, each with {@code .gz} or without.
 */
final class IdxPairs {
  private static final Pattern IMAGES = Pattern.compile("images(.?)idx[34]");
  private static final String TRAINING = "train-";
  private static final String TEST = "t10k-";

  private IdxPairs() {}

  /** Returns whether a file holds labels, by its name. */
  static boolean isLabels(FileStatus file) {
    return file.getPath().getName().contains("idx1");
  }

  /**
   * Returns the files of images, each with its file of labels.
   *
   * @param files some of them; labels that are not among them are looked for beside their images
   * @throws io.ncsn.data.codec.DataException if there are no images, or those for training and
   *     those for the test
   */
  static Map<FileStatus, Optional<FileStatus>> of(
      Configuration hadoop, String input, List<FileStatus> files) {
    List<FileStatus> images = files.stream().filter(file -> !isLabels(file)).toList();
    if (images.isEmpty()) {
      throw IdxFile.problem(
          input,
          "found labels alone ('%s'), need the images; set data.input to the file of images, whose labels are found beside it"
              .formatted(files.get(0).getPath().getName()));
    }
    requireOneSide(input, images);
    Map<FileStatus, Optional<FileStatus>> pairs = new LinkedHashMap<>();
    for (FileStatus file : images) {
      pairs.put(file, labels(hadoop, input, file));
    }
    return pairs;
  }

  /**
   * Returns the files with their labels' files, for all that asks whether the input has changed.
   */
  static List<FileStatus> files(Map<FileStatus, Optional<FileStatus>> pairs) {
    List<FileStatus> all = new ArrayList<>();
    pairs.forEach(
        (images, labels) -> {
          all.add(images);
          labels.ifPresent(all::add);
        });
    return all;
  }

  private static void requireOneSide(String input, List<FileStatus> images) {
    Optional<String> training = named(images, TRAINING);
    Optional<String> test = named(images, TEST);
    if (training.isPresent() && test.isPresent()) {
      throw IdxFile.problem(
          input,
          "found images for training ('%s') and for the test ('%s'), which no model should see; set data.input to one file of images"
              .formatted(training.get(), test.get()));
    }
  }

  private static Optional<String> named(List<FileStatus> files, String start) {
    return files.stream()
        .map(file -> file.getPath().getName())
        .filter(name -> name.startsWith(start))
        .findFirst();
  }

  private static Optional<FileStatus> labels(
      Configuration hadoop, String input, FileStatus images) {
    Path path = images.getPath();
    String name = path.getName().replaceFirst("\\.(gz|GZ)$", "");
    String wanted = IMAGES.matcher(name).replaceFirst("labels$1idx1");
    if (wanted.equals(name)) {
      return Optional.empty();
    }
    try {
      FileSystem system = path.getFileSystem(hadoop);
      for (String ending : List.of("", ".gz", ".GZ")) {
        Path labels = new Path(path.getParent(), wanted + ending);
        if (system.exists(labels)) {
          return Optional.of(system.getFileStatus(labels));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw IdxFile.problem(input, SparkErrors.reason(e) + SparkErrors.advice(e));
    }
  }
}
