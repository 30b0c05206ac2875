package io.ncsn.data.image;

import io.ncsn.config.PictureSettings.Fit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads pictures side by side, each from its file, as an executor's tasks do. */
public final class TwoPictures {
  private TwoPictures() {}

  /** Reads the files; fails if one is none that can be used. */
  public static void main(String[] files) throws InterruptedException, ExecutionException {
    PictureReader reader = new PictureReader(28, 28, 3, Fit.CROP, 0xFFFFFF);
    CyclicBarrier bothInMemory = new CyclicBarrier(files.length);
    ExecutorService tasks = Executors.newFixedThreadPool(files.length);
    List<Future<Integer>> read =
        Arrays.stream(files)
            .map(
                file ->
                    tasks.submit(
                        () -> {
                          byte[] bytes = bytes(Path.of(file));
                          bothInMemory.await();
                          return reader.read(bytes).length;
                        }))
            .toList();
    tasks.shutdown();
    for (Future<Integer> task : read) {
      System.out.println("read " + task.get());
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
