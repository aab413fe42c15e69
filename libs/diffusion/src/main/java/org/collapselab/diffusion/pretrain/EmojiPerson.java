package org.collapselab.diffusion.pretrain;

import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.data.ImageFolder;

/**
 * Who an emoji shows.
 *
 * @param shortName its name in {@code emoji.json}
 * @param age child, adult or older
 * @param gender man, woman or person
 * @param role one word or two, empty if there is nothing to say
 * @param phrase the role as the caption puts it
 */
record EmojiPerson(String shortName, String age, String gender, String role, String phrase) {

  private static final Map<String, String> CHILDREN =
      Map.of("man", "boy", "woman", "girl", "person", "child");

  static EmojiPerson parse(String line) {
    String[] fields = line.split("\t", -1);
    return new EmojiPerson(fields[0], fields[1], fields[2], fields[3], fields[4]);
  }

  ImageFolder.Item item(String tone) {
    Map<String, String> attributes =
        Map.of("age", age, "gender", gender, "tone", tone, "role", role.isEmpty() ? "none" : role);
    String name = String.join("-", age, gender, tone, role.isEmpty() ? "plain" : role);
    return new ImageFolder.Item(
        "images/" + name.replace(' ', '-') + ".png", caption(tone), new TreeMap<>(attributes));
  }

  private String caption(String tone) {
    String who =
        switch (age) {
          case "child" -> "a " + CHILDREN.get(gender);
          case "older" -> "an older " + gender;
          default -> "a " + gender;
        };
    String what = phrase.isEmpty() ? "" : ", " + phrase;
    return "a picture of " + who + " with " + tone + " skin" + what;
  }
}
