package io.letterhead.vertx;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes that tells of its progress, and that fails with {@link Refusal#BODY_TOO_LARGE}
 * where it grows beyond a limit. What lies beyond is not handed on.
 */
final class MeteredStream implements ReadStream<Buffer> {

  private final ReadStream<Buffer> source;
  private final long most;
  private final Runnable progress;
  private @Nullable Handler<Throwable> failed;
  private long seen;

  MeteredStream(ReadStream<Buffer> source, long most, Runnable progress) {
    this.source = source;
    this.most = most;
    this.progress = progress;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    source.handler(handler == null ? null : buffer -> take(buffer, handler));
    return this;
  }

  private void take(Buffer buffer, Handler<Buffer> handler) {
    seen += buffer.length();
    progress.run();
    if (seen <= most) {
      handler.handle(buffer);
    } else if (failed != null) {
      source.pause();
      failed.handle(new RefusedException(Refusal.BODY_TOO_LARGE));
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    // A response without a handler logs the failure's message, which may quote a field.
    source.exceptionHandler(handler == null ? e -> Log.failure("body", e) : handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    source.endHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    source.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    source.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    source.fetch(amount);
    return this;
  }
}
