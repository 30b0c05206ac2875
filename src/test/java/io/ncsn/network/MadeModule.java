package io.ncsn.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** TorchScript files without PyTorch: an archive of the code of a module that has no weights. */
public final class MadeModule {
  private MadeModule() {}

  /**
   * Returns a file whose module has this forward pass.
   *
   * @param arguments further ones, each with a comma before it
   * @param lines the TorchScript of the pass, in which the images are called {@code x}
   */
  public static byte[] of(String arguments, String type, String... lines) {
    String code =
        """
        class F(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.F,
            x: Tensor%s) -> %s:
            %s
        """
            .formatted(arguments, type, String.join("\n    ", lines));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      // what Python's pickle writes of F, whose one attribute is training = True
      String pickle = "\u0080\u0002c__torch__\nF\nq\0)\u0081}(X\b\0\0\0trainingq\1\u0088ubq\2.";
      add(zip, "data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Returns a module that gives the mean of each of the three channels. */
  public static byte[] means() {
    return of("", "Tensor", "return torch.mean(torch.to(x, 6), [2, 3])");
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry("f/" + name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
