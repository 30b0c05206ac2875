package io.ncsn.network;

/**
 * Images in plain double precision, row-major [rows, height, width, channels]. Rows of numbers are
 * images of one pixel.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ImageArray(int rows, int height, int width, int channels, double[] values) {
  ImageArray(int rows, int height, int width, int channels) {
    this(rows, height, width, channels, new double[rows * height * width * channels]);
  }

  /** Returns an array of this one's size. */
  ImageArray alike() {
    return new ImageArray(rows, height, width, channels);
  }

  int pixels() {
    return height * width;
  }

  int index(int row, int y, int x, int channel) {
    return ((row * height + y) * width + x) * channels + channel;
  }

  double at(int row, int y, int x, int channel) {
    return values[index(row, y, x, channel)];
  }

  void set(int row, int y, int x, int channel, double value) {
    values[index(row, y, x, channel)] = value;
  }

  /** A value for each place. */
  interface Place {
    double value(int row, int y, int x, int channel);
  }

  /** Fills all places. */
  ImageArray filled(Place place) {
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < channels; channel++) {
            values[at++] = place.value(row, y, x, channel);
          }
        }
      }
    }
    return this;
  }
}
