package io.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ImageFormat;
import io.ncsn.config.PictureSettings;
import io.ncsn.config.PictureSettings.Fit;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureReaderTest {
  private static final int RED = 0xFF0000;

  @Test
  void greysComeAsTheyAre() throws BadPicture {
    short[] values = read(MadePictures.grey(7, 5), 7, 5, 1);
    for (int i = 0; i < 35; i++) {
      assertThat(values[i]).isEqualTo((short) (i * 37 % 251));
    }
  }

  @Test
  void coloursStandTogetherPixelByPixel() throws BadPicture {
    byte[] file = MadePictures.png(2, 1, 8, MadePictures.RGB, 1, 20, 255, 0, 7, 130);
    assertThat(read(file, 2, 1, 3)).containsExactly(1, 20, 255, 0, 7, 130);
  }

  @Test
  void coloursBecomeGreyByTheirBrightness() throws BadPicture {
    byte[] file = MadePictures.png(3, 1, 8, MadePictures.RGB, 255, 0, 0, 0, 255, 0, 0, 0, 255);
    assertThat(read(file, 3, 1, 1)).containsExactly(76, 150, 29); // 255 × .299, .587, .114
  }

  @Test
  void greysBecomeColoursOfEqualParts() throws BadPicture {
    assertThat(read(MadePictures.png(2, 1, 8, MadePictures.GREY, 3, 254), 2, 1, 3))
        .containsExactly(3, 3, 3, 254, 254, 254);
  }

  @Test
  void sixteenBitsBecomeTheNearestOfEight() throws BadPicture {
    int[] samples = {0, 128, 129, 257 * 100, 65535}; // 257 of them are one
    assertThat(read(MadePictures.png(5, 1, 16, MadePictures.GREY, samples), 5, 1, 1))
        .containsExactly(0, 0, 1, 100, 255);
  }

  @Test
  void theBackgroundShowsThroughWhatIsTransparent() throws BadPicture {
    byte[] file =
        MadePictures.png(3, 1, 8, MadePictures.RGB_ALPHA, 0, 0, 0, 255, 9, 9, 9, 0, 0, 0, 255, 51);
    short[] values =
        PictureReader.of(image(3, 1, 3), new PictureSettings(Fit.EXACT, RED)).read(file);
    assertThat(values).containsExactly(0, 0, 0, 255, 0, 0, 204, 0, 51); // 51 / 255 is a fifth
    byte[] grey = MadePictures.png(2, 1, 8, MadePictures.GREY_ALPHA, 100, 255, 100, 0);
    assertThat(read(grey, 2, 1, 1)).containsExactly(100, 255);
  }

  /** With few bits, every grey value is a level; 16 bits must be equal to the last. */
  @Test
  void theBackgroundShowsThroughTheOneValueThatIsTransparent() throws BadPicture {
    assertOnRed(MadePictures.keyed(3, 1, 8, MadePictures.GREY, 7, 8, 255), 8, 255);
    assertOnRed(MadePictures.keyed(2, 1, 1, MadePictures.GREY, 0, 1), 255);
    assertOnRed(MadePictures.keyed(4, 1, 2, MadePictures.GREY, 2, 0, 1, 3), 0, 85, 255);
    assertOnRed(MadePictures.keyed(3, 1, 4, MadePictures.GREY, 5, 6, 15), 102, 255);
    int[] words = {257 * 90 + 1, 257 * 90, 257 * 100};
    assertOnRed(MadePictures.keyed(3, 1, 16, MadePictures.GREY, words), 90, 100);
  }

  @Test
  void theBackgroundShowsThroughTheOneColourThatIsTransparent() throws BadPicture {
    byte[] bytes = MadePictures.keyed(2, 1, 8, MadePictures.RGB, 1, 2, 3, 1, 2, 4);
    assertThat(onRed(bytes, 2)).containsExactly(255, 0, 0, 1, 2, 4);
    int[] words = {257, 2 * 257, 3 * 257 + 1, 257, 2 * 257, 3 * 257};
    assertThat(onRed(MadePictures.keyed(2, 1, 16, MadePictures.RGB, words), 2))
        .containsExactly(255, 0, 0, 1, 2, 3);
  }

  @Test
  void theBackgroundShowsThroughTheColoursOfAPalette() throws BadPicture {
    for (int bits : new int[] {2, 4, 8}) {
      byte[] file = MadePictures.palette(bits, 0x00090909, 0x330000FF, 0xFF010203);
      assertThat(onRed(file, 3)).containsExactly(255, 0, 0, 204, 0, 51, 1, 2, 3);
    }
  }

  /** The first pixel is red, and the others are greys. */
  private static void assertOnRed(byte[] file, int... greys) throws BadPicture {
    short[] values = onRed(file, 1 + greys.length);
    assertThat(Arrays.copyOf(values, 3)).containsExactly(255, 0, 0);
    for (int i = 0; i < 3 * greys.length; i++) {
      assertThat((int) values[3 + i]).isEqualTo(greys[i / 3]);
    }
  }

  private static short[] onRed(byte[] file, int width) throws BadPicture {
    return PictureReader.of(image(width, 1, 3), new PictureSettings(Fit.EXACT, RED)).read(file);
  }

  @Test
  void aSlopeStaysOneAtAnotherSize() throws BadPicture {
    int[] slope = new int[64 * 3];
    Arrays.setAll(slope, i -> 3 * (i % 64));
    byte[] file = MadePictures.png(64, 3, 8, MadePictures.GREY, slope);
    PictureSettings stretch = new PictureSettings(Fit.STRETCH, 0);
    for (int width : new int[] {16, 13, 97}) {
      short[] values = PictureReader.of(image(width, 2, 1), stretch).read(file);
      for (int x = width / 8 + 2; x < width - width / 8 - 2; x++) {
        double place = (x + 0.5) * 64 / width - 0.5;
        assertThat((double) values[x]).as("%d of %d", x, width).isCloseTo(3 * place, within(0.51));
        assertThat(values[width + x]).isEqualTo(values[x]);
      }
    }
  }

  @Test
  void theMeanStaysWhenPixelsAreHalved() throws BadPicture {
    int[] stripes = new int[16];
    Arrays.setAll(stripes, i -> 200 * (i % 2));
    byte[] file = MadePictures.png(16, 1, 8, MadePictures.GREY, stripes);
    short[] values =
        PictureReader.of(image(8, 1, 1), new PictureSettings(Fit.STRETCH, 0)).read(file);
    assertThat(Arrays.copyOfRange(values, 1, 7)).containsOnly((short) 100);
  }

  @Test
  void theMiddleIsKeptOfAWidePicture() throws BadPicture {
    byte[] file = MadePictures.grey(11, 3);
    short[] values = PictureReader.of(image(3, 3, 1), new PictureSettings(Fit.CROP, 0)).read(file);
    for (int i = 0; i < 9; i++) {
      int there = i / 3 * 11 + 4 + i % 3;
      assertThat(values[i]).isEqualTo((short) (there * 37 % 251));
    }
  }

  @Test
  void jpegsOfOneColourHaveIt() throws BadPicture {
    short[] values = read(MadePictures.jpeg(9, 8, 0x4080C0), 9, 8, 3);
    for (int i = 0; i < values.length; i++) {
      assertThat((int) values[i]).isCloseTo(new int[] {0x40, 0x80, 0xC0}[i % 3], within(2));
    }
  }

  @Test
  void everyShorterFileIsBad() {
    byte[] png = MadePictures.grey(7, 5);
    byte[] jpeg = MadePictures.jpeg(7, 5, 0x4080C0);
    for (byte[] file : new byte[][] {png, jpeg}) {
      for (int length = 0; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> read(cut, 7, 5, 1))
            .as("%d of %d bytes", length, file.length)
            .isInstanceOf(BadPicture.class);
      }
    }
  }

  @Test
  void everyChangedByteOfAPngIsSeen() {
    byte[] png = MadePictures.grey(7, 5);
    for (int i = 0; i < png.length; i++) {
      byte[] changed = png.clone();
      changed[i] ^= 0x10;
      assertThatThrownBy(() -> read(changed, 7, 5, 1))
          .as("byte %d", i)
          .isInstanceOf(BadPicture.class);
    }
  }

  @Test
  void saysWhyAPictureIsBad() {
    assertReason(
        MadePictures.headOnly(50_000, 50_000), "has 50000 x 50000 pixels, more than 33554432");
    assertReason(
        MadePictures.headOnly(5000, 5000, 16, MadePictures.RGB_ALPHA),
        "has 5000 x 5000 pixels of 8 bytes, more than 134217728");
    assertReason(MadePictures.animated(), "is animated");
    assertReason(MadePictures.cmyk(), "is a JPEG of other colours than grey and RGB, such as CMYK");
    assertReason(
        MadePictures.adobe(MadePictures.cmyk()),
        "is a JPEG of other colours than grey and RGB, such as CMYK");
    assertReason(
        "no picture at all".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "is neither PNG nor JPEG");
    assertReason(Arrays.copyOf(MadePictures.grey(7, 5), 60), "is cut short");
    assertReason(
        MadePictures.grey(8, 5),
        "has 8 x 5 pixels, need 7 x 5; set data.image.fit to crop or stretch");
    assertReason( // by its head alone: there is no pixel
        MadePictures.headOnly(9, 4),
        "has 9 x 4 pixels, need 7 x 5; set data.image.fit to crop or stretch");
  }

  private static void assertReason(byte[] file, String reason) {
    assertThatThrownBy(() -> read(file, 7, 5, 1)).isInstanceOf(BadPicture.class).hasMessage(reason);
  }

  private static short[] read(byte[] file, int width, int height, int channels) throws BadPicture {
    return PictureReader.of(image(width, height, channels), PictureSettings.DEFAULT).read(file);
  }

  private static ImageFormat image(int width, int height, int channels) {
    return new ImageFormat(width, height, channels, Optional.empty());
  }
}
