package org.collapselab.diffusion.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.collapselab.fuzzing.ByteDamage;
import org.collapselab.fuzzing.Damage;
import org.collapselab.fuzzing.Fuzz;
import org.collapselab.fuzzing.JsonDamage;
import org.collapselab.fuzzing.Tally;
import org.collapselab.fuzzing.TextDamage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an image file or a list of images holds, it is read or what is wrong is named. */
@Tag("hostile")
class HostileImagesTest {
  /** Damage inside the chunks of a PNG, their checksums mended: past the first check. */
  private static final Damage CHUNKS =
      (png, corpus, random) -> {
        var out = new ByteArrayOutputStream();
        out.writeBytes(PngChunks.SIGNATURE);
        List<PngChunks.Chunk> chunks = PngChunks.parse(png, "valid.png");
        int damaged = random.nextInt(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
          PngChunks.Chunk chunk = chunks.get(i);
          byte[] data = Arrays.copyOfRange(png, chunk.offset(), chunk.offset() + chunk.length());
          PngChunks.write(
              out,
              chunk.type(),
              i == damaged && data.length > 0
                  ? new ByteDamage().apply(data, List.of(data), random)
                  : data);
        }
        return out.toByteArray();
      };

  @TempDir private Path folder;

  @Test
  void shouldDecodeAPngOrSayWhatIsWrongWithIt() throws IOException {
    // Given
    List<byte[]> valid = new ArrayList<>();
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED)) {
      valid.add(file(new BufferedImage(9, 7, type), "png"));
    }

    // When
    Tally inChunks = decode(Fuzz.of(valid, CHUNKS));
    Tally anywhere = decode(Fuzz.of(valid, new ByteDamage()));

    // Then
    assertThat(inChunks.refused()).isGreaterThan(inChunks.cases() / 4);
    assertThat(anywhere.refused()).isGreaterThan(anywhere.cases() / 2);
  }

  @Test
  void shouldDecodeAJpegOrSayWhatIsWrongWithIt() throws IOException {
    // Given
    List<byte[]> valid =
        List.of(
            file(new BufferedImage(17, 9, BufferedImage.TYPE_INT_RGB), "jpeg"),
            file(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "jpeg"));

    // When
    Tally tally = decode(Fuzz.of(valid, new ByteDamage()));

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 4);
  }

  @ParameterizedTest
  @CsvSource({"50000, 50000", "8192, 8192", "4096, 4096"})
  void shouldRefuseAFileThatClaimsMorePixelsThanThereIsMemoryFor(int width, int height)
      throws IOException {
    // Given a PNG of 16 bits a channel, packed a thousand to one
    byte[] bomb = bomb(width, height);
    long memory = 128 << 20;

    // When / Then
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(bomb, "bomb.png", memory))
        .withMessageContaining("bomb.png: " + width + " x " + height + " pixels");
  }

  @Test
  void shouldReadTheListOfAFolderOrNameTheLineThatIsWrong() throws IOException {
    // Given
    Files.write(folder.resolve("a.png"), Png.encode(Pictures.random(4, 4, 1)));
    Files.write(folder.resolve("b.png"), Png.encode(Pictures.random(4, 4, 2)));
    byte[] metadata =
        """
        {"file_name": "a.png", "text": "a young man", "age": "young", "weight": 12.5}
        {"file_name": "b.png", "text": "an old woman", "age": "old", "glasses": true}
        """
            .getBytes(UTF_8);
    Path root = folder.toRealPath();
    Damage damage = Damage.any(new TextDamage(), new ByteDamage(), new JsonDamage());

    // When
    Tally tally =
        Fuzz.of(List.of(metadata), damage)
            .refusedWith(DatasetException.class)
            .run(bytes -> new MetadataLines(root).parse(new String(bytes, UTF_8).lines().toList()));

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 10);
    assertThat(tally.refusals().keySet())
        .allMatch(message -> message.startsWith("metadata.jsonl: "));
  }

  private static Tally decode(Fuzz fuzz) {
    return fuzz.refusedWith(CorruptImageException.class)
        .run(bytes -> ImageDecoder.decode(bytes, "image"));
  }

  private static byte[] bomb(int width, int height) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(PngChunks.SIGNATURE);
    byte colourWithAlpha = 6;
    PngChunks.write(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) 16)
            .put(colourWithAlpha)
            .array());
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] row = new byte[1 + 8 * width];
      for (int y = 0; y < Math.min(height, 100); y++) {
        deflater.write(row);
      }
    }
    PngChunks.write(out, "IDAT", packed.toByteArray());
    PngChunks.write(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
