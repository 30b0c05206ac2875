package io.ncsn.data.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * Shows Parquet files without the logical types that are newer than Spark's reader, such as
 * float16: that reader fails on the whole file for them. The columns are then plain bytes, which
 * can be left out. Only the footer is made anew; all other bytes are those of the file.
 *
 * <p>The path of {@code hdfs://host/t.parquet} is {@code ncsn-known://HEX/t.parquet}, where HEX is
 * {@code hdfs://host} in hexadecimal digits.
 */
public final class KnownTypes extends FileSystem {
  private static final String SCHEME = "ncsn-known";

  /** What Spark's readers must be told. */
  static final Map<String, String> OPTIONS =
      Map.of("fs." + SCHEME + ".impl", KnownTypes.class.getName());

  /** The length of the footer and the mark after it. */
  private static final int END = 8;

  private URI uri;
  private FileSystem files;

  /** The path that shows {@code path} without unknown types. */
  static Path of(Path path, FileSystem system) {
    String origin =
        HexFormat.of().formatHex(system.getUri().toString().getBytes(StandardCharsets.UTF_8));
    return new Path(SCHEME, origin, path.toUri().getPath());
  }

  /** The file's own path: of a path that shows it without unknown types, or of any other. */
  public static Path original(Path path) {
    return SCHEME.equals(path.toUri().getScheme())
        ? new Path(origin(path.toUri()), new Path(path.toUri().getPath()))
        : path;
  }

  private static Path origin(URI uri) {
    byte[] bytes = HexFormat.of().parseHex(uri.getAuthority());
    String origin = new String(bytes, StandardCharsets.UTF_8);
    return new Path(origin.endsWith("/") ? origin : origin + "/");
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    uri = URI.create(SCHEME + "://" + name.getAuthority());
    files = origin(name).getFileSystem(conf);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Tail tail = tail(original(path));
    return new FSDataInputStream(
        new TailedStream(files.open(original(path), bufferSize), tail.start(), tail.bytes()));
  }

  /** What stands in the place of a file's end, from {@code start} on. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Tail(long start, byte[] bytes) {}

  private Tail tail(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      long start = seekFooter(in, files.getFileStatus(file).getLen());
      FileMetaData footer = Util.readFileMetaData(in);
      footer.getSchema().stream()
          .filter(KnownTypes::isUnknown)
          .forEach(SchemaElement::unsetLogicalType);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, bytes);
      int length = bytes.size();
      bytes.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
      bytes.write("PAR1".getBytes(StandardCharsets.US_ASCII));
      return new Tail(start, bytes.toByteArray());
    }
  }

  /** Goes to where the footer starts. */
  private static long seekFooter(FSDataInputStream in, long fileLength) throws IOException {
    in.seek(fileLength - END);
    long start = fileLength - END - Integer.reverseBytes(in.readInt());
    in.seek(start);
    return start;
  }

  private static boolean isUnknown(SchemaElement column) {
    return column.isSetLogicalType() && column.getLogicalType().getSetField() == null;
  }

  /** Whether a column of the file has a type that Spark's reader does not know. */
  static boolean hasUnknown(FileSystem system, Path file) throws IOException {
    try (FSDataInputStream in = system.open(file)) {
      seekFooter(in, system.getFileStatus(file).getLen());
      return Util.readFileMetaData(in).getSchema().stream().anyMatch(KnownTypes::isUnknown);
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus own = files.getFileStatus(original(path));
    long length = own.getLen();
    if (own.isFile()) {
      Tail tail = tail(original(path));
      length = tail.start() + tail.bytes().length;
    }
    return new FileStatus(
        length,
        own.isDirectory(),
        own.getReplication(),
        own.getBlockSize(),
        own.getModificationTime(),
        path.makeQualified(uri, getWorkingDirectory()));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return new FileStatus[] {getFileStatus(path)}; // single files alone are shown
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri.toString() + "/");
  }

  @Override
  public void setWorkingDirectory(Path path) {
    throw readOnly();
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress) {
    throw readOnly();
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw readOnly();
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw readOnly();
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    throw readOnly();
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("Cannot change files of " + SCHEME);
  }
}
