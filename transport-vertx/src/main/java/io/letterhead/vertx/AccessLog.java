package io.letterhead.vertx;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Consumer;

/** A line of JSON for each request: who asked for what and how it ended; no query, no value. */
final class AccessLog {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Consumer<String> lines;

  AccessLog(Consumer<String> lines) {
    this.lines = lines;
  }

  void ended(Visit visit) {
    JsonObject line =
        new JsonObject()
            .put("time", Instant.ofEpochMilli(visit.begunMillis()).toString())
            .put("client", visit.client())
            .put("caller", visit.caller())
            .put("method", visit.method())
            .put("path", visit.path())
            .put("provider", visit.provider())
            .put("status", visit.status())
            .put("outcome", visit.outcome().id())
            .put("reason", visit.reason())
            .put("bytes-read", visit.bytesRead())
            .put("bytes-written", visit.bytesWritten())
            .put("milliseconds", visit.nanos() / NANOS_PER_MILLI);
    if (!visit.trace().isEmpty()) {
      line.put("trace", visit.trace());
    }
    lines.accept(line.encode());
  }
}
