package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Somebody who sends one request after another; for one thread. */
interface Caller extends AutoCloseable {

  /** How long an answer may take before it counts as none. */
  Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Sends a request with a body, and reads its answer.
   *
   * @param fields the fields beside those of the framing
   * @param body one character a byte
   * @throws IOException if the gateway does not answer, and does not end the connection either
   */
  Answer post(String path, Map<String, String> fields, String body)
      throws IOException, InterruptedException;

  /** Leaves. */
  @Override
  void close() throws IOException;
}
