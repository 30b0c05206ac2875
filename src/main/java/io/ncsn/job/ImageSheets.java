package io.ncsn.job;

import io.ncsn.data.image.PictureWriter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Writes images on contact sheets: a class's images by their numbers, a hundred to a sheet. */
final class ImageSheets {
  private ImageSheets() {}

  /** One of a class's sheets. */
  private record Sheet(String directory, long number) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Writes the sheets, and returns their number. */
  static long write(JavaRDD<SampleImage> images, PictureWriter pictures, FileWriter files) {
    JavaRDD<SampleImage> sorted =
        images
            .mapToPair(image -> new Tuple2<>(image.place(), image))
            .sortByKey(Comparator.<SampleImage.Place>naturalOrder(), true)
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return sheets(sorted)
          .mapPartitions(
              part -> {
                long count = 0;
                for (; part.hasNext(); count++) {
                  write(part.next(), pictures, files);
                }
                return List.of(count).iterator();
              })
          .fold(0L, Long::sum);
    } finally {
      sorted.unpersist();
    }
  }

  private static JavaPairRDD<Sheet, Iterable<SampleImage>> sheets(JavaRDD<SampleImage> sorted) {
    Map<String, Long> firsts = firsts(sorted);
    return sorted
        .zipWithIndex()
        .mapToPair(
            numbered -> {
              String directory = numbered._1().directory();
              long rank = numbered._2() - firsts.get(directory);
              return new Tuple2<>(
                  new Sheet(directory, rank / PictureWriter.ON_A_SHEET), numbered._1());
            })
        .groupByKey();
  }

  /** Returns how many images come before those of each class. */
  private static Map<String, Long> firsts(JavaRDD<SampleImage> sorted) {
    Map<String, Long> counts =
        new TreeMap<>(sorted.mapToPair(image -> new Tuple2<>(image.directory(), 1)).countByKey());
    long before = 0;
    for (Map.Entry<String, Long> of : counts.entrySet()) {
      long count = of.getValue();
      of.setValue(before);
      before += count;
    }
    return counts;
  }

  private static void write(
      Tuple2<Sheet, Iterable<SampleImage>> sheet, PictureWriter pictures, FileWriter files) {
    List<SampleImage> images = new ArrayList<>();
    sheet._2().forEach(images::add);
    images.sort(Comparator.comparing(SampleImage::place));
    String path = images.get(0).path("sheet-%06d".formatted(sheet._1().number()));
    files.write(path, pictures.sheet(images.stream().map(SampleImage::pixels).toList()));
  }
}
