package io.ncsn.sample;

/** {@code sample.images}: the form in which samples that are images are written besides Parquet. */
public enum SampleImages {
  /** Not at all. */
  NONE,
  /** Contact sheets of a hundred images. */
  SHEETS,
  /** A file for each image. */
  PNG
}
