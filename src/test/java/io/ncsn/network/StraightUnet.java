package io.ncsn.network;

/**
 * A U-Net of two levels, written down straight on one image as [channel][y][x], without a word of
 * {@link UnetWalk}.
 */
final class StraightUnet {
  private final Unet net;
  private final float[] parameters;
  private int at;
  private double[] effects;
  private int modulated;

  StraightUnet(Unet net, float[] parameters) {
    this.net = net;
    this.parameters = parameters;
  }

  /** Returns the output of one row, and how many parameters it took. */
  double[] output(double[] row, int beyond) {
    int p = net.patch();
    int c = net.channels();
    int a = net.hidden().get(0);
    int b = net.hidden().get(1);
    int pixels = net.width() * net.height() * c;
    double[] told = new double[row.length - pixels];
    System.arraycopy(row, pixels, told, 0, told.length);
    double[] e = silu(matrix(told, 128));
    e = silu(matrix(e, 128));
    int first = net.repeats().get(0);
    int second = net.repeats().get(1);
    boolean above = net.attention().toString().startsWith("[true");
    boolean below = net.attention().toString().matches("true|.*true]");
    effects = matrix(e, 4 * a * first + 2 * b * second);
    int high = (net.height() + 2 * p - 1) / (2 * p) * 2;
    int wide = (net.width() + 2 * p - 1) / (2 * p) * 2;
    double[][][] x = new double[p * p * c][high][wide];
    for (int y = 0; y < net.height(); y++) {
      for (int i = 0; i < net.width(); i++) {
        for (int k = 0; k < c; k++) {
          x[k * p * p + y % p * p + i % p][y / p][i / p] = row[(y * net.width() + i) * c + k];
        }
      }
    }
    double[][][][] skips = new double[first][][][];
    double[][][] h = convolution(x, a, 3, 1);
    for (int i = 0; i < first; i++) {
      h = block(h);
      h = above && i + 1 < first ? attention(h) : h;
      skips[i] = h;
    }
    h = convolution(h, b, 2, 2);
    for (int i = 0; i < second; i++) {
      h = block(h);
      h = below && i + 1 < second ? attention(h) : h;
    }
    double[] means = new double[b];
    for (int k = 0; k < b; k++) {
      for (double[] line : h[k]) {
        for (double value : line) {
          means[k] += value * 4.0 / (high * wide);
        }
      }
    }
    double[][][] grown = convolution(h, 4 * a, 1, 1);
    double[][][] up = new double[a][high][wide];
    for (int k = 0; k < a; k++) {
      for (int y = 0; y < high; y++) {
        for (int i = 0; i < wide; i++) {
          up[k][y][i] = grown[4 * k + 2 * (y % 2) + i % 2][y / 2][i / 2];
        }
      }
    }
    for (int i = 0; i < first; i++) {
      up = block(sum(up, skips[first - 1 - i]));
      up = above && i + 1 < first ? attention(up) : up;
    }
    double[][][] last = convolution(silu(norm(up)), (p * p * c + 15) / 16 * 16, 3, 1);
    double[] found = new double[pixels + beyond];
    for (int y = 0; y < net.height(); y++) {
      for (int i = 0; i < net.width(); i++) {
        for (int k = 0; k < c; k++) {
          found[(y * net.width() + i) * c + k] = last[k * p * p + y % p * p + i % p][y / p][i / p];
        }
      }
    }
    if (beyond > 0) {
      System.arraycopy(matrix(silu(means), beyond), 0, found, pixels, beyond);
    }
    return found;
  }

  int taken() {
    return at;
  }

  private double[][][] block(double[][][] x) {
    int k = x.length;
    double[][][] h = norm(convolution(silu(norm(x)), k, 3, 1));
    for (int i = 0; i < k; i++) {
      for (double[] line : h[i]) {
        for (int j = 0; j < line.length; j++) {
          line[j] = line[j] * (1 + effects[modulated + i]) + effects[modulated + k + i];
        }
      }
    }
    modulated += 2 * k;
    return sum(convolution(silu(h), k, 3, 1), x);
  }

  private double[][][] attention(double[][][] x) {
    int k = x.length;
    double[][][] n = norm(x);
    double[][][] qkv = convolution(n, 3 * k, 1, 1);
    int wide = x[0][0].length;
    int pixels = x[0].length * wide;
    double[][][] found = new double[k][x[0].length][wide];
    for (int q = 0; q < pixels; q++) {
      for (int head = 0; head < 4; head++) {
        double[] weight = new double[pixels];
        double total = 0;
        for (int o = 0; o < pixels; o++) {
          double dot = 0;
          for (int i = head * k / 4; i < (head + 1) * k / 4; i++) {
            dot += qkv[i][q / wide][q % wide] * qkv[k + i][o / wide][o % wide];
          }
          weight[o] = Math.exp(dot / Math.sqrt(k / 4.0));
          total += weight[o];
        }
        for (int o = 0; o < pixels; o++) {
          for (int i = head * k / 4; i < (head + 1) * k / 4; i++) {
            found[i][q / wide][q % wide] += weight[o] / total * qkv[2 * k + i][o / wide][o % wide];
          }
        }
      }
    }
    return sum(convolution(found, k, 1, 1), x);
  }

  private double[][][] convolution(double[][][] x, int out, int kernel, int stride) {
    int pad = stride == 1 ? kernel / 2 : 0;
    int high = x[0].length / stride;
    int wide = x[0][0].length / stride;
    int biases = at + out * kernel * kernel * x.length;
    double[][][] found = new double[out][high][wide];
    for (int o = 0; o < out; o++) {
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          for (double[][] plane : x) {
            double w = parameters[at++];
            for (int y = 0; y < high; y++) {
              for (int i = 0; i < wide; i++) {
                int fromY = y * stride + ky - pad;
                int fromX = i * stride + kx - pad;
                boolean inside =
                    fromY >= 0 && fromX >= 0 && fromY < plane.length && fromX < plane[0].length;
                found[o][y][i] += inside ? w * plane[fromY][fromX] : 0;
              }
            }
          }
        }
      }
      for (double[] line : found[o]) {
        for (int i = 0; i < wide; i++) {
          line[i] += parameters[biases + o];
        }
      }
    }
    at += out;
    return found;
  }

  private double[] matrix(double[] x, int out) {
    double[][][] rows = new double[x.length][1][1];
    for (int i = 0; i < x.length; i++) {
      rows[i][0][0] = x[i];
    }
    double[][][] y = convolution(rows, out, 1, 1);
    double[] found = new double[out];
    for (int i = 0; i < out; i++) {
      found[i] = y[i][0][0];
    }
    return found;
  }

  private double[][][] norm(double[][][] x) {
    int k = x.length;
    double[][][] found = new double[k][x[0].length][x[0][0].length];
    double count = 16.0 * x[0].length * x[0][0].length;
    for (int group = 0; group < k; group += 16) {
      double mean = 0;
      for (int i = group; i < group + 16; i++) {
        for (double[] line : x[i]) {
          for (double value : line) {
            mean += value / count;
          }
        }
      }
      double variance = 0;
      for (int i = group; i < group + 16; i++) {
        for (double[] line : x[i]) {
          for (double value : line) {
            variance += (value - mean) * (value - mean) / count;
          }
        }
      }
      for (int i = group; i < group + 16; i++) {
        for (int y = 0; y < x[0].length; y++) {
          for (int j = 0; j < x[0][0].length; j++) {
            double z = (x[i][y][j] - mean) / Math.sqrt(variance + 1e-5);
            found[i][y][j] = z * parameters[at + i] + parameters[at + k + i];
          }
        }
      }
    }
    at += 2 * k;
    return found;
  }

  private static double[] silu(double[] x) {
    double[] found = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      found[i] = x[i] / (1 + Math.exp(-x[i]));
    }
    return found;
  }

  private static double[][][] silu(double[][][] x) {
    double[][][] found = new double[x.length][x[0].length][];
    for (int k = 0; k < x.length; k++) {
      for (int y = 0; y < x[0].length; y++) {
        found[k][y] = silu(x[k][y]);
      }
    }
    return found;
  }

  private static double[][][] sum(double[][][] x, double[][][] y) {
    for (int k = 0; k < x.length; k++) {
      for (int i = 0; i < x[0].length; i++) {
        for (int j = 0; j < x[0][0].length; j++) {
          x[k][i][j] += y[k][i][j];
        }
      }
    }
    return x;
  }
}
