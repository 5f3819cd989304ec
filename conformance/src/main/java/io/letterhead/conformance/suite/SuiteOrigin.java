package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The origin behind a transport while it is measured, whichever version of HTTP it speaks. */
interface SuiteOrigin extends AutoCloseable {
  /** Where fresh ones listen. */
  String HOST = "127.0.0.1";

  /** Its URI without a path. */
  URI uri();

  /** Answers so, from the next request on. */
  void answerWith(OriginScript script);

  /** What has come, whole or not, in the order in which it ended. */
  List<Received> received();

  /** How many connections were accepted. */
  int connections();

  /**
   * Waits until whoever sent the last request has left it, while it was being answered.
   *
   * @return whether that was within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  boolean awaitLeft(Duration limit) throws InterruptedException;

  /**
   * Says goodbye on every connection, and waits until each has ended: when this returns, all that
   * was sent before has been received.
   *
   * @throws IllegalStateException if a connection does not end within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  void finish(Duration limit) throws InterruptedException;

  /**
   * Waits until no request is half received.
   *
   * @throws IllegalStateException if one is at the limit
   * @throws InterruptedException if the thread is interrupted
   */
  void awaitQuiet(Duration limit) throws InterruptedException;

  @Override
  void close();

  /** A fresh one on a free port. */
  static SuiteOrigin start(Wire wire, OriginCertificate certificate) {
    return listen(wire, HOST, 0, certificate);
  }

  /** One at a given address; port 0 is a free one. */
  static SuiteOrigin listen(Wire wire, String host, int port, OriginCertificate certificate) {
    return wire.isHttp2()
        ? H2SuiteOrigin.listen(host, port, certificate)
        : H1SuiteOrigin.listen(wire, host, port, certificate);
  }
}
