package io.letterhead.vertx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** An end of a WebSocket that writes frames as fast as they are taken, on a thread of its own. */
final class Flood {

  /** How much is written at a time: no more of a block that is under way is not counted. */
  static final int BLOCK = 16 * 1024;

  private static final int FRAME = 1024 * 1024;

  private final AtomicLong written = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Writes that many payload bytes, in frames of a mebibyte. */
  static Flood start(WebSocketEnd end, boolean masked, long bytes) {
    Flood flood = new Flood();
    Thread thread =
        new Thread(
            () -> {
              try {
                flood.write(end, masked, bytes);
                flood.ended.complete(null);
              } catch (IOException e) {
                flood.ended.completeExceptionally(new UncheckedIOException(e));
              }
            },
            "flood");
    thread.setDaemon(true);
    thread.start();
    return flood;
  }

  private void write(WebSocketEnd end, boolean masked, long bytes) throws IOException {
    byte[] head =
        masked
            ? new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0}
            : new byte[] {(byte) 0x82, 0x7f, 0, 0, 0, 0, 0, 0x10, 0, 0};
    byte[] block = new byte[BLOCK];
    for (long done = 0; done < bytes; done += FRAME) {
      end.write(head);
      written.addAndGet(head.length);
      for (int i = 0; i < FRAME; i += BLOCK) {
        end.write(block);
        written.addAndGet(BLOCK);
      }
    }
  }

  /** How many bytes were taken, heads of frames included. */
  AtomicLong written() {
    return written;
  }

  CompletableFuture<Void> ended() {
    return ended;
  }
}
