package io.ncsn.tracking;

import io.ncsn.job.MetricsHistory;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What a tracking server gets of an output directory: figures, report and model, but no rows. */
record FinishedRunFiles(Storage storage, OutputDirectory output) {
  /** Returns the figures of the rounds; none if the run trained nothing. */
  MetricsHistory rounds() {
    return new MetricsHistory(
        storage.exists(output.metrics())
            ? storage.read(output.metrics()).lines().toList()
            : List.of());
  }

  String name() {
    return output.root().getName();
  }

  /** Returns the files to send. */
  List<FileStatus> all() throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (Path place :
        List.of(output.run(), output.report(), output.metrics(), output.drift(), output.model())) {
      if (storage.exists(place)) {
        RemoteIterator<LocatedFileStatus> below = files(place).listFiles(place, true);
        while (below.hasNext()) {
          found.add(below.next());
        }
      }
    }
    return found;
  }

  /** Returns the name of a file below the output directory, such as {@code model/model.json}. */
  String below(FileStatus file) throws IOException {
    Path root = files(output.root()).makeQualified(output.root());
    return root.toUri().relativize(file.getPath().toUri()).getPath();
  }

  FileSystem files(Path path) throws IOException {
    return path.getFileSystem(storage.configuration());
  }
}
