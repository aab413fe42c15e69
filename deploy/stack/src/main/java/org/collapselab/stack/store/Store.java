package org.collapselab.stack.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;
import org.collapselab.stack.part.Server;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * S3Proxy over a folder: a bucket is a directory, an object a file with its metadata in extended
 * attributes.
 */
final class Store implements Server {
  private final S3Proxy proxy;
  private final BlobStoreContext context;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Store(S3Proxy proxy, BlobStoreContext context) {
    this.proxy = proxy;
    this.context = context;
  }

  static Store start(StackSettings settings, Path folder) throws Exception {
    // A bucket that others may read in the file system would be served to unsigned requests.
    Path bucket = Files.createDirectories(folder.resolve(StackSettings.BUCKET));
    Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwx------"));
    var overrides = new Properties();
    overrides.setProperty("jclouds.filesystem.basedir", folder.toString());
    BlobStoreContext context =
        ContextBuilder.newBuilder("filesystem-nio2")
            .credentials("unused", "unused")
            .overrides(overrides)
            .build(BlobStoreContext.class);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .awsAuthentication(
                AuthenticationType.AWS_V4, StackSettings.ACCESS_KEY, settings.storeSecretKey())
            .endpoint(URI.create(settings.storeEndpoint()))
            .build();
    proxy.start();
    return new Store(proxy, context);
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new StackException("the store did not stop cleanly: " + e.getMessage(), e);
    } finally {
      context.close();
      ended.countDown();
    }
  }
}
