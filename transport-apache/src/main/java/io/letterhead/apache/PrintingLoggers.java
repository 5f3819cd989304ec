package io.letterhead.apache;

import com.google.common.collect.ImmutableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HttpClient's loggers that print what is on the wire, secrets among it. */
final class PrintingLoggers {

  private static final Logger LOG = LoggerFactory.getLogger("io.letterhead.apache");

  private static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.client5.http.wire",
          "org.apache.hc.client5.http2.frame",
          "org.apache.hc.client5.http2.frame.payload");

  private PrintingLoggers() {}

  /** Warns of each that is on. */
  static void warn() {
    for (String name : NAMES) {
      if (LoggerFactory.getLogger(name).isDebugEnabled()) {
        LOG.warn("the logger `{}` is at DEBUG: it prints the credentials of every request", name);
      }
    }
  }
}
