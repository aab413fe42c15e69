package org.collapselab.diffusion.pretrain;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.data.RgbImage;

/** The pictures and captions a base model is trained on, decoded once and held as bytes. */
final class TrainingImages {

  private final int size;
  private final List<RgbImage> straight = new ArrayList<>();
  private final List<RgbImage> mirrored = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();
  private final List<String> leftOut;
  private final String hash;

  private TrainingImages(int size, List<String> leftOut, String hash) {
    this.size = size;
    this.leftOut = leftOut;
    this.hash = hash;
  }

  static TrainingImages read(Path folder, int size, OnCorrupt onCorrupt) {
    ImageFolder images = ImageFolder.read(folder);
    ImageFolder.Examples decoded = images.load(size, onCorrupt);
    TrainingImages training = new TrainingImages(size, decoded.skipped(), hash(images));
    for (ImageFolder.Example example : decoded.examples()) {
      training.straight.add(example.image());
      training.mirrored.add(example.image().mirrored());
      training.captions.add(example.item().text());
    }
    return training;
  }

  int count() {
    return straight.size();
  }

  /** What was wrong with each image that was left out. */
  List<String> leftOut() {
    return leftOut;
  }

  int size() {
    return size;
  }

  List<String> captions() {
    return captions;
  }

  /** SHA-256 over names, captions and file bytes in the order of the list. */
  String hash() {
    return hash;
  }

  RgbImage image(ExampleOrder.View view) {
    return (view.mirrored() ? mirrored : straight).get(view.example());
  }

  /** The pictures as one batch [B,3,H,W] with values in [-1,1]. */
  FloatBuffer planes(ExampleOrder.View[] views) {
    FloatBuffer planes = FloatBuffer.allocate(views.length * 3 * size * size);
    for (ExampleOrder.View view : views) {
      planes.put(image(view).toPlanes());
    }
    return planes.flip();
  }

  private static String hash(ImageFolder images) {
    try {
      MessageDigest whole = MessageDigest.getInstance("SHA-256");
      MessageDigest file = MessageDigest.getInstance("SHA-256");
      for (ImageFolder.Item item : images.items()) {
        for (String part : List.of(item.fileName(), item.text())) {
          whole.update(file.digest(part.getBytes(StandardCharsets.UTF_8)));
        }
        whole.update(file.digest(images.bytes(item)));
      }
      return HexFormat.of().formatHex(whole.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
