package io.ncsn.evaluate.mixed;

/** The mean of some points, and how far points are from it. */
final class Centre {
  private final double[] numbers;
  private final double[][] shares;

  private Centre(double[] numbers, double[][] shares) {
    this.numbers = numbers;
    this.shares = shares;
  }

  /** Returns the mean of the first {@code rows} points. */
  static Centre of(Embedded points, int rows) {
    double[] numbers = new double[points.numbers().length];
    for (int j = 0; j < numbers.length; j++) {
      for (int i = 0; i < rows; i++) {
        numbers[j] += points.numbers()[j][i] / (double) rows;
      }
    }
    double[][] shares = new double[points.codes().length][];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = new double[points.levels()[j]];
      for (int i = 0; i < rows; i++) {
        shares[j][points.codes()[j][i]]++;
      }
      for (int level = 0; level < shares[j].length; level++) {
        shares[j][level] /= rows;
      }
    }
    return new Centre(numbers, shares);
  }

  /** Returns the Euclidean distances of the first {@code rows} points. */
  double[] distances(Embedded points, int rows) {
    double[] squares = new double[rows];
    for (int j = 0; j < numbers.length; j++) {
      for (int i = 0; i < rows; i++) {
        double difference = points.numbers()[j][i] - numbers[j];
        squares[i] += difference * difference;
      }
    }
    for (int j = 0; j < shares.length; j++) {
      double norm = 1;
      for (double share : shares[j]) {
        norm += share * share;
      }
      for (int i = 0; i < rows; i++) {
        squares[i] += norm - 2 * shares[j][points.codes()[j][i]];
      }
    }
    for (int i = 0; i < rows; i++) {
      squares[i] = Math.sqrt(Math.max(0, squares[i]));
    }
    return squares;
  }
}
