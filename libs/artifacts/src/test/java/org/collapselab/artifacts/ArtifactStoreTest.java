package org.collapselab.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Transient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  private static TestStore test;
  private static ArtifactStore store;

  @BeforeAll
  static void open() {
    test = new TestStore();
    store = test.open();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void givesBackWhatItTook() {
    // When
    StoredObject put = store.put("test/a.txt", bytes("hello"), "text/plain");
    // Then
    assertThat(put).isEqualTo(new StoredObject("test/a.txt", 5, Key.sha256(bytes("hello"))));
    assertThat(store.find("test/a.txt")).contains(put);
    assertThat(store.get("test/a.txt")).isEqualTo(bytes("hello"));
    assertThat(store.put("test/empty", new byte[0], "text/plain").size()).isZero();
    assertThat(store.get("test/empty")).isEmpty();
  }

  @Test
  void tellsMissingFromUnavailable() throws IOException {
    assertThat(store.exists("test/nothing")).isFalse();
    assertThatThrownBy(() -> store.get("test/nothing"))
        .isInstanceOf(MissingArtifactException.class)
        .isNotInstanceOf(Transient.class)
        .hasMessageContaining("test/nothing");
    StoreSettings right = test.settings();
    try (ArtifactStore refused =
        new ArtifactStore(right.endpoint(), right.accessKey(), "wrong", right.bucket(), "local")) {
      assertThatThrownBy(() -> refused.get("test/nothing"))
          .isInstanceOf(StoreUnavailableException.class)
          .isInstanceOf(Transient.class);
    }
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    try (ArtifactStore away =
        new ArtifactStore("http://localhost:" + unused, "a", "b", right.bucket(), "local")) {
      assertThatThrownBy(() -> away.exists("test/nothing"))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void noticesBytesThatChangedInTheStore(@TempDir Path folder) throws IOException {
    // Given
    store.put("test/damaged", bytes("hello"), "text/plain");
    // When
    test.damage("test/damaged");
    // Then
    assertThatThrownBy(() -> store.get("test/damaged"))
        .isInstanceOf(CorruptArtifactException.class)
        .isNotInstanceOf(Transient.class);
    assertThatThrownBy(() -> store.download("test/damaged", folder.resolve("file")))
        .isInstanceOf(CorruptArtifactException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void streamsFilesThatTakeSeveralParts(@TempDir Path folder) throws IOException {
    // Given
    byte[] large = new byte[(64 << 20) + 12_345];
    new Random(1).nextBytes(large);
    Path file = Files.write(folder.resolve("large"), large);
    // When
    StoredObject stored = store.upload(file, "test/large");
    Key loaded = store.download("test/large", folder.resolve("again"));
    // Then
    assertThat(loaded).isEqualTo(stored.content()).isEqualTo(Key.sha256(large));
    assertThat(store.find("test/large")).contains(stored);
    assertThat(Files.mismatch(file, folder.resolve("again"))).isEqualTo(-1);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("large", "again");
  }

  @Test
  void letsTheFirstWriterWin() {
    // When
    StoredObject first = store.putIfAbsent("test/once", bytes("first"), "text/plain");
    StoredObject second = store.putIfAbsent("test/once", bytes("second"), "text/plain");
    // Then
    assertThat(second).isEqualTo(first);
    assertThat(store.get("test/once")).isEqualTo(bytes("first"));
  }

  @Test
  void keepsOneOfRacingWritersWhole() {
    // Given
    List<byte[]> contents = IntStream.range(0, 8).mapToObj(i -> new byte[200_000 + i]).toList();
    // When
    CompletableFuture<?>[] writers =
        contents.stream()
            .map(
                content ->
                    CompletableFuture.runAsync(
                        () -> store.putIfAbsent("test/raced", content, "text/plain")))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(writers).join();
    // Then
    byte[] kept = store.get("test/raced");
    assertThat(contents).anySatisfy(content -> assertThat(kept).isEqualTo(content));
  }

  @Test
  void listsAndRemovesByPrefix() {
    // Given
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      names.add("test/folder/" + i);
      store.put("test/folder/" + i, bytes("x"), "text/plain");
    }
    store.put("test/folderless", bytes("x"), "text/plain");
    // Then
    assertThat(store.list("test/folder/")).containsExactlyInAnyOrderElementsOf(names);
    // When
    store.deletePrefix("test/folder/");
    store.deletePrefix("test/folder/");
    // Then
    assertThat(store.list("test/folder/")).isEmpty();
    assertThat(store.exists("test/folderless")).isTrue();
    assertThatThrownBy(() -> store.deletePrefix("")).hasMessageContaining("prefix");
  }

  @Test
  void keepsTheSecretOutOfWhatIsLogged() {
    assertThat(test.settings().toString()).doesNotContain(test.settings().secretKey());
  }
}
