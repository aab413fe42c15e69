package org.collapselab.diffusion.nn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive without tensors: a ZIP of stored entries that holds the code of one module
 * class and a pickle (protocol 2) of its only instance. The layout is the one {@code
 * torch.jit.save} writes, file format version 10.
 */
final class TorchScriptArchive {

  /** The class every method of {@link #of} belongs to; the type of {@code self}. */
  static final String CLASS = "__torch__.Compiled";

  private static final String CODE_HEAD =
      """
      class Compiled(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private TorchScriptArchive() {}

  /** The archive of a module with these methods, each indented by two spaces. */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "compiled/data.pkl", instance());
      store(zip, "compiled/code/__torch__.py", (CODE_HEAD + methods).getBytes(UTF_8));
      store(zip, "compiled/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      store(zip, "compiled/version", "10\n".getBytes(US_ASCII));
      store(zip, "compiled/byteorder", "little".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("a ZIP in memory could not be written", e);
    }
    return bytes.toByteArray();
  }

  /** Pickle of {@code Compiled.__new__()} with the state {@code {"training": False}}. */
  private static byte[] instance() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes("c__torch__\nCompiled\n".getBytes(US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
    byte[] attribute = "training".getBytes(US_ASCII);
    pickle.writeBytes(new byte[] {'X', (byte) attribute.length, 0, 0, 0});
    pickle.writeBytes(attribute);
    pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
