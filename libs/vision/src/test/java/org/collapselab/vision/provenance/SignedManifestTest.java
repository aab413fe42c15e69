package org.collapselab.vision.provenance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedManifestTest {

  private static final KeyPair KEYS = ManifestKeys.generate();
  private static final ManifestEntry FIRST = new ManifestEntry("0".repeat(64), "a".repeat(64));
  private static final ManifestEntry SECOND = new ManifestEntry("1".repeat(64), "b".repeat(64));
  private static final ManifestEntry THIRD = new ManifestEntry("2".repeat(64), "c".repeat(64));

  @Test
  void shouldFindTheRecipeOfEveryListedImage() {
    // Given
    byte[] file = SignedManifest.write(List.of(THIRD, FIRST, SECOND, FIRST), KEYS.getPrivate());

    // When
    SignedManifest manifest = SignedManifest.verify(file, KEYS.getPublic());

    // Then
    assertThat(manifest.size()).isEqualTo(3);
    assertThat(manifest.recipeOf(SECOND.image())).contains(SECOND.recipe());
    assertThat(manifest.recipeOf("3".repeat(64))).isEmpty();
  }

  @Test
  void shouldKeepKeysAsText() {
    // Given
    byte[] file =
        SignedManifest.write(
            List.of(FIRST), ManifestKeys.privateKey(ManifestKeys.text(KEYS.getPrivate())));

    // When
    SignedManifest manifest =
        SignedManifest.verify(
            file, ManifestKeys.publicKey(ManifestKeys.text(KEYS.getPublic()) + "\n"));

    // Then
    assertThat(manifest.size()).isEqualTo(1);
    assertThatThrownBy(() -> ManifestKeys.privateKey("c2VjcmV0"))
        .hasMessage("private key: expected an Ed25519 key, PKCS #8 in Base64");
  }

  @Test
  void shouldNameTheEntryThatWasChanged() {
    // Given
    String text = text(List.of(FIRST, SECOND, THIRD));
    String changed = text.replace(SECOND.toString(), SECOND.image() + " " + THIRD.recipe());

    // Then
    assertThatThrownBy(() -> SignedManifest.verify(changed.getBytes(US_ASCII), KEYS.getPublic()))
        .isInstanceOf(ManifestException.class)
        .hasMessage(
            "manifest line 3: image %s: the signature is not of this entry"
                .formatted(SECOND.image()));
  }

  @Test
  void shouldNoticeAMissingEntry() {
    // Given
    String text = text(List.of(FIRST, SECOND, THIRD));
    String line = text.lines().toList().get(2);
    String removed = text.replace(line + "\n", "");
    String recounted = removed.replace("end 3", "end 2");

    // Then
    assertThatThrownBy(() -> SignedManifest.verify(removed.getBytes(US_ASCII), KEYS.getPublic()))
        .hasMessageStartingWith(
            "manifest line 4: expected the end of 2 entries and a signature, got 'end 3 ");
    assertThatThrownBy(() -> SignedManifest.verify(recounted.getBytes(US_ASCII), KEYS.getPublic()))
        .hasMessage("manifest line 4: the signature is not of these 2 entries together");
  }

  @Test
  void shouldNoticeACutManifest() {
    // Given
    String text = text(List.of(FIRST, SECOND));
    String cut = text.substring(0, text.indexOf("end "));

    // Then
    assertThatThrownBy(() -> SignedManifest.verify(cut.getBytes(US_ASCII), KEYS.getPublic()))
        .hasMessage("manifest line 4: expected the end's signature after 2 entries");
    assertThatThrownBy(() -> SignedManifest.verify(new byte[0], KEYS.getPublic()))
        .hasMessage("manifest line 1: expected 'collapse-lab manifest 1'");
  }

  @Test
  void shouldNameTheLineOfAnEntryThatIsNone() {
    String text = text(List.of(FIRST)).replace(FIRST.recipe(), "a recipe");
    assertThatThrownBy(() -> SignedManifest.verify(text.getBytes(US_ASCII), KEYS.getPublic()))
        .hasMessage("manifest line 2: expected an image, a recipe and a signature, got 4 fields");
    String upper = text(List.of(FIRST)).replace(FIRST.recipe(), "A".repeat(64));
    assertThatThrownBy(() -> SignedManifest.verify(upper.getBytes(US_ASCII), KEYS.getPublic()))
        .hasMessageStartingWith(
            "manifest line 2: recipe: expected 64 lower-case hexadecimal digits, got 'AAAA");
  }

  @Test
  void shouldTrustNobodyElse() {
    byte[] file = SignedManifest.write(List.of(FIRST), ManifestKeys.generate().getPrivate());
    assertThatThrownBy(() -> SignedManifest.verify(file, KEYS.getPublic()))
        .hasMessageContaining("line 2: image " + FIRST.image());
  }

  @Test
  void shouldRefuseTwoRecipesOfOneImage() {
    ManifestEntry other = new ManifestEntry(FIRST.image(), THIRD.recipe());
    assertThatThrownBy(() -> SignedManifest.write(List.of(FIRST, other), KEYS.getPrivate()))
        .hasMessageStartingWith("image %s: expected one recipe, got".formatted(FIRST.image()));
  }

  private static String text(List<ManifestEntry> entries) {
    return new String(SignedManifest.write(entries, KEYS.getPrivate()), US_ASCII);
  }
}
