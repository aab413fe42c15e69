package org.collapselab.artifacts;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.collapselab.contracts.Key;

/**
 * Objects of a bucket, each kept with the SHA-256 of its bytes and checked against it when it is
 * read. Thread-safe; calls block.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store cannot answer.
 */
public final class ArtifactStore implements AutoCloseable {
  /** The largest object that is read into memory. */
  public static final int MAX_BYTES = 256 << 20;

  static final String HASH = "sha256";
  // Servers may hold a whole part in memory while they check its signature.
  private static final long PART_BYTES = 8L << 20;

  private final MinioClient client;
  private final OkHttpClient http;
  private final String bucket;
  private final String region;

  public ArtifactStore(
      String endpoint, String accessKey, String secretKey, String bucket, String region) {
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(60, TimeUnit.SECONDS)
            .writeTimeout(60, TimeUnit.SECONDS)
            .build();
    this.client =
        MinioClient.builder()
            .endpoint(endpoint)
            .credentials(accessKey, secretKey)
            .region(region)
            .httpClient(http)
            .build();
    this.bucket = bucket;
    this.region = region;
  }

  public ArtifactStore(StoreSettings settings) {
    this(
        settings.endpoint(),
        settings.accessKey(),
        settings.secretKey(),
        settings.bucket(),
        settings.region());
  }

  /** Makes the bucket unless it is there. */
  public void ensureBucket() {
    StoreCall.run(
        "",
        () -> {
          if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            try {
              client.makeBucket(MakeBucketArgs.builder().bucket(bucket).region(region).build());
            } catch (io.minio.errors.ErrorResponseException e) {
              // Another process made it in between.
              if (!e.errorResponse().code().startsWith("BucketAlready")) {
                throw e;
              }
            }
          }
          return null;
        });
  }

  public boolean exists(String name) {
    return find(name).isPresent();
  }

  /**
   * What the store says of an object, if it has it.
   *
   * @throws CorruptArtifactException if it was written without its hash
   */
  public Optional<StoredObject> find(String name) {
    return StoreCall.find(
        name,
        () -> {
          StatObjectResponse stat =
              client.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build());
          return new StoredObject(name, stat.size(), hash(name, stat.userMetadata().get(HASH)));
        });
  }

  /** Writes an object, over one of the same name. */
  public StoredObject put(String name, byte[] bytes, String contentType) {
    return put(name, bytes, contentType, Map.of());
  }

  /**
   * Writes an object unless there is one of the name already, which is returned then.
   *
   * <p>A server whose {@code If-None-Match} is not atomic may let the later of two racing writers
   * win; what is returned is what the store holds after the write.
   */
  public StoredObject putIfAbsent(String name, byte[] bytes, String contentType) {
    Optional<StoredObject> present = find(name);
    if (present.isPresent()) {
      return present.get();
    }
    boolean written =
        StoreCall.unlessPresent(
            name, () -> put(name, bytes, contentType, Map.of("If-None-Match", "*")));
    return find(name)
        .orElseThrow(
            () ->
                new StoreUnavailableException(
                    name,
                    new IOException(written ? "a written object is gone" : "an object is gone")));
  }

  private StoredObject put(
      String name, byte[] bytes, String contentType, Map<String, String> headers) {
    Key content = Key.sha256(bytes);
    return StoreCall.run(
        name,
        () -> {
          client.putObject(
              PutObjectArgs.builder()
                  .bucket(bucket)
                  .object(name)
                  .headers(headers)
                  .userMetadata(Map.of(HASH, content.value()))
                  .contentType(contentType)
                  .stream(new ByteArrayInputStream(bytes), bytes.length, -1)
                  .build());
          return new StoredObject(name, bytes.length, content);
        });
  }

  /**
   * The bytes of an object.
   *
   * @throws MissingArtifactException if there is none of the name
   * @throws CorruptArtifactException if the bytes do not have the hash they were written with, or
   *     are more than {@link #MAX_BYTES}
   */
  public byte[] get(String name) {
    return read(name, body -> VerifiedBody.bytes(name, body, MAX_BYTES));
  }

  /** Writes a file's bytes, streaming; the file must not change meanwhile. */
  public StoredObject upload(Path file, String name) {
    Key content = FileHash.of(file);
    return StoreCall.run(
        name,
        () -> {
          client.uploadObject(
              UploadObjectArgs.builder()
                  .bucket(bucket)
                  .object(name)
                  .userMetadata(Map.of(HASH, content.value()))
                  .contentType("application/octet-stream")
                  .filename(file.toString(), PART_BYTES)
                  .build());
          return new StoredObject(name, Files.size(file), content);
        });
  }

  /**
   * Writes an object's bytes into a file, which appears whole or not at all.
   *
   * @return the hash of the bytes
   * @throws MissingArtifactException if there is none of the name
   * @throws CorruptArtifactException if the bytes do not have the hash they were written with
   */
  public Key download(String name, Path file) {
    return read(name, body -> VerifiedBody.file(name, body, file));
  }

  private <T> T read(String name, StoreCall.Reader<GetObjectResponse, T> reader) {
    return StoreCall.run(
        name,
        () -> {
          try (GetObjectResponse body =
              client.getObject(GetObjectArgs.builder().bucket(bucket).object(name).build())) {
            return reader.read(body);
          }
        });
  }

  /** The names that start with a prefix, in order. */
  public List<String> list(String prefix) {
    return StoreCall.run(
        prefix,
        () -> {
          List<String> names = new ArrayList<>();
          ListObjectsArgs query =
              ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build();
          for (var item : client.listObjects(query)) {
            names.add(item.get().objectName());
          }
          return names;
        });
  }

  /** Removes an object if it is there. */
  public void delete(String name) {
    StoreCall.run(
        name,
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(name).build());
          return null;
        });
  }

  /** Removes every object whose name starts with a prefix. */
  public void deletePrefix(String prefix) {
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException("prefix: expected a prefix, not the whole bucket");
    }
    list(prefix).forEach(this::delete);
  }

  static Key hash(String name, String metadata) {
    if (metadata == null || !Key.matches(metadata)) {
      throw new CorruptArtifactException(
          name, "expected the metadata " + HASH + " but found " + metadata);
    }
    return new Key(metadata);
  }

  /** Gives the connections back. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
