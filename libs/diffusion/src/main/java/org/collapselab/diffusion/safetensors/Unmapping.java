package org.collapselab.diffusion.safetensors;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * How this virtual machine maps files so that they can be unmapped: with an arena from Java 22 on,
 * with Unsafe's cleaner before. Neither is in the Java this is compiled for.
 */
sealed interface Unmapping {

  /** Maps a part of a file for reading. */
  Mapping map(FileChannel channel, long begin, long bytes) throws IOException;

  /** The way of the virtual machine this runs on. */
  static Unmapping ofThisMachine() {
    try {
      return Runtime.version().feature() >= 22 ? Arenas.find() : Cleaner.find();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new Collector();
    }
  }

  /** Java 22 and later: the arena that owns the mapping is closed. */
  record Arenas(Method ofConfined, Method map, Method asByteBuffer) implements Unmapping {

    static Arenas find() throws ReflectiveOperationException {
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      return new Arenas(
          arena.getMethod("ofConfined"),
          FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arena),
          segment.getMethod("asByteBuffer"));
    }

    @Override
    public Mapping map(FileChannel channel, long begin, long bytes) throws IOException {
      try {
        Object arena = ofConfined.invoke(null);
        Object segment = map.invoke(channel, MapMode.READ_ONLY, begin, bytes, arena);
        return new Mapping((ByteBuffer) asByteBuffer.invoke(segment), (AutoCloseable) arena);
      } catch (InvocationTargetException e) {
        throw new IOException("cannot map the file: " + e.getCause(), e);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Before Java 22: what the garbage collector would run is run at once. */
  record Cleaner(Object unsafe, Method invokeCleaner) implements Unmapping {

    static Cleaner find() throws ReflectiveOperationException {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return new Cleaner(instance.get(null), unsafe.getMethod("invokeCleaner", ByteBuffer.class));
    }

    @Override
    public Mapping map(FileChannel channel, long begin, long bytes) throws IOException {
      MappedByteBuffer buffer = channel.map(MapMode.READ_ONLY, begin, bytes);
      return new Mapping(buffer, () -> invokeCleaner.invoke(unsafe, buffer));
    }
  }

  /** Another virtual machine: the garbage collector unmaps in its own time. */
  record Collector() implements Unmapping {

    @Override
    public Mapping map(FileChannel channel, long begin, long bytes) throws IOException {
      return new Mapping(channel.map(MapMode.READ_ONLY, begin, bytes), () -> {});
    }
  }
}
