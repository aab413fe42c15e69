package org.collapselab.artifacts;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/** Calls the S3 client and sorts its many exceptions into the store's few. */
final class StoreCall {
  private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchObject");

  /** One call of the client. */
  interface Call<T> {
    T call() throws MinioException, IOException, GeneralSecurityException;
  }

  /** Takes what it needs from a response. */
  interface Reader<B, T> {
    T read(B body) throws IOException;
  }

  private StoreCall() {}

  static <T> T run(String name, Call<T> call) {
    try {
      return call.call();
    } catch (ErrorResponseException e) {
      if (MISSING.contains(e.errorResponse().code())) {
        throw new MissingArtifactException(name);
      }
      throw new StoreUnavailableException(name, e);
    } catch (MinioException | IOException | GeneralSecurityException e) {
      throw new StoreUnavailableException(name, e);
    }
  }

  static <T> Optional<T> find(String name, Call<T> call) {
    try {
      return Optional.of(run(name, call));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  /** Whether a conditional write found nothing in its way. */
  static boolean unlessPresent(String name, Call<?> write) {
    try {
      run(name, write);
      return true;
    } catch (StoreUnavailableException e) {
      if (e.getCause() instanceof ErrorResponseException refused
          && refused.response().code() == 412) {
        return false;
      }
      throw e;
    }
  }
}
