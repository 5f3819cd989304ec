package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The origin behind a transport while it is measured, whichever version of HTTP it speaks. */
interface SuiteOrigin extends AutoCloseable {

  /** Its URI without a path. */
  URI uri();

  /** Answers so, from the next request on. */
  void answerWith(OriginScript script);

  /** What has come, whole or not, in the order in which it ended. */
  List<Received> received();

  /** How many connections were accepted. */
  int connections();

  /**
   * Says goodbye on every connection, and waits until each has ended: when this returns, all that
   * was sent before has been received.
   *
   * @throws IllegalStateException if a connection does not end within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  void finish(Duration limit) throws InterruptedException;

  @Override
  void close();

  /** A fresh one on a free port. */
  static SuiteOrigin start(Wire wire, OriginCertificate certificate) {
    return wire.isHttp2()
        ? H2SuiteOrigin.start(certificate)
        : H1SuiteOrigin.start(wire, certificate);
  }
}
