package io.ncsn.network;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Widths, columns and numbers of rows that vectorised code gets wrong first: primes, and numbers
 * next to multiples of the widths of vectors, registers and blocks.
 */
final class OddSizes {
  static final int GREATEST = 800;

  private static final int[] PRIMES =
      IntStream.rangeClosed(2, GREATEST).filter(OddSizes::isPrime).toArray();
  private static final List<Integer> STEPS = List.of(8, 16, 32, 64);

  private OddSizes() {}

  /** A size from 1 to {@link #GREATEST}. */
  static int any(UniformRandomProvider random) {
    return between(1, random);
  }

  /** A size from {@code least} to {@link #GREATEST}. */
  static int between(int least, UniformRandomProvider random) {
    int size;
    do {
      size =
          switch (random.nextInt(4)) {
            case 0 -> PRIMES[random.nextInt(PRIMES.length)];
            case 1 -> 1 + random.nextInt(GREATEST);
            case 2 -> 1 + random.nextInt(70);
            default -> nearMultiple(random);
          };
    } while (size < least || size > GREATEST);
    return size;
  }

  private static int nearMultiple(UniformRandomProvider random) {
    int step = STEPS.get(random.nextInt(STEPS.size()));
    return step * (1 + random.nextInt(GREATEST / step)) + random.nextInt(3) - 1;
  }

  private static boolean isPrime(int number) {
    return IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(d -> number % d == 0);
  }
}
