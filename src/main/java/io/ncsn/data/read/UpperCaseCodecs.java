package io.ncsn.data.read;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.GzipCodec;

/** Hadoop's codecs for names in capitals: it tells a codec by the ending, in which case counts. */
public final class UpperCaseCodecs {
  /** Hadoop's setting of further codecs. */
  static final String SETTING = "io.compression.codecs";

  private UpperCaseCodecs() {}

  /** The value of {@link #SETTING} that adds these codecs to those of {@code hadoop}. */
  static String addedTo(Configuration hadoop) {
    String ours = Gzip.class.getName() + "," + Bzip2.class.getName();
    String theirs = hadoop.get(SETTING, "");
    return theirs.isBlank() ? ours : theirs + "," + ours;
  }

  /** Unpacks files whose names end in {@code .GZ}. */
  public static final class Gzip extends GzipCodec {
    @Override
    public String getDefaultExtension() {
      return ".GZ";
    }
  }

  /** Unpacks files whose names end in {@code .BZ2}. */
  public static final class Bzip2 extends BZip2Codec {
    @Override
    public String getDefaultExtension() {
      return ".BZ2";
    }
  }
}
