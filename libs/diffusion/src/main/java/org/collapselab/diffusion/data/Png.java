package org.collapselab.diffusion.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.Deflater;

/**
 * Writes PNG files and the text they carry. The same pixels and texts give the same bytes: no time
 * stamps, one filter rule, one compression level.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG specification</a>
 */
public final class Png {

  private static final int MAX_TEXT_BYTES = 1 << 20;

  private Png() {}

  /** The image as an 8-bit RGB PNG. */
  public static byte[] encode(RgbImage image) {
    return encode(image, Collections.emptySortedMap());
  }

  /**
   * The image as a PNG that carries the given texts in iTXt chunks.
   *
   * @param texts keyword (1 to 79 printable Latin-1 characters) to text (UTF-8)
   * @throws IllegalArgumentException if a keyword is not allowed in a PNG
   */
  public static byte[] encode(RgbImage image, SortedMap<String, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PngChunks.SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(image.width()).putInt(image.height());
    header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    PngChunks.write(out, "IHDR", header.array());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      PngChunks.write(out, "iTXt", internationalText(text.getKey(), text.getValue()));
    }
    PngChunks.write(out, "IDAT", deflate(PngFilter.filter(image)));
    PngChunks.write(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /**
   * The text under a keyword in the file's uncompressed iTXt chunks.
   *
   * @param name what an error calls the file
   * @throws CorruptImageException if the bytes are not a whole PNG
   */
  public static Optional<String> text(byte[] png, String keyword, String name) {
    for (PngChunks.Chunk chunk : PngChunks.parse(png, name)) {
      if (chunk.type().equals("iTXt") && chunk.length() <= MAX_TEXT_BYTES) {
        Optional<String> text = readText(png, chunk, keyword);
        if (text.isPresent()) {
          return text;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> readText(byte[] png, PngChunks.Chunk chunk, String keyword) {
    int end = chunk.offset() + chunk.length();
    int keywordEnd = zero(png, chunk.offset(), end);
    String found =
        new String(png, chunk.offset(), keywordEnd - chunk.offset(), StandardCharsets.ISO_8859_1);
    if (!found.equals(keyword) || keywordEnd + 3 > end || png[keywordEnd + 1] != 0) {
      return Optional.empty();
    }
    int languageEnd = zero(png, keywordEnd + 3, end);
    int translationEnd = zero(png, Math.min(end, languageEnd + 1), end);
    int start = Math.min(end, translationEnd + 1);
    return Optional.of(new String(png, start, end - start, StandardCharsets.UTF_8));
  }

  private static int zero(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private static byte[] internationalText(String keyword, String text) {
    boolean printable =
        keyword.chars().allMatch(c -> (c >= 32 && c <= 126) || (c >= 161 && c <= 255));
    if (keyword.isBlank() || keyword.length() > 79 || !printable) {
      throw new IllegalArgumentException(
          "a PNG keyword has 1 to 79 printable Latin-1 characters, unlike \"" + keyword + "\"");
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (body.length > MAX_TEXT_BYTES / 2) {
      throw new IllegalArgumentException("the text under " + keyword + " is over 512 KiB");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[5]);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] raw) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(raw);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
