package org.collapselab.vision.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.collapselab.diffusion.data.RgbImage;

/** What the invisible-watermark package made of one image. */
final class WatermarkGolden {

  private static final int SIDE = 256;

  private final JsonNode header;
  private final ByteBuffer data;

  private WatermarkGolden(JsonNode header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  static WatermarkGolden read() {
    try (InputStream in =
        WatermarkGolden.class.getResourceAsStream("/goldens/watermark.safetensors")) {
      ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] header = new byte[(int) file.getLong()];
      file.get(header);
      return new WatermarkGolden(new ObjectMapper().readTree(header), file.slice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String metadata(String name) {
    return header.at("/__metadata__/" + name).textValue();
  }

  Payload payload() {
    return Payload.of(metadata("payload_utf8").getBytes(StandardCharsets.UTF_8));
  }

  /** Bits as a text of zeros and ones. */
  String bits(String name) {
    return metadata(name).replaceAll("[^01]", "");
  }

  /** An image that the file has as blue, green, red. */
  RgbImage image(String name) {
    int offset = header.at("/" + name + "/data_offsets/0").intValue();
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = data.get(offset + i - i % 3 + 2 - i % 3);
    }
    return new RgbImage(SIDE, SIDE, rgb);
  }

  /** The same, with the noise added that the library was tried with. */
  RgbImage noisy(String name) {
    RgbImage image = image(name);
    for (int i = 0; i < image.rgb().length; i++) {
      int blueFirst = i - i % 3 + 2 - i % 3;
      double noise = 2 * org.collapselab.vision.Formula.unit("watermark/attack", blueFirst) - 1;
      int level = (image.rgb()[i] & 0xff) + (int) Math.rint(4 * noise);
      image.rgb()[i] = (byte) Math.max(0, Math.min(255, level));
    }
    return image;
  }
}
