package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.vision.Formula;
import org.collapselab.vision.TinyClip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {

  @Test
  void shouldForgetWhatWasNotAskedForLongest() {
    // Given
    FeatureCache cache = FeatureCache.inMemory(2);
    cache.keep("a", "net@1", new float[] {1});
    cache.keep("b", "net@1", new float[] {2});

    // When
    assertThat(cache.find("a", "net@1")).isPresent();
    cache.keep("c", "net@1", new float[] {3});

    // Then
    assertThat(cache.find("b", "net@1")).isEmpty();
    assertThat(cache.find("a", "net@1").orElseThrow()).containsExactly(1);
    assertThat(cache.find("a", "net@2")).isEmpty();
  }

  @Test
  void shouldComputeEachImageOnce(@TempDir Path folder) throws IOException {
    // Given
    List<String> loaded = new ArrayList<>();
    try (ClipFeatures clip = ClipFeatures.open(TinyClip.write(folder, 1), "tiny-clip", "cpu")) {
      CachedFeatures features = new CachedFeatures(clip, FeatureCache.inMemory(10));

      // When
      float[][] first = features.images(List.of("a", "b", "a"), key -> image(key, loaded));
      float[][] second = features.images(List.of("b", "c"), key -> image(key, loaded));

      // Then
      assertThat(loaded).containsExactly("a", "b", "c");
      assertThat(first[2]).isEqualTo(first[0]);
      assertThat(second[0]).isEqualTo(first[1]);
      assertThat(second[1]).isEqualTo(clip.images(List.of(Formula.image("c", 64, 64)))[0]);
    }
  }

  @Test
  void shouldReadBackWhatItWrote(@TempDir Path folder) throws IOException {
    // Given
    Path file = folder.resolve("features.safetensors");
    float[][] rows = Formula.rows("rows", 3, 5, 1, 0);

    // When
    new FeatureFile("net@1", new TreeMap<>(Map.of("c", rows[0], "b", rows[1], "a", rows[2])))
        .write(file);
    FeatureFile read = FeatureFile.read(file);
    FeatureCache cache = FeatureCache.inMemory(10);
    read.into(cache);

    // Then
    assertThat(read.network()).isEqualTo("net@1");
    assertThat(read.features().keySet()).containsExactly("a", "b", "c");
    assertThat(cache.find("b", "net@1").orElseThrow()).containsExactly(rows[1]);
  }

  @Test
  void shouldRefuseAFileThatHoldsOtherThings(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("other.safetensors");
    try (var manager = Torch.newManager("cpu")) {
      SafetensorsWriter.write(
          file,
          Map.of("network", "net@1", "images", "a\nb"),
          Map.of("features", manager.create(new float[] {1, 2, 3})));
    }

    assertThatThrownBy(() -> FeatureFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("features: expected F32 [2, D], found F32 [3]");
    var unequal = new TreeMap<>(Map.of("a", new float[2], "b", new float[3]));
    assertThatThrownBy(() -> new FeatureFile("net@1", unequal))
        .hasMessageContaining("rows of one length");
  }

  private static RgbImage image(String key, List<String> loaded) {
    loaded.add(key);
    return Formula.image(key, 64, 64);
  }
}
