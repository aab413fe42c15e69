package org.collapselab.diffusion.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files of saved states in a folder. A file is called after its step and the checksum of its
 * bytes, so one that is torn or damaged is known from one that is whole, and the one before it is
 * kept to go on from instead.
 */
final class StateFiles {

  private static final int KEPT = 2;
  private static final Pattern NAME =
      Pattern.compile("state-([0-9]{10})-([0-9a-f]{8})\\.safetensors");
  private static final String UNFINISHED = ".unfinished";
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  StateFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes to a channel. */
  interface Content {
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Writes the state after a step. The file has its name only when all its bytes are written;
   * {@link #force} makes sure of them.
   */
  Path write(int step, Content content) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve("state" + UNFINISHED);
    CRC32C checksum = new CRC32C();
    try (FileChannel file =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      content.writeTo(new Summing(file, checksum));
    }
    String sum = HexFormat.of().toHexDigits((int) checksum.getValue());
    return Files.move(
        fresh,
        folder.resolve("state-%010d-%s.safetensors".formatted(step, sum)),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Waits until the file is on the disk, and removes all but it and the one before it. */
  static void force(Path state) throws IOException {
    try (FileChannel file = FileChannel.open(state, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    StateFiles files = new StateFiles(state.toAbsolutePath().getParent());
    try (FileChannel directory = FileChannel.open(files.folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    for (Path old : files.newestFirst().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** The files of states, the one after most steps first. */
  List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    }
  }

  /** Removes torn files that would otherwise count as the one before the next. */
  void removeNewerThan(Path whole) throws IOException {
    for (Path state : newestFirst()) {
      if (state.equals(whole)) {
        return;
      }
      Files.deleteIfExists(state);
    }
  }

  /** Whether the bytes of a file are those that were written. */
  static boolean isWhole(Path state) throws IOException {
    Matcher name = NAME.matcher(state.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    CRC32C checksum = new CRC32C();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel file = FileChannel.open(state, StandardOpenOption.READ)) {
      while (file.read(block) >= 0) {
        checksum.update(block.flip());
        block.clear();
      }
    }
    return (int) checksum.getValue() == HexFormat.fromHexDigits(name.group(2));
  }

  /** Passes bytes on and sums them up. */
  private record Summing(WritableByteChannel to, CRC32C checksum) implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      ByteBuffer written = bytes.duplicate();
      int count = to.write(bytes);
      checksum.update(written.limit(written.position() + count));
      return count;
    }

    @Override
    public boolean isOpen() {
      return to.isOpen();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
