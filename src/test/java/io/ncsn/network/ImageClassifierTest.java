package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.ClassifierSpec.Convolution;
import io.ncsn.network.ImageClassifier.Judgement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Images of two classes: bright at the left, or bright at the right. */
class ImageClassifierTest {
  private static final long SEED = 5;
  private static final ClassifierSpec SMALL = new ClassifierSpec(3, 5, 2, 2);

  @Test
  void findsTheLabelsOfImagesThatItHasNotSeen() {
    Drawn learnt = draw(SMALL, 211, 1);
    Drawn others = draw(SMALL, 307, 2);
    ImageClassifier classifier =
        ImageClassifier.train(SMALL, learnt.images(), learnt.labels(), SEED);
    assertThat(classifier.judge(others.images()).classes()).isEqualTo(others.labels());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Drawn learnt = draw(SMALL, 53, 1);
    ImageClassifier first = ImageClassifier.train(SMALL, learnt.images(), learnt.labels(), SEED);
    ImageClassifier again = ImageClassifier.train(SMALL, learnt.images(), learnt.labels(), SEED);
    assertThat(again.parameters()).isEqualTo(first.parameters());
    assertThat(ImageClassifier.train(SMALL, learnt.images(), learnt.labels(), 6).parameters())
        .isNotEqualTo(first.parameters());
  }

  /** An independent pass, in loops and double precision, of an image that is made smaller first. */
  @Test
  void featuresAreThoseOfConvolutionsWrittenOut() {
    ClassifierSpec spec = new ClassifierSpec(67, 37, 3, 3);
    float[] parameters = new float[spec.parameters()];
    Random random = new Random(SEED);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.05 * random.nextGaussian());
    }
    float[] image = new float[spec.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }
    Judgement found = new ImageClassifier(spec, parameters).judge(image);
    double[] expected = features(spec, parameters, image);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found.features()[i]).isCloseTo(expected[i], within(1e-5));
    }
    assertThat(Arrays.stream(expected).max().orElseThrow()).isGreaterThan(0.01);
  }

  private static double[] features(ClassifierSpec spec, float[] parameters, float[] image) {
    int height = 23; // squares of 3 x 3 pixels: 67 / 3 and 37 / 3, rounded up
    int width = 13;
    double[][][] x = new double[3][height][width];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int z = 0; z < width; z++) {
          double sum = 0;
          int pixels = 0;
          for (int down = 3 * y; down < Math.min(67, 3 * y + 3); down++) {
            for (int across = 3 * z; across < Math.min(37, 3 * z + 3); across++) {
              sum += image[(down * 37 + across) * 3 + c];
              pixels++;
            }
          }
          x[c][y][z] = sum / pixels;
        }
      }
    }
    int at = 0;
    for (Convolution next : spec.convolutions()) {
      x = convolved(next, parameters, at, x);
      at += (next.inputs() + 1) * next.out();
    }
    double[] flat =
        Arrays.stream(x).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    double[] features = new double[ClassifierSpec.FEATURES];
    for (int o = 0; o < features.length; o++) {
      double sum = parameters[at + features.length * flat.length + o];
      for (int i = 0; i < flat.length; i++) {
        sum += parameters[at + o * flat.length + i] * flat[i];
      }
      features[o] = Math.max(0, sum);
    }
    return features;
  }

  private static double[][][] convolved(
      Convolution by, float[] parameters, int at, double[][][] x) {
    double[][][] found = new double[by.out()][by.height()][by.width()];
    for (int o = 0; o < by.out(); o++) {
      for (int y = 0; y < by.height(); y++) {
        for (int z = 0; z < by.width(); z++) {
          double sum = parameters[at + by.inputs() * by.out() + o];
          for (int i = 0; i < by.inputs(); i++) {
            int area = by.window() * by.window();
            int line = y * by.stride() + i % area / by.window() - by.window() / 2;
            int place = z * by.stride() + i % by.window() - by.window() / 2;
            double[][] channel = x[i / area];
            if (line >= 0 && line < channel.length && place >= 0 && place < channel[0].length) {
              sum += parameters[at + o * by.inputs() + i] * channel[line][place];
            }
          }
          found[o][y][z] = Math.max(0, sum);
        }
      }
    }
    return found;
  }

  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  private record Drawn(float[] images, int[] labels) {}

  private static Drawn draw(ClassifierSpec spec, int count, long seed) {
    Random random = new Random(seed);
    float[] images = new float[count * spec.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(2);
      for (int j = 0; j < spec.size(); j++) {
        boolean left = j / spec.channels() % spec.width() < 2;
        images[i * spec.size() + j] =
            (float) ((left == (labels[i] == 0) ? 1 : -1) + 0.3 * random.nextGaussian());
      }
    }
    return new Drawn(images, labels);
  }
}
