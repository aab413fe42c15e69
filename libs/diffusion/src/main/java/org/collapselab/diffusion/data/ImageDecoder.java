package org.collapselab.diffusion.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files. The size in the header is checked before any pixel is decoded, so
 * that a small file cannot claim more memory than the process has. Transparent pixels are laid on
 * white.
 */
public final class ImageDecoder {

  /** The greatest width and height that is decoded. */
  public static final int MAX_SIDE = 8192;

  private static final int MAX_BYTES = 64 << 20;

  private ImageDecoder() {}

  /**
   * Decodes a PNG or JPEG file.
   *
   * @param name what an error calls the file
   * @throws CorruptImageException if the bytes are no such image, or one larger than {@link
   *     #MAX_SIDE}, or one whose pixels would take more than half of the heap
   */
  public static RgbImage decode(byte[] bytes, String name) {
    return decode(bytes, name, Runtime.getRuntime().maxMemory() / 2);
  }

  static RgbImage decode(byte[] bytes, String name, long mostMemory) {
    if (bytes.length > MAX_BYTES) {
      throw new CorruptImageException(name, "over 64 MiB");
    }
    String format = format(bytes, name);
    if (format.equals("png")) {
      PngChunks.parse(bytes, name);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      checkSize(reader, name, mostMemory);
      return onWhite(reader.read(0));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CorruptImageException(name, "cannot be decoded: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(ImageReader reader, String name, long mostMemory)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw new CorruptImageException(
          name, "%d x %d pixels, more than %d in a direction".formatted(width, height, MAX_SIDE));
    }
    ImageTypeSpecifier raw = reader.getRawImageType(0);
    int bits = raw == null ? 64 : raw.getColorModel().getPixelSize();
    long memory = (long) width * height * (bits / 8 + 3);
    if (memory > mostMemory) {
      throw new CorruptImageException(
          name,
          "%d x %d pixels, which take %d MB, more than the %d MB that there are for an image"
              .formatted(width, height, memory >> 20, mostMemory >> 20));
    }
  }

  private static String format(byte[] bytes, String name) {
    if (PngChunks.isPng(bytes)) {
      return "png";
    }
    if (bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8) {
      return "jpeg";
    }
    throw new CorruptImageException(name, "neither a PNG nor a JPEG file");
  }

  private static RgbImage onWhite(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      if (gray) {
        grayRow(image, y, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int x = 0; x < width; x++) {
        int alpha = row[x] >>> 24;
        for (int c = 0; c < 3; c++) {
          int value = (row[x] >> (16 - 8 * c)) & 0xff;
          rgb[3 * (y * width + x) + c] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  // Java takes gray samples for linear light and would brighten them; files mean sRGB.
  private static void grayRow(BufferedImage image, int y, int[] row) {
    Raster raster = image.getRaster();
    int shift = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    int bits = raster.getSampleModel().getSampleSize(0);
    for (int x = 0; x < row.length; x++) {
      int sample = raster.getSample(x, y, 0) >> shift;
      int value = bits < 8 ? sample * 255 / ((1 << bits) - 1) : sample;
      int alpha = raster.getNumBands() > 1 ? raster.getSample(x, y, 1) >> shift : 255;
      row[x] = alpha << 24 | value << 16 | value << 8 | value;
    }
  }
}
