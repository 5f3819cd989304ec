package io.letterhead.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** A Vert.x that nobody else uses: native transport where there is one, nothing cached on disk. */
final class OwnVertx {

  private OwnVertx() {}

  /**
   * @param where what its log lines are about
   * @param options how many threads it has
   */
  static Vertx create(String where, VertxOptions options) {
    Vertx vertx =
        Vertx.vertx(
            options
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    vertx.exceptionHandler(e -> Log.error(where, e));
    return vertx;
  }
}
