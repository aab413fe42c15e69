package org.collapselab.vision.provenance;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 (RFC 8032) as the JDK has it: keys as text, signatures as text. */
public final class ManifestKeys {

  private static final String ALGORITHM = "Ed25519";

  private ManifestKeys() {}

  /** A new pair of keys. */
  public static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /** A key as text: Base64 of X.509 (public) or PKCS #8 (private). */
  public static String text(java.security.Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * A public key out of its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PublicKey publicKey(String text) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "public key: expected an Ed25519 key, X.509 in Base64: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A private key out of its text.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat the text
   */
  public static PrivateKey privateKey(String text) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "private key: expected an Ed25519 key, PKCS #8 in Base64", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("private key: cannot sign: " + e.getMessage(), e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, String signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (SignatureException | IllegalArgumentException e) {
      // Not even the form of a signature.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("public key: cannot verify: " + e.getMessage(), e);
    }
  }
}
