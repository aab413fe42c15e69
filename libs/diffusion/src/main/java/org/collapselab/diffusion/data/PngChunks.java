package org.collapselab.diffusion.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The chunks a PNG file is made of (PNG specification, section 5). */
final class PngChunks {

  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** One chunk: its four-letter type and where its data lie in the file. */
  record Chunk(String type, int offset, int length) {}

  private PngChunks() {}

  static boolean isPng(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && ByteBuffer.wrap(bytes, 0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
  }

  static List<Chunk> parse(byte[] png, String name) {
    if (!isPng(png)) {
      throw new CorruptImageException(name, "not a PNG file");
    }
    List<Chunk> chunks = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(png);
    int at = SIGNATURE.length;
    while (at < png.length) {
      if (png.length - at < 12) {
        throw new CorruptImageException(name, "the PNG is cut off");
      }
      int length = buffer.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        throw new CorruptImageException(name, "the PNG is cut off");
      }
      String type = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      if ((int) crc.getValue() != buffer.getInt(at + 8 + length)) {
        throw new CorruptImageException(name, "the PNG chunk " + type + " has a wrong checksum");
      }
      chunks.add(new Chunk(type, at + 8, length));
      at += 12 + length;
      if (type.equals("IEND")) {
        return chunks;
      }
    }
    throw new CorruptImageException(name, "the PNG has no end chunk");
  }

  static void write(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] typed = new byte[4 + data.length];
    System.arraycopy(type.getBytes(StandardCharsets.ISO_8859_1), 0, typed, 0, 4);
    System.arraycopy(data, 0, typed, 4, data.length);
    CRC32 crc = new CRC32();
    crc.update(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
