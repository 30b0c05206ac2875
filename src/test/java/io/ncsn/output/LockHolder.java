package io.ncsn.output;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A program that locks a file on HDFS and keeps the lock until it is killed. */
public final class LockHolder {
  public static final String LOCKED = "locked";

  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    Path file = new Path(arguments[0]);
    FileSystem files = FileSystem.get(URI.create(arguments[0]), new Configuration());
    if (LeaseLock.of(files, file).isPresent()) {
      System.out.println(LOCKED);
    }
    System.in.read();
  }
}
