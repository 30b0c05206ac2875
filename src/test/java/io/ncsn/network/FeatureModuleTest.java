package io.ncsn.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.FeatureModule.UnusableModule;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features by TorchScript modules, of three images of 5 by 7. */
class FeatureModuleTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;
  private static final int IMAGES = 3;

  @Test
  void aModuleSeesUnsignedBytesOfEachChannel() throws Exception {
    byte[] images = images();
    float[][] features =
        FeatureModule.load(MadeModule.means(), HEIGHT, WIDTH).features(images, HEIGHT, WIDTH);
    for (int i = 0; i < IMAGES; i++) {
      for (int c = 0; c < 3; c++) {
        double sum = 0;
        for (int p = 0; p < HEIGHT * WIDTH; p++) {
          sum += images[(3 * i + c) * HEIGHT * WIDTH + p] & 0xFF;
        }
        assertThat((double) features[i][c]).isCloseTo(sum / HEIGHT / WIDTH, within(1e-4));
      }
    }
  }

  @Test
  void featuresAreAskedForWhereTheModuleCanGiveSomethingElse() throws Exception {
    byte[] module =
        MadeModule.of(
            ",\n    return_features: bool=False",
            "Tensor",
            "y = torch.mean(torch.to(x, 6), [2, 3])",
            "if return_features:",
            "  _0 = torch.mul(y, 3)",
            "else:",
            "  _0 = y",
            "return _0");
    byte[] images = images();
    float[][] tripled = FeatureModule.load(module, HEIGHT, WIDTH).features(images, HEIGHT, WIDTH);
    float[][] plain =
        FeatureModule.load(MadeModule.means(), HEIGHT, WIDTH).features(images, HEIGHT, WIDTH);
    assertThat(tripled[2][1]).isEqualTo(3 * plain[2][1]);
  }

  @Test
  void whatGivesNoRowOfFeaturesForEachImageIsRefused() {
    assertUnusable(new byte[] {1, 2, 3}, "is no TorchScript that libtorch can load");
    assertUnusable(
        MadeModule.of("", "Tuple[Tensor, Tensor]", "return (x, x)"), "gives a tuple, need one");
    assertUnusable(
        MadeModule.of("", "Tensor", "return torch.to(x, 6)"),
        "gives a tensor of [2, 3, 5, 7] for 2 images");
    assertUnusable(
        MadeModule.of("", "Tensor", "return torch.mean(torch.to(x, 6), [0])"),
        "gives a tensor of [3, 5, 7]");
    assertUnusable(
        MadeModule.of("", "Tensor", "return torch.log(torch.mean(torch.to(x, 6), [2, 3]))"),
        "gives a feature that is -Infinity");
    assertUnusable(
        MadeModule.of("", "Tensor", "return torch.mean(x, [2, 3])"), "cannot take bytes of images");
    assertUnusable(
        MadeModule.of("", "Tensor", "return torch.new_zeros(torch.to(x, 6), [2, 4097])"),
        "gives 4097 features, need at most 4096");
  }

  /** A module with weights, made, and its features computed, by PyTorch. */
  @Test
  @Needs(value = Tool.PYTORCH, toTest = "TorchScript modules against PyTorch")
  void aModuleOfPyTorchGivesWhatItGivesThere(@TempDir Path folder) throws Exception {
    String script =
        """
        import sys, torch
        class F(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.a = torch.nn.Conv2d(3, 8, 3, padding=1)
                self.b = torch.nn.Linear(8, 11)
            def forward(self, x, return_features: bool = False):
                y = torch.nn.functional.interpolate(x.to(torch.float32), [9, 13], mode='bilinear')
                y = self.b(self.a((y - 128) / 128).relu().mean([2, 3]))
                return y if return_features else y.softmax(1)
        torch.manual_seed(5)
        module = torch.jit.script(F())
        module.save(sys.argv[1] + '/f.pt')
        pixels = torch.tensor(list(open(sys.argv[1] + '/images', 'rb').read()), dtype=torch.uint8)
        for row in module(pixels.view(-1, 3, 5, 7), return_features=True).tolist():
            print(*row)
        """;
    byte[] images = images();
    Files.write(folder.resolve("images"), images);
    Process python =
        new ProcessBuilder(
                "/usr/bin/python3",
                Files.writeString(folder.resolve("make.py"), script).toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new String(python.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(python.waitFor()).isZero();
    float[][] features =
        FeatureModule.load(Files.readAllBytes(folder.resolve("f.pt")), HEIGHT, WIDTH)
            .features(images, HEIGHT, WIDTH);
    for (int i = 0; i < IMAGES; i++) {
      String[] expected = lines.get(i).split(" ", -1);
      assertThat(features[i]).hasSize(11).hasSameSizeAs(expected);
      for (int j = 0; j < expected.length; j++) {
        double there = Double.parseDouble(expected[j]);
        assertThat((double) features[i][j]).isCloseTo(there, within(1e-5));
      }
    }
  }

  private static void assertUnusable(byte[] file, String why) {
    assertThatThrownBy(() -> FeatureModule.load(file, HEIGHT, WIDTH))
        .isInstanceOf(UnusableModule.class)
        .hasMessageContaining(why);
  }

  private static byte[] images() {
    byte[] images = new byte[IMAGES * 3 * HEIGHT * WIDTH];
    new Random(3).nextBytes(images);
    return images;
  }
}
